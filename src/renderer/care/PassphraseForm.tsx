import { Dialog } from 'radix-ui';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { shownError } from '../bridge/api.ts';
import { CurrentPassphraseField, useCurrentPassphrase } from '../passphrase/CurrentPassphrase.tsx';
import { Button } from '../ui/Button.tsx';
import { useDelayed } from '../ui/delayed.ts';
import dialog from '../ui/Dialog.module.css';
import styles from './Care.module.css';

interface PassphraseFormProps {
  /** What the button says that goes ahead, and what it says while that takes time. */
  readonly yes: string;
  readonly doing: string;
  /** Fields below the passphrase. */
  readonly children?: ReactNode;
  /** Whether those are filled in well. If not, they say so. */
  readonly isReady?: () => boolean;
  /** Gets the passphrase that opens the vault now. Answers why nothing was done, or null. */
  readonly onSubmit: (current: string) => Promise<string | null>;
}

/** Inside a dialog: asks for the passphrase of the open vault before something that only its owner may do. */
export function PassphraseForm({ yes, doing, children, isReady, onSubmit }: PassphraseFormProps) {
  const current = useCurrentPassphrase();
  const [error, setError] = useState<string | null>(null);
  const [notDone, setNotDone] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const slow = useDelayed(busy, 200);

  const fail = (thrown: unknown): void => {
    const problem = shownError(thrown);
    if (!current.takes(problem)) setError(problem.message);
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy || !current.isGiven() || isReady?.() === false) return;
    setError(null);
    setNotDone(null);
    setBusy(true);
    await onSubmit(current.value).then(setNotDone, fail);
    setBusy(false);
  };

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <CurrentPassphraseField draft={current} label="Current passphrase" readOnly={busy} autoFocus={false} />
      {children}
      {error !== null && (
        <p role="alert" className={styles.alert}>
          {error}
        </p>
      )}
      {notDone !== null && <p role="status">{notDone}</p>}
      <div className={dialog.actions}>
        <Dialog.Close asChild>
          <Button>Cancel</Button>
        </Dialog.Close>
        <Button look="primary" type="submit" aria-disabled={busy}>
          {slow ? doing : yes}
        </Button>
      </div>
    </form>
  );
}
