import { useRef, useState, type RefObject } from 'react';
import type { AppState, LatchkeyError } from '../../contract/index.ts';
import { useApp, useSession } from '../app/app-context.ts';
import { shownError } from '../bridge/api.ts';

/** The file that goes with the passphrase, as a form asks for it. */
export interface KeyFileDraft {
  /** Whether a passphrase of this vault needs one. */
  readonly needed: boolean;
  /** Name of the file that was chosen. */
  readonly name: string | null;
  /** Why that will not do. */
  readonly error: string | null;
  /** What chooses the file. */
  readonly button: RefObject<HTMLButtonElement | null>;
  /** Whether the error is about the key file. If so, the row says it and takes the focus. */
  takes(error: LatchkeyError): boolean;
  /** Has the person choose one. */
  choose(): Promise<void>;
  forget(): Promise<void>;
}

function vaultOf(app: AppState | null): Exclude<AppState, { phase: 'welcome' }> | null {
  return app === null || app.phase === 'welcome' ? null : app;
}

const required = 'This passphrase opens the vault only together with its key file. Choose that file.';

export function useKeyFile(): KeyFileDraft {
  const { api } = useApp();
  const needed = useSession(
    ({ app }) => vaultOf(app)?.vault.holders.some(({ needsKeyFile }) => needsKeyFile) === true,
  );
  const name = useSession(({ app }) => vaultOf(app)?.keyFile ?? null);
  const [error, setError] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  const refuse = (message: string): void => {
    setError(message);
    button.current?.focus();
  };
  const takes: KeyFileDraft['takes'] = ({ code, message }) => {
    if (code === 'key-file-required') refuse(required);
    else if (code === 'not-a-key-file') refuse(message);
    else return false;
    return true;
  };
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setError(null);
    try {
      await work();
    } catch (thrown) {
      refuse(shownError(thrown).message);
    }
  };
  return {
    needed,
    name,
    error,
    button,
    takes,
    choose: () => attempt(() => api.call('keyFile.choose')),
    forget: () => attempt(() => api.call('keyFile.forget')),
  };
}

/** What to say of a passphrase that did not open the vault. */
export function wrongPassphraseWords({ name }: KeyFileDraft): string {
  return name === null
    ? 'That passphrase does not open this vault.'
    : 'That passphrase does not open this vault together with that key file.';
}
