import { Dialog } from 'radix-ui';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { CurrentPassphraseField, useCurrentPassphrase } from '../passphrase/CurrentPassphrase.tsx';
import { NewPassphraseFields, useNewPassphrase } from '../passphrase/NewPassphraseFields.tsx';
import { Button } from '../ui/Button.tsx';
import { useDelayed } from '../ui/delayed.ts';
import dialog from '../ui/Dialog.module.css';
import styles from './Care.module.css';

function ChangeForm({ onDone }: { readonly onDone: () => void }) {
  const { api } = useApp();
  const draft = useNewPassphrase();
  const current = useCurrentPassphrase();
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const slow = useDelayed(busy, 200);

  const fail = (thrown: unknown): void => {
    const problem = shownError(thrown);
    if (!current.takes(problem)) setError(problem.message);
  };
  const change = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy || !current.isGiven()) return;
    const next = draft.finish();
    if (next === null) return;
    setError(null);
    setBusy(true);
    await api.call('vault.changePassphrase', { current: current.value, next }).then(onDone, fail);
    setBusy(false);
  };

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void change(event)}>
      <CurrentPassphraseField draft={current} label="Current passphrase" />
      <NewPassphraseFields draft={draft} />
      {error !== null && (
        <p role="alert" className={styles.alert}>
          {error}
        </p>
      )}
      <div className={dialog.actions}>
        <Dialog.Close asChild>
          <Button>Cancel</Button>
        </Dialog.Close>
        <Button look="primary" type="submit" aria-disabled={busy}>
          {slow ? 'Changing…' : 'Change passphrase'}
        </Button>
      </div>
    </form>
  );
}

/** The dialog that changes the passphrase, and the button that opens it. */
export function ChangePassphrase({ trigger }: { readonly trigger: ReactNode }) {
  const { toasts } = useApp();
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>{trigger}</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.scrim} />
        <Dialog.Content className={dialog.panel}>
          <Dialog.Title className={dialog.title}>Change passphrase</Dialog.Title>
          <Dialog.Description className={dialog.text}>
            The new passphrase opens this vault from now on; the old one still opens backups and copies made
            before.
          </Dialog.Description>
          <ChangeForm
            onDone={() => {
              setOpen(false);
              toasts.show({ text: 'Passphrase changed', action: null });
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
