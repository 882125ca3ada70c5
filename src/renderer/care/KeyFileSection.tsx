import type { VaultInfo } from '../../contract/index.ts';
import { useApp, useSession } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Care.module.css';
import { FormDialog } from './FormDialog.tsx';
import { PassphraseForm } from './PassphraseForm.tsx';

function MakeKeyFile({ hasPhrase, hasPin }: { readonly hasPhrase: boolean; readonly hasPin: boolean }) {
  const { api, toasts } = useApp();
  const make = async (current: string, close: () => void): Promise<string | null> => {
    if (!(await api.call('keyFile.make', { current })))
      return 'No key file was made, because no place was chosen for it.';
    toasts.show({ text: 'Key file made. The passphrase alone opens nothing from now on.', action: null });
    close();
    return null;
  };
  return (
    <FormDialog
      trigger={<Button>Make a key file…</Button>}
      title="Make a key file"
      text={
        <>
          <p>
            From then on the passphrase opens this vault only together with that file.
            {hasPhrase && ' The recovery phrase opens it without.'}
            {hasPin && ' So does the PIN, on its computer.'}
          </p>
          {!hasPhrase && (
            <p className={styles.caution}>
              This vault has no recovery phrase: if the file is lost, so are the notes. Make a recovery phrase
              first.
            </p>
          )}
          <p>Next you choose where the file goes: best on a USB stick, never beside the vault.</p>
        </>
      }
    >
      {(close) => (
        <PassphraseForm yes="Choose a place…" doing="Making…" onSubmit={(current) => make(current, close)} />
      )}
    </FormDialog>
  );
}

function DropKeyFile() {
  const { api, toasts } = useApp();
  const drop = async (current: string, close: () => void): Promise<null> => {
    await api.call('keyFile.drop', { current });
    toasts.show({ text: 'The passphrase opens this vault alone from now on.', action: null });
    close();
    return null;
  };
  return (
    <FormDialog
      trigger={<Button>Do without the key file…</Button>}
      title="Do without the key file?"
      text="The passphrase opens this vault alone again. Backups and copies made before still need the file: keep it as long as you keep them."
    >
      {(close) => (
        <PassphraseForm yes="Do without it" doing="Changing…" onSubmit={(current) => drop(current, close)} />
      )}
    </FormDialog>
  );
}

function lossWords(hasPhrase: boolean, hasPin: boolean): string {
  if (hasPhrase)
    return `If the file is lost, only the recovery phrase${hasPin ? ' and the PIN still open' : ' still opens'} the vault.`;
  return hasPin
    ? 'If the file is lost, only the PIN is left, on its one computer: this vault has no recovery phrase.'
    : 'If the file is lost, so are the notes: this vault has no recovery phrase.';
}

/** The second thing that the passphrase may need: what it is, and what it costs. */
export function KeyFileSection({ vault: { holders } }: { readonly vault: VaultInfo }) {
  const name = useSession(({ app }) => (app?.phase === 'unlocked' ? app.keyFile : null));
  const needed = holders.some(({ needsKeyFile }) => needsKeyFile);
  const has = (wanted: string): boolean => holders.some(({ type }) => type === wanted);
  return (
    <section className={styles.section} aria-labelledby="key-file-heading">
      <h2 id="key-file-heading">Key file</h2>
      {needed ? (
        <p>
          <strong>The passphrase opens this vault only together with its key file</strong>
          {name === null ? '.' : `, “${name}”.`} Keep a second copy of that file in another safe place.
        </p>
      ) : (
        <p>
          A key file is a small file of random digits. Once this vault has one, a passphrase that somebody has
          seen or guessed opens nothing without the file.
        </p>
      )}
      <ul className={styles.points}>
        <li>{lossWords(has('recovery'), has('device'))}</li>
        <li>
          Do not keep it beside the vault, nor in the same backup or synchronised folder: whoever takes one
          would have both.
        </li>
      </ul>
      <div className={styles.actions}>
        {needed ? <DropKeyFile /> : <MakeKeyFile hasPhrase={has('recovery')} hasPin={has('device')} />}
      </div>
    </section>
  );
}
