import { useRef, useState, type SubmitEvent } from 'react';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { Button } from '../ui/Button.tsx';
import { useDelayed } from '../ui/delayed.ts';
import { PassphraseField } from '../ui/PassphraseField.tsx';
import styles from './LockedVault.module.css';

function unlockProblem(thrown: unknown): string {
  const error = shownError(thrown);
  return error.code === 'wrong-passphrase' ? 'That passphrase does not open this vault.' : error.message;
}

/** The passphrase and the way in. `reason`: why the vault is locked, or null where that needs no words. */
export function UnlockForm({ reason }: { readonly reason: string | null }) {
  const { api } = useApp();
  const [passphrase, setPassphrase] = useState('');
  const [shown, setShown] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const slow = useDelayed(busy, 200);
  const field = useRef<HTMLInputElement>(null);

  const refuse = (thrown: unknown): void => {
    setError(unlockProblem(thrown));
    field.current?.focus();
    field.current?.select();
  };

  const unlock = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    field.current?.focus();
    if (passphrase === '') {
      setError('Type the passphrase of this vault.');
      return;
    }
    setError(null);
    setBusy(true);
    await api.call('vault.unlock', { passphrase }).catch(refuse);
    setBusy(false);
  };

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void unlock(event)}>
      {reason !== null && <p className={styles.reason}>{reason}</p>}
      <PassphraseField
        ref={field}
        label="Passphrase"
        value={passphrase}
        onValue={setPassphrase}
        shown={shown}
        onShow={setShown}
        error={error}
        autoFocus
      />
      <Button look="primary" type="submit" aria-disabled={busy}>
        {slow ? 'Unlocking…' : 'Unlock'}
      </Button>
    </form>
  );
}
