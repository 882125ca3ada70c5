import { useRef, useState, type RefObject, type SubmitEvent } from 'react';
import { escrowSentence, type AuthorityName, type OwnVaultModel } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import care from '../care/Care.module.css';
import {
  CurrentPassphraseField,
  useCurrentPassphrase,
  type CurrentPassphraseDraft,
} from '../passphrase/CurrentPassphrase.tsx';
import { Button } from '../ui/Button.tsx';
import { useDelayed } from '../ui/delayed.ts';
import { Field } from '../ui/Field.tsx';
import { AuthorityPicker } from './AuthorityPicker.tsx';
import styles from './Escrow.module.css';
import { WayChoice } from './WayChoice.tsx';
import { ways } from './ways.ts';

type Chosen = readonly (AuthorityName | null)[];

/** Whom a way of access lets in. */
function placesOf(model: OwnVaultModel): readonly string[] {
  return ways.find((way) => way.model === model)?.places ?? [];
}

/** The sentence that says one means it, as it is typed. */
interface SentenceDraft {
  readonly value: string;
  /** Whether it stands there letter by letter. If not, the field says so and takes the focus. */
  isGiven(): boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly wrong: string | null;
  readonly change: (value: string) => void;
}

function useSentence(): SentenceDraft {
  const [value, setValue] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  return {
    value,
    field,
    wrong,
    isGiven() {
      if (value === escrowSentence) return true;
      setWrong('Type the sentence exactly as it stands above, with its capital letter.');
      field.current?.focus();
      return false;
    },
    change(typed) {
      setValue(typed);
      setWrong(null);
    },
  };
}

interface YourWordProps {
  readonly sentence: SentenceDraft;
  readonly passphrase: CurrentPassphraseDraft;
  readonly busy: boolean;
}

/** The sentence and the passphrase, without which nobody is let in. */
function YourWord({ sentence, passphrase, busy }: YourWordProps) {
  const { value, field, wrong, change } = sentence;
  return (
    <fieldset className={styles.step}>
      <legend>3. Your word</legend>
      <p>
        Type this sentence, so that nobody lets others in by a slip: <strong>{escrowSentence}</strong>
      </p>
      <div className={care.form}>
        <Field
          ref={field}
          label="The sentence"
          value={value}
          error={wrong}
          maxLength={200}
          readOnly={busy}
          onChange={({ target }) => change(target.value)}
        />
        <CurrentPassphraseField draft={passphrase} label="Passphrase" readOnly={busy} autoFocus={false} />
      </div>
    </fieldset>
  );
}

/** How, who, and the owner's word: then others can open this vault. */
export function EscrowForm({
  onEnabling,
  onBack,
}: {
  readonly onEnabling: () => void;
  readonly onBack: () => void;
}) {
  const { api, toasts } = useApp();
  const [model, setModel] = useState<OwnVaultModel>('M1');
  const [chosen, setChosen] = useState<Chosen>([null]);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const slow = useDelayed(busy, 200);
  const sentence = useSentence();
  const passphrase = useCurrentPassphrase();
  const places = placesOf(model);

  const choose = (next: OwnVaultModel): void => {
    // A key is made for one way only.
    setModel(next);
    setChosen(placesOf(next).map(() => null));
    setError(null);
  };
  const enable = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const authorities = chosen.filter((one) => one !== null);
    if (authorities.length < places.length) {
      setError('Choose first who is to be let in.');
      return;
    }
    setError(null);
    if (!sentence.isGiven() || !passphrase.isGiven()) return;
    setBusy(true);
    onEnabling();
    try {
      const fingerprints = authorities.map(({ fingerprint }) => fingerprint);
      await api.call('escrow.enable', {
        model,
        fingerprints,
        current: passphrase.value,
        sentence: sentence.value,
      });
      toasts.show({ text: 'Escrow is on.', action: null });
    } catch (thrown) {
      const problem = shownError(thrown);
      if (!passphrase.takes(problem)) setError(problem.message);
      setBusy(false);
    }
  };

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void enable(event)}>
      <WayChoice value={model} onValue={choose} disabled={busy} />
      <fieldset className={styles.step}>
        <legend>2. Who is let in</legend>
        {places.map((place, at) => (
          <AuthorityPicker
            key={`${model}${place}`}
            label={place}
            model={model}
            value={chosen[at] ?? null}
            onValue={(authority) => {
              setChosen((before) => before.map((one, index) => (index === at ? authority : one)));
              setError(null);
            }}
            disabled={busy}
          />
        ))}
      </fieldset>
      <YourWord sentence={sentence} passphrase={passphrase} busy={busy} />
      {error !== null && (
        <p role="alert" className={care.alert}>
          {error}
        </p>
      )}
      <div className={care.actions}>
        <Button type="submit" className={styles.letIn} aria-disabled={busy}>
          {slow ? 'Letting them in…' : 'Let them open this vault'}
        </Button>
        <Button onClick={onBack}>Back</Button>
      </div>
    </form>
  );
}
