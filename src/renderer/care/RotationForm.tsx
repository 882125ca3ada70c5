import { useState, type SubmitEvent } from 'react';
import type { Rotated } from '../../contract/index.ts';
import { useApp, useCare } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { CurrentPassphraseField, useCurrentPassphrase } from '../passphrase/CurrentPassphrase.tsx';
import { Button } from '../ui/Button.tsx';
import styles from './Care.module.css';
import { WorkBar } from './WorkBar.tsx';

interface RotationFormProps {
  /** What is asked for: each gives the vault a new key. */
  readonly method: 'vault.rotate' | 'escrow.disable';
  readonly hasPhrase: boolean;
  /** What the button says that goes ahead. */
  readonly yes: string;
  /** What is said when it was stopped. */
  readonly cancelled: string;
  readonly onRotated: (rotated: Rotated) => void;
  readonly onBack: () => void;
}

/** Asks for what a new vault key takes, and shows how far it has come. */
export function RotationForm({ method, hasPhrase, yes, cancelled, onRotated, onBack }: RotationFormProps) {
  const { api, notes } = useApp();
  const working = useCare(({ health }) => health?.working ?? null);
  const passphrase = useCurrentPassphrase();
  const [recovery, setRecovery] = useState(true);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const fail = (thrown: unknown): void => {
    const problem = shownError(thrown);
    if (passphrase.takes(problem)) return;
    setError(problem.code === 'cancelled' ? cancelled : problem.message);
  };
  const rotate = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy || !passphrase.isGiven()) return;
    setError(null);
    setBusy(true);
    await notes.flush();
    await api.call(method, { passphrase: passphrase.value, recovery }).then(onRotated, fail);
    setBusy(false);
  };

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void rotate(event)}>
      <CurrentPassphraseField draft={passphrase} label="Passphrase" readOnly={busy} />
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={recovery}
          disabled={busy}
          onChange={({ target }) => setRecovery(target.checked)}
        />
        Make a new recovery phrase
        <small>
          {hasPhrase
            ? 'The present one stops opening this vault either way.'
            : 'This vault has none. With one, a forgotten passphrase is not the end.'}
        </small>
      </label>
      {error !== null && (
        <p role="alert" className={styles.alert}>
          {error}
        </p>
      )}
      {busy ? (
        <WorkBar work={working ?? 'rotation'} />
      ) : (
        <div className={styles.actions}>
          <Button look="primary" type="submit">
            {yes}
          </Button>
          <Button onClick={onBack}>Back</Button>
        </div>
      )}
    </form>
  );
}
