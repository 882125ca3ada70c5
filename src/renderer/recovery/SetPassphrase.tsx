import { useState, type SubmitEvent } from 'react';
import type { AppState } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { Gate } from '../gate/Gate.tsx';
import { NewPassphraseFields, useNewPassphrase } from '../passphrase/NewPassphraseFields.tsx';
import { Button } from '../ui/Button.tsx';
import { useDelayed } from '../ui/delayed.ts';
import styles from './Recovery.module.css';

type Unlocked = Extract<AppState, { phase: 'unlocked' }>;

/** After the recovery phrase has opened a vault: the passphrase that takes the forgotten one’s place. */
export function SetPassphrase({ app: { vault } }: { readonly app: Unlocked }) {
  const { api, actions } = useApp();
  const draft = useNewPassphrase();
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const slow = useDelayed(busy, 200);

  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const next = draft.finish();
    if (next === null) return;
    setError(null);
    setBusy(true);
    await api
      .call('vault.setPassphrase', { next })
      .catch((thrown: unknown) => setError(shownError(thrown).message));
    setBusy(false);
  };

  return (
    <Gate
      wide
      title="Choose a new passphrase"
      lede={`The recovery phrase has opened “${vault.name}”. From now on this passphrase opens it; the old one does not.`}
    >
      <form className={styles.set} noValidate onSubmit={(event) => void save(event)}>
        <NewPassphraseFields draft={draft} autoFocus />
        <p className={styles.note}>
          The recovery phrase stays as it is. Backups and copies made before still open with the old
          passphrase: if somebody else may know it, change the vault key as well, under Vault.
        </p>
        {error !== null && (
          <p role="alert" className={styles.alert}>
            {error}
          </p>
        )}
        <div className={styles.actions}>
          <Button look="primary" type="submit" aria-disabled={busy}>
            {slow ? 'Setting…' : 'Set the passphrase'}
          </Button>
          <Button look="quiet" onClick={() => actions.run('lock')}>
            Lock
          </Button>
        </div>
      </form>
    </Gate>
  );
}
