import { Dices } from 'lucide-react';
import { useRef, useState, type RefObject } from 'react';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { passphraseProblem, repeatProblem } from '../gate/vault-draft.ts';
import { Button } from '../ui/Button.tsx';
import { PassphraseField } from '../ui/PassphraseField.tsx';
import styles from './NewPassphraseFields.module.css';
import { Strength } from './Strength.tsx';

/** A passphrase drawn at random, as long as it stands unchanged in the field. */
interface Drawn {
  readonly passphrase: string;
  readonly bits: number;
}

interface Problems {
  readonly passphrase: string | null;
  readonly repeat: string | null;
}

export interface NewPassphraseDraft {
  readonly passphrase: string;
  readonly repeat: string;
  readonly problems: Problems;
  readonly drawn: Drawn | null;
  readonly passphraseField: RefObject<HTMLInputElement | null>;
  readonly repeatField: RefObject<HTMLInputElement | null>;
  type(change: { readonly passphrase?: string; readonly repeat?: string }): void;
  /** Draws one. */
  suggest(): Promise<void>;
  /** The passphrase if it will do; otherwise null, and the field that will not has the focus. */
  finish(): string | null;
}

const noProblems: Problems = { passphrase: null, repeat: null };

export function useNewPassphrase(): NewPassphraseDraft {
  const { api } = useApp();
  const [passphrase, setPassphrase] = useState('');
  const [repeat, setRepeat] = useState('');
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [problems, setProblems] = useState(noProblems);
  const passphraseField = useRef<HTMLInputElement>(null);
  const repeatField = useRef<HTMLInputElement>(null);

  const type: NewPassphraseDraft['type'] = (change) => {
    if (change.passphrase !== undefined) setPassphrase(change.passphrase);
    if (change.repeat !== undefined) setRepeat(change.repeat);
    setProblems(noProblems);
  };

  return {
    passphrase,
    repeat,
    problems,
    drawn: drawn?.passphrase === passphrase ? drawn : null,
    passphraseField,
    repeatField,
    type,
    async suggest() {
      try {
        const made = await api.call('passphrase.generate', { words: 6 });
        setDrawn(made);
        type({ passphrase: made.passphrase, repeat: made.passphrase });
      } catch (thrown) {
        setProblems({ passphrase: shownError(thrown).message, repeat: null });
      }
    },
    finish() {
      const bad = passphraseProblem(passphrase);
      // One thing at a time: a passphrase that has to change anyway need not be repeated yet.
      const different = bad === null ? repeatProblem(passphrase, repeat) : null;
      setProblems({ passphrase: bad, repeat: different });
      if (bad !== null) passphraseField.current?.focus();
      else if (different !== null) repeatField.current?.focus();
      return bad === null && different === null ? passphrase : null;
    },
  };
}

interface NewPassphraseFieldsProps {
  readonly draft: NewPassphraseDraft;
  readonly autoFocus?: boolean;
}

/** A new passphrase, typed twice or drawn, and what guessing it would cost. */
export function NewPassphraseFields({ draft, autoFocus = false }: NewPassphraseFieldsProps) {
  const [shown, setShown] = useState(false);
  const { passphrase, repeat, problems, drawn, passphraseField, repeatField } = draft;
  return (
    <>
      <div className={styles.secret}>
        <PassphraseField
          ref={passphraseField}
          label="New passphrase"
          value={passphrase}
          onValue={(value) => draft.type({ passphrase: value })}
          shown={shown}
          onShow={setShown}
          error={problems.passphrase}
          autoFocus={autoFocus}
        />
        <div className={styles.suggestion}>
          <Button
            small
            onClick={() => {
              setShown(true);
              void draft.suggest();
            }}
          >
            <Dices size={15} aria-hidden="true" />
            {drawn === null ? 'Suggest a passphrase' : 'Suggest another passphrase'}
          </Button>
          {drawn === null && <span>Six words, drawn at random</span>}
        </div>
        <Strength passphrase={passphrase} drawnBits={drawn?.bits ?? null} />
      </div>
      <PassphraseField
        ref={repeatField}
        label="Repeat new passphrase"
        value={repeat}
        onValue={(value) => draft.type({ repeat: value })}
        shown={shown}
        error={problems.repeat}
      />
    </>
  );
}
