import { useApp } from '../app/app-context.ts';
import { useKeyFile, wrongPassphraseWords } from '../keyfile/key-file.ts';
import { KeyFileRow } from '../keyfile/KeyFileRow.tsx';
import { Button } from '../ui/Button.tsx';
import { PassphraseField } from '../ui/PassphraseField.tsx';
import styles from './LockedVault.module.css';
import { useSecretForm } from './secret-form.ts';

/** The passphrase and the way in. `reason`: why the vault is locked, or null where that needs no words. */
export function UnlockForm({ reason }: { readonly reason: string | null }) {
  const { api } = useApp();
  const keyFile = useKeyFile();
  const { field, busy, slow, submit } = useSecretForm({
    whenEmpty: 'Type the passphrase of this vault.',
    attempt: (passphrase) => api.call('vault.unlock', { passphrase }),
    explain: (problem) => {
      if (keyFile.takes(problem)) return null;
      return problem.code === 'wrong-passphrase' ? wrongPassphraseWords(keyFile) : problem.message;
    },
  });
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      {reason !== null && <p className={styles.reason}>{reason}</p>}
      <PassphraseField {...field} label="Passphrase" autoFocus />
      <KeyFileRow draft={keyFile} locked={busy} />
      <Button look="primary" type="submit" aria-disabled={busy}>
        {slow ? 'Unlocking…' : 'Unlock'}
      </Button>
    </form>
  );
}
