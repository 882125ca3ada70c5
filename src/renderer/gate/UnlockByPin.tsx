import { useApp } from '../app/app-context.ts';
import { PinField } from '../pin/PinField.tsx';
import { Button } from '../ui/Button.tsx';
import styles from './LockedVault.module.css';
import { triesWords } from './pin-words.ts';
import { useSecretForm } from './secret-form.ts';

interface UnlockByPinProps {
  /** Why the vault is locked, or null where that needs no words. */
  readonly reason: string | null;
  /** What the holder is called whose key this computer keeps; null where that is not clear. */
  readonly holder: string | null;
  readonly triesLeft: number;
}

/** The short way in, on the one computer that keeps a key. */
export function UnlockByPin({ reason, holder, triesLeft }: UnlockByPinProps) {
  const { api } = useApp();
  const { field, busy, slow, submit } = useSecretForm({
    whenEmpty: 'Type the PIN.',
    attempt: (pin) => api.call('vault.unlockWithPin', { pin }),
    explain: ({ code, message }) => (code === 'wrong-pin' ? 'That is not the PIN.' : message),
  });
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      {reason !== null && <p className={styles.reason}>{reason}</p>}
      <PinField
        {...field}
        label={holder === null ? 'PIN for the key on this computer' : `PIN for the key on “${holder}”`}
        hint={triesWords(triesLeft)}
        autoFocus
      />
      <Button look="primary" type="submit" aria-disabled={busy}>
        {slow ? 'Unlocking…' : 'Unlock'}
      </Button>
    </form>
  );
}
