import type { AppState } from '../../contract/index.ts';
import { useApp } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';
import { NewPinFields, useNewPin } from '../pin/NewPinFields.tsx';
import { Button } from '../ui/Button.tsx';
import styles from './Care.module.css';
import { Confirmation } from './Confirmation.tsx';
import { FormDialog } from './FormDialog.tsx';
import { PassphraseForm } from './PassphraseForm.tsx';

type Unlocked = Extract<AppState, { phase: 'unlocked' }>;

function PinForm({ isChange, onDone }: { readonly isChange: boolean; readonly onDone: () => void }) {
  const { api, toasts } = useApp();
  const draft = useNewPin();
  const set = async (current: string): Promise<null> => {
    await api.call('pin.set', { current, pin: draft.pin });
    toasts.show({ text: isChange ? 'PIN changed' : 'PIN set', action: null });
    onDone();
    return null;
  };
  return (
    <PassphraseForm
      yes={isChange ? 'Change PIN' : 'Set PIN'}
      doing={isChange ? 'Changing…' : 'Setting…'}
      isReady={() => draft.finish() !== null}
      onSubmit={set}
    >
      <NewPinFields draft={draft} />
    </PassphraseForm>
  );
}

function SetPin({ isChange }: { readonly isChange: boolean }) {
  return (
    <FormDialog
      trigger={<Button>{isChange ? 'Change PIN…' : 'Set a PIN…'}</Button>}
      title={isChange ? 'Change the PIN' : 'Set a PIN on this computer'}
      text={
        isChange
          ? 'The old PIN opens nothing from then on.'
          : 'The PIN opens this vault on this computer alone. After five wrong ones in a row the passphrase has to be given.'
      }
    >
      {(close) => <PinForm isChange={isChange} onDone={close} />}
    </FormDialog>
  );
}

function RemovePin() {
  const { api, toasts } = useApp();
  const remove = async (): Promise<void> => {
    const text = await api.call('pin.remove').then(
      () => 'PIN removed',
      (thrown: unknown) => shownError(thrown).message,
    );
    toasts.show({ text, action: null });
  };
  return (
    <Confirmation
      trigger={<Button look="quiet">Remove PIN…</Button>}
      title="Remove the PIN?"
      yes="Remove PIN"
      onYes={() => void remove()}
    >
      This computer forgets its key to the vault, and the passphrase is needed again each time.
    </Confirmation>
  );
}

/** The short way in on this one computer. */
export function PinSection({ pin: { isPossible, holder } }: Pick<Unlocked, 'pin'>) {
  const isSet = holder !== null;
  return (
    <section className={styles.section} aria-labelledby="pin-heading">
      <h2 id="pin-heading">PIN on this computer</h2>
      <p>
        {isSet && <strong>This computer opens the vault by PIN. </strong>}
        The system’s keychain keeps a key here that only the PIN completes. Elsewhere the PIN is worth
        nothing; here, whoever can use your account and knows it gets in.
      </p>
      {!isPossible && (
        <p>
          <strong>{isSet ? 'It cannot be changed at present: ' : 'No PIN can be set here: '}</strong>
          the system’s keychain cannot keep secrets on this computer, and without it a short PIN could be
          guessed from the file.
        </p>
      )}
      {(isPossible || isSet) && (
        <div className={styles.actions}>
          {isPossible && <SetPin isChange={isSet} />}
          {isSet && <RemovePin />}
        </div>
      )}
    </section>
  );
}
