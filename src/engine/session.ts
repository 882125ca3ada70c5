import { setImmediate } from 'node:timers/promises';
import { errorToData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import type { Holder, Note, NoteId, NoteListEntry, NoteSummary } from '../contract/words.ts';
import {
  createVault,
  defaultKdf,
  generatePassphrase,
  readInfo,
  unlockVault,
  type Credential,
  type DeriveKey,
  type KdfParameters,
  type NoteAtRevision,
  type NewNote,
  type NoteText,
  type Store,
  type Vault,
  type VerifyReport,
} from '../vault/index.ts';
import {
  listBackups,
  makeBackup,
  thinBackups,
  type BackupFile,
  type BackupPlace,
  type BackupReport,
} from './backups.ts';
import { closeQuietly, lockQuietly } from './closing.ts';
import { removeLeftDrafts } from './draft-file.ts';
import {
  notByRecovery,
  replacePassphrase,
  replaceRecovery,
  resetPassphrases,
  type HolderDesk,
} from './holders.ts';
import { deriveKey, prepareKdf } from './kdf.ts';
import type { EngineMethods, Opened } from './methods.ts';
import { restoreBackup } from './restoring.ts';
import { discard, writeSuccessor, type Rotated, type RotationRequest, type Successor } from './rotation.ts';
import { createStore, openStore, type FileStore } from './sqlite-store.ts';
import { Turns } from './turns.ts';
import { realPath } from './vault-file.ts';
import { runInSlices, startRun, type Run, type Watch } from './watch.ts';
import { readWordList } from './word-list.ts';

export interface SessionOptions {
  /** The folder of resources that ships with the app. */
  readonly resources: string;
  /** Told what the check of the whole vault found, if it found anything. */
  readonly onProblems: (problems: readonly ErrorData[]) => void;
  /** Milliseconds since 1970, UTC. Tests fix it. */
  readonly now?: () => number;
}

/** A vault that is open, and how. */
interface Unlocked {
  readonly path: string;
  readonly store: FileStore;
  readonly vault: Vault;
  /** What it was opened by: a passphrase that was set since counts. */
  readonly by: Credential['kind'];
}

interface Opening {
  readonly path: string;
  readonly passphrase: string;
}

/**
 * Holds at most one unlocked vault. Whatever concerns more than one note takes turns, in the order it was asked for; a
 * lock makes those before it give up. What concerns notes is done at once, unless the vault has to stay still.
 */
export class Session implements EngineMethods {
  readonly #options: SessionOptions;
  readonly #now: () => number;
  readonly #turns = new Turns();
  #unlocked: Unlocked | null = null;
  /** Fires at the next lock. */
  #untilLock = new AbortController();
  /** Ends the check of the vault in the background. */
  #checking = new AbortController();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  inspect({ path }: { readonly path: string }) {
    return this.#inTurn(() => {
      if (this.#unlocked?.path === path) return readInfo(this.#unlocked.store);
      const store = openStore(path);
      try {
        return readInfo(store);
      } finally {
        store.close();
      }
    });
  }

  create({
    path,
    passphrase,
    kdf = defaultKdf,
  }: Opening & { readonly kdf?: KdfParameters }): Promise<Opened> {
    return this.#open(async (derive) => {
      const store = createStore(path);
      const vault = await orClose(store, () =>
        createVault(store, { passphrase, kdf, deriveKey: derive, now: this.#now }),
      );
      try {
        store.publish();
      } catch (error) {
        lockQuietly(vault);
        throw error;
      }
      return { path, store, vault, by: 'passphrase' };
    });
  }

  unlock({ path, passphrase }: Opening): Promise<Opened> {
    return this.#open((deriveKey) => this.#openFile(path, { kind: 'passphrase', passphrase, deriveKey }));
  }

  unlockWithRecovery({ path, phrase }: { readonly path: string; readonly phrase: string }): Promise<Opened> {
    return this.#open(() => this.#openFile(path, { kind: 'recovery', phrase }));
  }

  /** Never rejects: a file that does not close properly is still locked, and is mended when it is opened again. */
  lock(): Promise<Pick<Opened, 'vaultId' | 'writeCounter'> | null> {
    this.#untilLock.abort(lockedMeanwhile());
    this.#untilLock = new AbortController();
    return this.#inTurn(() => {
      if (!this.#unlocked) return null;
      const { vault } = this.#unlocked;
      const last = { vaultId: vault.id, writeCounter: vault.writeCounter };
      this.#leave(vault);
      return last;
    });
  }

  holders(): Promise<readonly Holder[]> {
    return this.#read((vault) => vault.holders);
  }

  changePassphrase(request: {
    current: string;
    next: string;
    kdf?: KdfParameters;
  }): Promise<readonly Holder[]> {
    return this.#changeHolders((desk) => replacePassphrase(desk, request));
  }

  setPassphrase(request: { next: string; kdf?: KdfParameters }): Promise<readonly Holder[]> {
    return this.#changeHolders(async (desk, unlocked) => {
      if (unlocked.by !== 'recovery') throw notByRecovery();
      await resetPassphrases(desk, request);
      this.#unlocked = { ...unlocked, by: 'passphrase' };
    });
  }

  async newRecovery(): Promise<{ readonly phrase: string; readonly holders: readonly Holder[] }> {
    let phrase = '';
    const holders = await this.#changeHolders((desk) => {
      phrase = replaceRecovery(desk);
    });
    return { phrase, holders };
  }

  removeHolder({ id }: { readonly id: string }): Promise<readonly Holder[]> {
    return this.#changeHolders(({ vault }) => vault.changeSlots({ remove: [id] }));
  }

  verify(watch: Watch = {}): Promise<VerifyReport> {
    return this.#work('The check', watch, 'takeStill', ({ vault }, run) => runInSlices(vault.verify(), run));
  }

  rotate(request: RotationRequest, watch: Watch = {}): Promise<Rotated> {
    return this.#work('Changing the key', watch, 'takeStill', async (unlocked, run) => {
      removeLeftDrafts(realPath(unlocked.path), ['rotating']);
      const tools = { deriveKey: derivingUntil(run.signal), now: this.#now };
      const successor = await writeSuccessor(unlocked, request, tools, run);
      this.#succeed(unlocked, successor);
      return successor.rotated;
    });
  }

  backup({ folder }: { readonly folder: string }, watch: Watch = {}): Promise<BackupReport> {
    return this.#work('The backup', watch, 'take', (unlocked, run) =>
      makeBackup(unlocked, folder, this.#now(), run),
    );
  }

  listBackups(place: BackupPlace): Promise<readonly BackupFile[]> {
    return this.#inTurn(() => listBackups(place));
  }

  thinBackups(place: BackupPlace): Promise<readonly string[]> {
    return this.#inTurn(() => thinBackups(place, this.#now()));
  }

  restore({ backup, path }: { readonly backup: string; readonly path: string }): Promise<void> {
    return this.#inTurn(() => restoreBackup(backup, path, startRun({}, this.#untilLock.signal, 'Restoring')));
  }

  listNotes(): Promise<readonly NoteListEntry[]> {
    return this.#read((vault) => vault.list());
  }

  openNote({ id }: { readonly id: NoteId }): Promise<Note> {
    return this.#read((vault) => vault.open(id));
  }

  createNote(text: NewNote): Promise<NoteSummary> {
    return this.#write((vault) => vault.create(text));
  }

  saveNote(note: NoteAtRevision & NoteText): Promise<NoteSummary> {
    return this.#write((vault) => vault.save(note));
  }

  trashNote(note: NoteAtRevision): Promise<NoteSummary> {
    return this.#write((vault) => vault.trash(note));
  }

  restoreNote(note: NoteAtRevision): Promise<NoteSummary> {
    return this.#write((vault) => vault.restore(note));
  }

  removeNote(note: NoteAtRevision): Promise<void> {
    return this.#write((vault) => {
      vault.remove(note);
    });
  }

  async generatePassphrase({ words }: { readonly words: number }) {
    return generatePassphrase(words, await readWordList(this.#options.resources));
  }

  /** Runs `open` when nothing is unlocked, and keeps what it returns unless the session was locked meanwhile. */
  #open(open: (derive: DeriveKey) => Promise<Unlocked>): Promise<Opened> {
    const { signal } = this.#untilLock;
    return this.#inTurn(async () => {
      signal.throwIfAborted();
      if (this.#unlocked) throw alreadyUnlocked();
      const unlocked = await open(derivingUntil(signal));
      if (signal.aborted) lockQuietly(unlocked.vault);
      signal.throwIfAborted();
      removeLeftDrafts(realPath(unlocked.path), ['rotating', 'new']);
      this.#keep(unlocked);
      const { id, writeCounter, holders } = unlocked.vault;
      return { vaultId: id, writeCounter, holders };
    });
  }

  async #openFile(path: string, credential: Credential): Promise<Unlocked> {
    const store = openStore(path);
    const vault = await orClose(store, () => unlockVault(store, credential, { now: this.#now }));
    return { path, store, vault, by: credential.kind };
  }

  #keep(unlocked: Unlocked): void {
    this.#unlocked = unlocked;
    this.#checking = new AbortController();
    void this.#check(unlocked.vault, this.#checking.signal);
  }

  #leave(vault: Vault): void {
    this.#unlocked = null;
    this.#checking.abort();
    lockQuietly(vault);
  }

  /** From the moment the names have changed the successor is the vault, whatever else goes wrong. */
  #succeed(old: Unlocked, successor: Successor): void {
    const { vault, store } = successor;
    try {
      store.takePlaceOf(old.store);
    } catch (error) {
      discard(successor);
      if (!store.isInPlace) throw error;
      // Somebody else took the file first. The key was changed; only the vault is not open here any more.
      this.#leave(old.vault);
      return;
    }
    this.#leave(old.vault);
    this.#keep({ path: old.path, store, vault, by: 'passphrase' });
  }

  /** Checks the whole vault a slice at a time, so that calls are answered between. Never rejects. */
  async #check(vault: Vault, signal: AbortSignal): Promise<void> {
    const problems = await problemsOf(vault, signal).catch((error: unknown) => [errorToData(error)]);
    if (!signal.aborted && problems.length > 0) this.#options.onProblems(problems);
  }

  #changeHolders(
    change: (desk: HolderDesk, unlocked: Unlocked) => void | Promise<void>,
  ): Promise<readonly Holder[]> {
    const { signal } = this.#untilLock;
    return this.#inTurn(async () => {
      signal.throwIfAborted();
      const unlocked = this.#assertUnlocked();
      const { store, vault } = unlocked;
      await change({ store, vault, deriveKey: derivingUntil(signal), now: this.#now(), signal }, unlocked);
      return vault.holders;
    });
  }

  /** Long work on the vault that is unlocked, in a turn of its own. `what` begins the sentence that says it was stopped. */
  #work<T>(
    what: string,
    watch: Watch,
    turn: 'take' | 'takeStill',
    work: (unlocked: Unlocked, run: Run) => Promise<T>,
  ): Promise<T> {
    const run = startRun(watch, this.#untilLock.signal, what);
    return this.#turns[turn](async () => {
      run.signal.throwIfAborted();
      return work(this.#assertUnlocked(), run);
    });
  }

  /** After each turn that leaves nothing unlocked, a worker gets ready for the next passphrase. */
  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#turns.take(work).finally(() => {
      if (!this.#unlocked) prepareKdf();
    });
  }

  #read<T>(read: (vault: Vault) => T): Promise<T> {
    return new Promise((resolve) => resolve(read(this.#assertUnlocked().vault)));
  }

  #write<T>(write: (vault: Vault) => T): Promise<T> {
    return this.#turns.write(() => write(this.#assertUnlocked().vault));
  }

  #assertUnlocked(): Unlocked {
    if (!this.#unlocked) throw new LatchkeyError('locked', 'The vault is locked. Unlock it to go on.');
    return this.#unlocked;
  }
}

function derivingUntil(signal: AbortSignal): DeriveKey {
  return (passphrase, salt, parameters) => deriveKey(passphrase, salt, parameters, signal);
}

async function problemsOf(vault: Vault, signal: AbortSignal): Promise<readonly ErrorData[]> {
  // Whoever unlocked the vault is answered first.
  await setImmediate(undefined, { signal });
  return runInSlices(vault.check(), startRun({}, signal, 'The check'));
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

function lockedMeanwhile(): LatchkeyError {
  return new LatchkeyError('locked', 'The vault was locked before this was finished. Nothing was changed.');
}

function alreadyUnlocked(): LatchkeyError {
  return new LatchkeyError('vault-in-use', 'A vault is open here already. Lock it before you open another.');
}
