import type { ReactNode } from 'react';
import { useApp } from '../app/app-context.ts';
import { NewPassphraseFields, useNewPassphrase } from '../passphrase/NewPassphraseFields.tsx';
import { FormDialog } from './FormDialog.tsx';
import { PassphraseForm } from './PassphraseForm.tsx';

function ChangeForm({ onDone }: { readonly onDone: () => void }) {
  const { api, toasts } = useApp();
  const draft = useNewPassphrase();
  const change = async (current: string): Promise<null> => {
    await api.call('vault.changePassphrase', { current, next: draft.passphrase });
    toasts.show({ text: 'Passphrase changed', action: null });
    onDone();
    return null;
  };
  return (
    <PassphraseForm
      yes="Change passphrase"
      doing="Changing…"
      isReady={() => draft.finish() !== null}
      onSubmit={change}
    >
      <NewPassphraseFields draft={draft} />
    </PassphraseForm>
  );
}

/** The dialog that changes the passphrase, and the button that opens it. */
export function ChangePassphrase({ trigger }: { readonly trigger: ReactNode }) {
  return (
    <FormDialog
      trigger={trigger}
      title="Change passphrase"
      text="The new passphrase opens this vault from now on; the old one still opens backups and copies made before."
    >
      {(close) => <ChangeForm onDone={close} />}
    </FormDialog>
  );
}
