import { setImmediate } from 'node:timers/promises';
import { errorToData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import type { Note, NoteId, NoteListEntry, NoteSummary } from '../contract/words.ts';
import {
  createVault,
  defaultKdf,
  generatePassphrase,
  readHolders,
  unlockVault,
  type DeriveKey,
  type KdfParameters,
  type NoteAtRevision,
  type NoteText,
  type Store,
  type Vault,
} from '../vault/index.ts';
import { deriveKey, prepareKdf } from './kdf.ts';
import type { EngineMethods } from './methods.ts';
import { createStore, openStore } from './sqlite-store.ts';
import { readWordList } from './word-list.ts';

export interface SessionOptions {
  /** The folder of resources that ships with the app. */
  readonly resources: string;
  /** Told what the check of the whole vault found, if it found anything. */
  readonly onProblems: (problems: readonly ErrorData[]) => void;
}

interface Unlocked {
  readonly path: string;
  readonly store: Store;
  readonly vault: Vault;
}

interface Opening {
  readonly path: string;
  readonly passphrase: string;
}

/**
 * Holds at most one unlocked vault. Opening, locking and looking at files take turns, in the order they were asked
 * for; a lock makes those before it give up. What concerns notes is done at once.
 */
export class Session implements EngineMethods {
  readonly #options: SessionOptions;
  #unlocked: Unlocked | null = null;
  /** Settles when nobody waits for a turn. Never rejects. */
  #lastTurn: Promise<unknown> = Promise.resolve();
  /** Fires at the next lock. */
  #untilLock = new AbortController();

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  inspect({ path }: { readonly path: string }) {
    return this.#inTurn(() => {
      if (this.#unlocked?.path === path) return { holders: readHolders(this.#unlocked.store) };
      const store = openStore(path);
      try {
        return { holders: readHolders(store) };
      } finally {
        store.close();
      }
    });
  }

  create({ path, passphrase, kdf = defaultKdf }: Opening & { readonly kdf?: KdfParameters }): Promise<void> {
    return this.#open(async (derive) => {
      const store = createStore(path);
      const vault = await orClose(store, () => createVault(store, { passphrase, kdf, deriveKey: derive }));
      try {
        store.publish();
      } catch (error) {
        vault.lock();
        throw error;
      }
      return { path, store, vault };
    });
  }

  unlock({ path, passphrase }: Opening): Promise<void> {
    return this.#open(async (derive) => {
      const store = openStore(path);
      const vault = await orClose(store, () => unlockVault(store, { passphrase, deriveKey: derive }));
      return { path, store, vault };
    });
  }

  /** Never rejects: a file that does not close properly is still locked, and is mended when it is opened again. */
  lock(): Promise<void> {
    this.#untilLock.abort(lockedMeanwhile());
    this.#untilLock = new AbortController();
    return this.#inTurn(() => {
      const unlocked = this.#unlocked;
      this.#unlocked = null;
      if (unlocked) lockQuietly(unlocked.vault);
    });
  }

  listNotes(): Promise<readonly NoteListEntry[]> {
    return this.#withVault((vault) => vault.list());
  }

  openNote({ id }: { readonly id: NoteId }): Promise<Note> {
    return this.#withVault((vault) => vault.open(id));
  }

  createNote(text: NoteText): Promise<NoteSummary> {
    return this.#withVault((vault) => vault.create(text));
  }

  saveNote(note: NoteAtRevision & NoteText): Promise<NoteSummary> {
    return this.#withVault((vault) => vault.save(note));
  }

  trashNote(note: NoteAtRevision): Promise<NoteSummary> {
    return this.#withVault((vault) => vault.trash(note));
  }

  restoreNote(note: NoteAtRevision): Promise<NoteSummary> {
    return this.#withVault((vault) => vault.restore(note));
  }

  removeNote(note: NoteAtRevision): Promise<void> {
    return this.#withVault((vault) => {
      vault.remove(note);
    });
  }

  async generatePassphrase({ words }: { readonly words: number }) {
    return generatePassphrase(words, await readWordList(this.#options.resources));
  }

  /** Runs `open` when nothing is unlocked, and keeps what it returns unless the session was locked meanwhile. */
  #open(open: (derive: DeriveKey) => Promise<Unlocked>): Promise<void> {
    const { signal } = this.#untilLock;
    return this.#inTurn(async () => {
      signal.throwIfAborted();
      if (this.#unlocked) throw alreadyUnlocked();
      const unlocked = await open((passphrase, salt, parameters) =>
        deriveKey(passphrase, salt, parameters, signal),
      );
      if (signal.aborted) lockQuietly(unlocked.vault);
      signal.throwIfAborted();
      this.#unlocked = unlocked;
      void this.#check(unlocked.vault, signal);
    });
  }

  /** Checks the whole vault a slice at a time, so that calls are answered between. Never rejects. */
  async #check(vault: Vault, signal: AbortSignal): Promise<void> {
    const problems = await problemsOf(vault, signal).catch((error: unknown) => [errorToData(error)]);
    if (!signal.aborted && problems.length > 0) this.#options.onProblems(problems);
  }

  /** After each turn that leaves nothing unlocked, a worker gets ready for the next passphrase. */
  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(work).finally(() => {
      if (!this.#unlocked) prepareKdf();
    });
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  #withVault<T>(work: (vault: Vault) => T): Promise<T> {
    return new Promise((resolve) => {
      if (!this.#unlocked) throw new LatchkeyError('locked', 'The vault is locked. Unlock it to go on.');
      resolve(work(this.#unlocked.vault));
    });
  }
}

async function problemsOf(vault: Vault, signal: AbortSignal): Promise<readonly ErrorData[]> {
  await setImmediate(undefined, { signal });
  const check = vault.check();
  let step = check.next();
  while (!step.done) {
    await setImmediate(undefined, { signal });
    step = check.next();
  }
  return step.value;
}

/** Closes a store that no vault came to own. */
async function orClose<T>(store: Store, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    closeQuietly(store);
    throw error;
  }
}

/** SQLite finishes what an unclean close left when it opens the file again, so that failure says nothing useful. */
function closeQuietly(store: Store): void {
  try {
    store.close();
  } catch {
    // Why the caller is closing matters more.
  }
}

function lockQuietly(vault: Vault): void {
  try {
    vault.lock();
  } catch {
    // The keys are zeroed before the file is closed.
  }
}

function lockedMeanwhile(): LatchkeyError {
  return new LatchkeyError('locked', 'The vault was locked before it had opened.');
}

function alreadyUnlocked(): LatchkeyError {
  return new LatchkeyError('vault-in-use', 'A vault is open here already. Lock it before you open another.');
}
