import { setImmediate } from 'node:timers/promises';
import { errorToData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import type { Credential, DeriveKey, Vault } from '../vault/index.ts';
import { Arrivals } from './arrivals.ts';
import { lockQuietly } from './closing.ts';
import { removeLeftDrafts } from './draft-file.ts';
import { Drafts } from './drafts/drafts.ts';
import { Inbox } from './inbox.ts';
import { deriveKey, prepareKdf } from './kdf.ts';
import { Listing } from './listing.ts';
import type { ChangedNotes } from './messages.ts';
import type { Locked, Opened } from './methods.ts';
import { dropSecondName } from './repairing.ts';
import { leftRotations } from './rotation.ts';
import { NoteSearch } from './search/note-search.ts';
import { discard, type Successor } from './successor.ts';
import type { FileStore } from './sqlite-store.ts';
import { Turns } from './turns.ts';
import { realPath } from './vault-file.ts';
import { runInSlices, startRun, type Run, type Watch } from './watch.ts';

/** Notes that are deleted in one write in the background. */
const mostRemoved = 100;

/** A vault that is open, and how. */
export interface Unlocked {
  readonly path: string;
  readonly store: FileStore;
  readonly vault: Vault;
  /** What it was opened by: a passphrase that was set since counts. */
  readonly by: Credential['kind'];
}

export interface KeeperOptions {
  /** Told what the check of the whole vault found, if it found anything. */
  readonly onProblems: (problems: readonly ErrorData[]) => void;
  /** Told of notes that changed besides those that a call answers: see `Engine.onChanged`. */
  readonly onChanged?: (notes: ChangedNotes) => void;
  /** The folder for drafts that cannot be saved. Absent: there is none, and they are lost. */
  readonly drafts?: string;
  /** The folder for captures of locked vaults. Absent: there is none. */
  readonly inbox?: string;
  /** Milliseconds since 1970, UTC. Tests fix it. */
  readonly now?: () => number;
  /**
   * Whether a worker gets ready for the next passphrase whenever nothing is unlocked, for somebody who is about to type one. Not after
   * a lock: the thread then ends, and its successor has a worker of its own.
   */
  readonly awaitsPassphrases?: boolean;
  /** Whether notes are made ready to be found at each unlock; otherwise that begins when somebody first looks for one. */
  readonly preparesSearch?: boolean;
  /** Whether the list of notes is left in the vault's cache whenever nothing was written for a while, and not only at a lock. */
  readonly keepsList?: boolean;
}

/**
 * Keeps at most one unlocked vault, and the order in which things are done to it. Whatever concerns more than one note
 * takes turns, in the order it was asked for; a lock makes those before it give up. What concerns notes is done at once,
 * unless the vault has to stay still. Every call of a session is made of these few.
 */
export class Keeper {
  readonly now: () => number;
  /** Text that is not in the vault that is unlocked. */
  readonly drafts: Drafts;
  /** Text that was captured while its vault was locked. */
  readonly inbox: Inbox;
  /** Files on their way into the vault that is unlocked. */
  readonly arrivals = new Arrivals();
  readonly #onProblems: KeeperOptions['onProblems'];
  readonly #onChanged: KeeperOptions['onChanged'];
  #awaitsPassphrases: boolean;
  readonly #preparesSearch: boolean;
  readonly #keepsList: boolean;
  readonly #turns = new Turns();
  #unlocked: Unlocked | null = null;
  /** Of the vault that is unlocked. */
  #listing: Listing | null = null;
  /** Of the vault that is unlocked. */
  #search: NoteSearch | null = null;
  /** Fires at the next lock. */
  #untilLock = new AbortController();
  /** Ends the check of the vault in the background. */
  #checking = new AbortController();
  #isSweeping = false;

  constructor({
    onProblems,
    onChanged,
    drafts,
    inbox,
    now = Date.now,
    awaitsPassphrases = false,
    preparesSearch = false,
    keepsList = false,
  }: KeeperOptions) {
    this.drafts = new Drafts(drafts ?? null);
    this.inbox = new Inbox(inbox ?? null);
    this.#awaitsPassphrases = awaitsPassphrases;
    this.#preparesSearch = preparesSearch;
    this.#keepsList = keepsList;
    this.#onProblems = onProblems;
    this.#onChanged = onChanged;
    this.now = now;
    if (awaitsPassphrases) prepareKdf();
  }

  /** The vault that is unlocked; throws `locked`. */
  get unlocked(): Unlocked {
    if (!this.#unlocked) throw new LatchkeyError('locked', 'The vault is locked. Unlock it to go on.');
    return this.#unlocked;
  }

  /** Lists the notes of the vault that is unlocked; throws `locked`. */
  get listing(): Listing {
    this.#listing ??= new Listing(this.unlocked.vault, { isKept: this.#keepsList });
    return this.#listing;
  }

  /** Finds notes in the vault that is unlocked; throws `locked`. */
  get search(): NoteSearch {
    this.#search ??= new NoteSearch(this.unlocked.vault, this.now);
    return this.#search;
  }

  /** The vault that is unlocked, if it is the one at this path. */
  unlockedAt(path: string): Unlocked | null {
    return this.#unlocked?.path === path ? this.#unlocked : null;
  }

  /** Runs `open` when nothing is unlocked, and keeps what it returns unless the session was locked meanwhile. */
  open(open: (derive: DeriveKey) => Promise<Unlocked>): Promise<Opened> {
    const { signal } = this.#untilLock;
    return this.inTurn(async () => {
      signal.throwIfAborted();
      if (this.#unlocked) throw alreadyUnlocked();
      const unlocked = await open(derivingUntil(signal));
      if (signal.aborted) lockQuietly(unlocked.vault);
      signal.throwIfAborted();
      const file = realPath(unlocked.path);
      removeLeftDrafts(file, ['new', 'repairing']);
      dropSecondName(file);
      this.#keep(unlocked);
      const { id, writeCounter, holders } = unlocked.vault;
      const rotationLeft = leftRotations(file, id).length > 0;
      return { vaultId: id, writeCounter, holders, rotationLeft };
    });
  }

  /**
   * Saves or seals what is unsaved, and locks. Never rejects: a file that does not close properly is still locked, and is mended
   * when it is opened again.
   */
  lock(): Promise<Locked | null> {
    this.#untilLock.abort(lockedMeanwhile());
    this.#untilLock = new AbortController();
    this.#awaitsPassphrases = false;
    return this.inTurn(() => {
      if (!this.#unlocked) return null;
      const { vault } = this.#unlocked;
      const unsaved = this.drafts.settle(vault);
      const { id: vaultId, writeCounter, inboxKey } = vault;
      const last = { vaultId, writeCounter, inboxKey, unsaved };
      this.#leave(vault);
      return last;
    });
  }

  /** Reads at once, whatever else goes on. */
  read<T>(read: (vault: Vault) => T): Promise<T> {
    return new Promise((resolve) => resolve(read(this.unlocked.vault)));
  }

  /** Writes at once, or after the work that needs the vault to stay still. */
  write<T>(write: (vault: Vault) => T): Promise<T> {
    return this.#turns.write(() => write(this.unlocked.vault));
  }

  /** As `write`, for what may leave chunks behind that belong to nothing: they go in the background. */
  async remove<T>(remove: (vault: Vault) => T): Promise<T> {
    const removed = await this.write(remove);
    this.sweep();
    return removed;
  }

  /** Tells of notes that changed besides those that a call answers. */
  tell({ changed = [], gone = [] }: Partial<ChangedNotes>): void {
    if (changed.length + gone.length > 0) this.#onChanged?.({ changed, gone });
  }

  /** A turn for what needs no open vault. See `awaitsPassphrases` for what may follow it. */
  inTurn<T>(work: (untilLock: AbortSignal) => T | Promise<T>): Promise<T> {
    const { signal } = this.#untilLock;
    return this.#turns
      .take(() => work(signal))
      .finally(() => {
        if (this.#awaitsPassphrases && !this.#unlocked) prepareKdf();
      });
  }

  /** A turn with the vault that is unlocked, which ends at a lock as far as `work` heeds the signal and derives keys. */
  change<T>(
    work: (unlocked: Unlocked, tools: { signal: AbortSignal; deriveKey: DeriveKey }) => T | Promise<T>,
  ): Promise<T> {
    return this.inTurn((signal) => {
      signal.throwIfAborted();
      return work(this.unlocked, { signal, deriveKey: derivingUntil(signal) });
    });
  }

  /** After a change of holders: what the vault was opened by counts as `by` from here on. */
  reopenedBy(by: Unlocked['by']): void {
    this.#unlocked = { ...this.unlocked, by };
  }

  /**
   * Long work on the vault that is unlocked, in a turn of its own: `still` if nothing may be written meanwhile. `what`
   * begins the sentence that says it was stopped.
   */
  work<T>(
    what: string,
    watch: Watch,
    work: (unlocked: Unlocked, run: Run) => Promise<T>,
    { still = false }: { readonly still?: boolean } = {},
  ): Promise<T> {
    const run = startRun(watch, this.#untilLock.signal, what);
    return this.#turns[still ? 'takeStill' : 'take'](async () => {
      run.signal.throwIfAborted();
      return work(this.unlocked, run);
    });
  }

  /**
   * Puts a successor in the place of the open vault, in a still turn. From the moment the names have changed it is the
   * vault, whatever else goes wrong.
   */
  succeed(old: Unlocked, { vault, store }: Successor, by = old.by): void {
    try {
      store.takePlaceOf(old.store);
    } catch (error) {
      discard({ vault, store });
      if (!store.isInPlace) throw error;
      this.#listing?.drop();
      // Somebody else took the file first. The successor is the vault; only it is not open here any more.
      this.#leave(old.vault);
      return;
    }
    this.#listing?.drop();
    this.#leave(old.vault);
    // Whoever wrote it has opened every record of it, and swept: it need not be checked as at an unlock.
    this.#unlocked = { path: old.path, store, vault, by };
    this.#listing = this.listing;
    this.#beginSearch();
  }

  /** Removes chunks that belong to nothing, in the background: in a turn, in slices, and until the next lock. */
  sweep(): void {
    if (this.#isSweeping || !this.#unlocked?.vault.hasLoose) return;
    this.#isSweeping = true;
    const run = startRun({}, this.#untilLock.signal, 'Tidying up');
    void this.#turns
      .take(async () => {
        this.#isSweeping = false;
        run.signal.throwIfAborted();
        await runInSlices(this.unlocked.vault.sweep(), run);
      })
      // What is left goes after the next unlock.
      .catch(() => undefined);
  }

  #keep(unlocked: Unlocked): void {
    this.#unlocked = unlocked;
    this.#checking = new AbortController();
    this.#listing = this.listing;
    this.#beginSearch();
    this.sweep();
    void this.#check(unlocked.vault, this.#checking.signal);
  }

  #beginSearch(): void {
    if (this.#preparesSearch) this.#search = new NoteSearch(this.unlocked.vault, this.now);
  }

  #leave(vault: Vault): void {
    this.#unlocked = null;
    this.arrivals.forget();
    try {
      this.#listing?.close();
    } finally {
      this.#listing = null;
      this.#search?.close();
      this.#search = null;
      this.#checking.abort();
      lockQuietly(vault);
    }
  }

  /** Checks the whole vault a slice at a time, so that calls are answered between. Never rejects. */
  async #check(vault: Vault, signal: AbortSignal): Promise<void> {
    const problems = await problemsOf(vault, signal).catch((error: unknown) => [errorToData(error)]);
    if (signal.aborted) return;
    if (problems.length > 0) {
      this.#onProblems(problems);
      this.tell(await this.listing.recheck().catch(() => ({})));
    } else {
      // Where something is wrong, nothing is deleted until it has been repaired.
      void this.#emptyTrash().catch(() => undefined);
    }
  }

  /** Deletes the notes whose time in the trash is over, a few at a time. What is left goes after the next unlock. */
  async #emptyTrash(): Promise<void> {
    await this.work('Emptying the trash', {}, async ({ vault }, run) => {
      const overdue = await runInSlices(vault.overdueNotes(), run);
      for (let from = 0; from < overdue.length; from += mostRemoved) {
        run.signal.throwIfAborted();
        this.tell({ gone: vault.remove(overdue.slice(from, from + mostRemoved)) });
        await setImmediate();
      }
    });
    this.sweep();
  }
}

/** Argon2 in a worker, which ends when the signal fires. */
export function derivingUntil(signal: AbortSignal): DeriveKey {
  return (passphrase, salt, parameters) => deriveKey(passphrase, salt, parameters, signal);
}

async function problemsOf(vault: Vault, signal: AbortSignal): Promise<readonly ErrorData[]> {
  // Whoever unlocked the vault is answered first.
  await setImmediate(undefined, { signal });
  const run = startRun({}, signal, 'The check');
  const ofRows = await runInSlices(vault.check(), run);
  return [...ofRows, ...(await runInSlices(vault.openRecords(), run))];
}

function lockedMeanwhile(): LatchkeyError {
  return new LatchkeyError('locked', 'The vault was locked before this was finished. Nothing was changed.');
}

function alreadyUnlocked(): LatchkeyError {
  return new LatchkeyError('vault-in-use', 'A vault is open here already. Lock it before you open another.');
}
