import { Dices, Folder } from 'lucide-react';
import { useRef, useState, type FocusEvent, type SubmitEvent } from 'react';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { Strength } from '../passphrase/Strength.tsx';
import { Button } from '../ui/Button.tsx';
import { useDelayed } from '../ui/delayed.ts';
import { Field } from '../ui/Field.tsx';
import { PassphraseField } from '../ui/PassphraseField.tsx';
import styles from './CreateVault.module.css';
import { Gate } from './Gate.tsx';
import { nameProblem, passphraseProblem, repeatProblem } from './vault-draft.ts';

interface Problems {
  readonly name: string | null;
  readonly passphrase: string | null;
  readonly repeat: string | null;
  /** What the vault itself answered. */
  readonly form: string | null;
}

const noProblems: Problems = { name: null, passphrase: null, repeat: null, form: null };

/** A passphrase drawn at random, as long as it stands unchanged in the field. */
interface Drawn {
  readonly passphrase: string;
  readonly bits: number;
}

export function CreateVault({ place: usualPlace }: { readonly place: string }) {
  const { api, screen } = useApp();
  const [name, setName] = useState('My notes');
  const [chosenPlace, setChosenPlace] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [repeat, setRepeat] = useState('');
  const [shown, setShown] = useState(false);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [problems, setProblems] = useState(noProblems);
  const [busy, setBusy] = useState(false);
  const slow = useDelayed(busy, 200);
  const nameField = useRef<HTMLInputElement>(null);
  const passphraseField = useRef<HTMLInputElement>(null);
  const repeatField = useRef<HTMLInputElement>(null);
  const suggested = drawn?.passphrase === passphrase ? drawn : null;

  const note = (change: Partial<Problems>): void => setProblems((before) => ({ ...before, ...change }));
  // A button that is being pressed must not move away under the pointer, so leaving for one checks nothing yet; and what
  // the vault itself said of a field stays until the field is changed.
  const leave = (event: FocusEvent, found: Partial<Problems>): void => {
    if (event.relatedTarget instanceof HTMLButtonElement) return;
    if (Object.values(found).some((problem) => problem !== null)) note(found);
  };
  const fail = (thrown: unknown): void => {
    const error = shownError(thrown);
    const takenName = error.code === 'already-exists';
    note(takenName ? { name: error.message } : { form: error.message });
    (takenName ? nameField : passphraseField).current?.focus();
  };

  const changePlace = async (): Promise<void> => {
    const answer = await api.call('place.choose');
    if (answer !== null) setChosenPlace(answer.place);
  };

  const suggest = async (): Promise<void> => {
    const made = await api.call('passphrase.generate', { words: 6 });
    setDrawn(made);
    setPassphrase(made.passphrase);
    setRepeat(made.passphrase);
    setShown(true);
    note({ passphrase: null, repeat: null });
  };

  const create = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const badPassphrase = passphraseProblem(passphrase);
    const found: Problems = {
      name: nameProblem(name),
      passphrase: badPassphrase,
      // One thing at a time: a passphrase that has to change anyway need not be repeated yet.
      repeat: badPassphrase === null ? repeatProblem(passphrase, repeat) : null,
      form: null,
    };
    setProblems(found);
    if (found.name !== null) nameField.current?.focus();
    else if (found.passphrase !== null) passphraseField.current?.focus();
    else if (found.repeat !== null) repeatField.current?.focus();
    else {
      setBusy(true);
      await api.call('vault.create', { name: name.trim(), passphrase }).catch(fail);
      setBusy(false);
    }
  };

  return (
    <Gate wide title="Create a vault" lede="One encrypted file, which only its passphrase opens.">
      <form className={styles.form} noValidate onSubmit={(event) => void create(event)}>
        <div className={styles.where}>
          <Field
            ref={nameField}
            label="Vault name"
            value={name}
            error={problems.name}
            autoFocus
            onFocus={(event) => event.target.select()}
            onChange={(event) => {
              setName(event.target.value);
              note({ name: null });
            }}
            onBlur={(event) => leave(event, { name: nameProblem(name) })}
          />
          <p className={styles.place}>
            <Folder size={15} aria-hidden="true" />
            <span className={styles.path} title={chosenPlace ?? usualPlace}>
              {chosenPlace ?? usualPlace}
            </span>
            <Button look="quiet" small onClick={() => void changePlace().catch(fail)}>
              Change…
            </Button>
          </p>
        </div>
        <div className={styles.secret}>
          <PassphraseField
            ref={passphraseField}
            label="Passphrase"
            value={passphrase}
            onValue={(value) => {
              setPassphrase(value);
              note({ passphrase: null });
            }}
            shown={shown}
            onShow={setShown}
            error={problems.passphrase}
            onBlur={(event) =>
              leave(event, { passphrase: passphrase === '' ? null : passphraseProblem(passphrase) })
            }
          />
          <div className={styles.suggestion}>
            <Button small onClick={() => void suggest().catch(fail)}>
              <Dices size={15} aria-hidden="true" />
              {suggested === null ? 'Suggest a passphrase' : 'Suggest another passphrase'}
            </Button>
            {suggested === null && <span>Six words, drawn at random</span>}
          </div>
          {suggested !== null && (
            <div className={styles.drawn}>
              <p className={styles.words}>{suggested.passphrase}</p>
              <p>Write it down on paper before you go on: the words, with a space between each.</p>
            </div>
          )}
          <Strength passphrase={passphrase} drawnBits={suggested?.bits ?? null} />
        </div>
        <PassphraseField
          ref={repeatField}
          label="Repeat passphrase"
          value={repeat}
          onValue={(value) => {
            setRepeat(value);
            note({ repeat: null });
          }}
          shown={shown}
          error={problems.repeat}
          onBlur={(event) =>
            leave(event, { repeat: repeat === '' ? null : repeatProblem(passphrase, repeat) })
          }
        />
        <p className={styles.warning}>
          <strong>There is no reset.</strong> If this passphrase is forgotten, nobody can open the vault
          again, and the notes in it are lost.
        </p>
        {problems.form !== null && (
          <p role="alert" className={styles.alert}>
            {problems.form}
          </p>
        )}
        <div className={styles.actions}>
          <Button look="primary" type="submit" aria-disabled={busy}>
            {slow ? 'Creating…' : 'Create vault'}
          </Button>
          <Button look="quiet" onClick={() => screen.setState({ creating: false })}>
            Back
          </Button>
        </div>
      </form>
    </Gate>
  );
}
