import type { ReactNode } from 'react';
import { useApp } from '../app/app-context.ts';
import { FormDialog } from './FormDialog.tsx';
import { PassphraseForm } from './PassphraseForm.tsx';

interface NewRecoveryPhraseProps {
  readonly trigger: ReactNode;
  /** Whether there is one already, which the new one replaces. */
  readonly replaces: boolean;
  readonly onPhrase: (phrase: string) => void;
}

/** The dialog that makes a recovery phrase, and the button that opens it. */
export function NewRecoveryPhrase({ trigger, replaces, onPhrase }: NewRecoveryPhraseProps) {
  const { api } = useApp();
  const make = async (current: string): Promise<null> => {
    const { phrase } = await api.call('vault.newRecovery', { current });
    onPhrase(phrase);
    return null;
  };
  return (
    <FormDialog
      trigger={trigger}
      title={replaces ? 'Make a new recovery phrase?' : 'Make a recovery phrase'}
      text={
        replaces
          ? 'The 24 words you have now stop opening this vault as soon as the new ones are shown. Have paper and pen ready, and nobody behind you.'
          : 'The 24 words are shown this once. Have paper and pen ready, and nobody behind you.'
      }
    >
      {() => (
        <PassphraseForm
          yes={replaces ? 'Make a new one' : 'Make one'}
          doing="Drawing the words…"
          onSubmit={make}
        />
      )}
    </FormDialog>
  );
}
