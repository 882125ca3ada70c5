import { fileURLToPath } from 'node:url';
import type { Opened } from '../engine/index.ts';
import { createSession, type Session } from '../engine/session.ts';
import { readCredential, type Credential } from './credential.ts';
import type { Terminal } from './terminal.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly passphraseFile?: string;
  readonly recoveryFile?: string;
  readonly keyFile?: string;
}

/** What a command works with. */
export interface Context {
  readonly terminal: Terminal;
  readonly options: GlobalOptions;
  /** Fires at Ctrl-C. */
  readonly signal: AbortSignal;
}

/** What a command has to say. */
export interface Outcome {
  /** The answer for `--json`. */
  readonly data: unknown;
  /** The answer for a person or a pipe, without the last line break. Nothing is printed where it is absent. */
  readonly text?: string;
  /** Said to a person only, and not in the answer. */
  readonly remark?: string;
  readonly exitCode?: number;
}

/** Long work that can be watched and ended. */
export interface Watch {
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal: AbortSignal;
}

/** The folder of resources that ships with the program. */
export const resources = fileURLToPath(new URL('../../resources', import.meta.url));

/** Milliseconds between two pictures of the progress. */
const pace = 100;

/** Shows progress as `<doing> 300 of 1200`. */
export function watching({ terminal, signal }: Context, doing: string): Watch {
  let shown = 0;
  return {
    signal,
    onProgress: ({ done, total }) => {
      const now = Date.now();
      if (now - shown < pace) return;
      shown = now;
      terminal.showProgress(`${doing} ${done} of ${total}`);
    },
  };
}

/** Gives `work` a session, and locks it whatever happens; at Ctrl-C before `work` has ended. */
export async function withSession<T>(context: Context, work: (session: Session) => Promise<T>): Promise<T> {
  const { signal, terminal } = context;
  signal.throwIfAborted();
  const session = createSession({
    resources,
    onProblems: (problems) => {
      void terminal.remark(
        `Warning: the check of this vault found ${problems.length} problem(s). Run \`latchkey verify\`.`,
      );
    },
  });
  const lock = () => void session.lock();
  signal.addEventListener('abort', lock, { once: true });
  try {
    return await work(session);
  } finally {
    signal.removeEventListener('abort', lock);
    await session.lock();
  }
}

/** Gives `work` a session in which the vault at `path` is unlocked. Asks for the passphrase before it touches the file. */
export async function withVault<T>(
  context: Context,
  path: string,
  work: (session: Session, opened: Opened) => Promise<T>,
): Promise<T> {
  return withUnlocked(context, path, await readCredential(context), work);
}

/** As `withVault`, with a credential that was read before. */
export function withUnlocked<T>(
  context: Context,
  path: string,
  credential: Credential,
  work: (session: Session, opened: Opened) => Promise<T>,
): Promise<T> {
  return withSession(context, async (session) => work(session, await unlock(session, path, credential)));
}

function unlock(session: Session, path: string, credential: Credential): Promise<Opened> {
  if (credential.kind === 'recovery') {
    return session.unlockWithRecovery({ path, phrase: credential.phrase });
  }
  const { passphrase, keyFile } = credential;
  return session.unlock({ path, passphrase, keyFile });
}
