import { LatchkeyError } from '../contract/errors.ts';
import type { Keyring } from './keyring.ts';
import type { SealedLibrary } from './library-record.ts';
import type { RandomBytes } from './random.ts';
import { nonceLength, sealRecord } from './sealing.ts';
import { deleteRow, placeOf, putRow, type SealedRow } from './sealed-rows.ts';
import type { VaultState } from './state.ts';
import type { RowIdentity, Store, StoredHeader } from './store.ts';
import { nothingWritten, writtenBy, type Written } from './written.ts';

/** What an unlocked vault works with. */
export interface VaultTools {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  readonly random: RandomBytes;
}

/** One write. */
export interface Change {
  readonly put?: readonly SealedRow[];
  /** What the state counts no longer: rows that are deleted, or that a row in `put` takes the place of. */
  readonly gone?: readonly RowIdentity[];
  /** Ids whose chunks belong to nothing from now on; absent: as before. */
  readonly loose?: readonly string[] | undefined;
  /** The order that notes are kept in, from now on; absent: as before. */
  readonly library?: SealedLibrary | undefined;
}

/**
 * The rows of an unlocked vault and the state that accounts for them. Every change is one transaction of both, and is on
 * the disk when `commit` returns. Where the state is damaged nothing can be changed. It owns store and keys: after `close`
 * the keys are zeros, and everything throws `locked`.
 */
export class Ledger {
  /** When the vault was opened, in milliseconds since 1970, UTC. */
  readonly openedAt: number;
  readonly #store: Store;
  readonly #keyring: Keyring;
  readonly #tools: VaultTools;
  #state: VaultState;
  #stamp: Uint8Array | null;
  #isClosed = false;
  readonly #followers = new Set<(written: Written) => void>();

  constructor(store: Store, keyring: Keyring, tools: VaultTools, state: VaultState) {
    this.#store = store;
    this.#keyring = keyring;
    this.#tools = tools;
    this.#state = state;
    this.openedAt = tools.now();
    this.#stamp = state.problem ? null : stampOf(store.readState());
  }

  get store(): Store {
    this.#assertOpen();
    return this.#store;
  }

  get keyring(): Keyring {
    this.#assertOpen();
    return this.#keyring;
  }

  get tools(): VaultTools {
    return this.#tools;
  }

  /** Stays readable after `close`. */
  get state(): VaultState {
    return this.#state;
  }

  /**
   * What tells the vault as it is now from every other that it was or will be: the nonce of the state that was written last, 24
   * bytes. Null if the state is damaged.
   */
  get stamp(): Uint8Array | null {
    return this.#stamp;
  }

  /** Milliseconds since 1970, UTC. */
  now(): number {
    return this.#tools.now();
  }

  /** A record as a row of its table. */
  seal(
    identity: RowIdentity & { readonly table: 'summary' | 'content' | 'version' },
    record: unknown,
  ): SealedRow {
    return { identity, sealed: sealRecord(this.keyring, identity, record, this.#tools.random) };
  }

  /** Tells of every write from now on, once it is on the disk. */
  follow(follower: (written: Written) => void): void {
    this.#followers.add(follower);
  }

  /** Puts rows and state on the disk together, or neither. */
  commit({ put = [], gone = [], loose, library }: Change): void {
    const { store, keyring } = this;
    this.#assertWritable();
    const state = this.#state.after(keyring, {
      added: put.map(({ identity }) => identity),
      removed: gone,
      loose,
      library,
    });
    const sealed = state.seal(keyring, this.#tools.random);
    const taken = new Set(put.map(({ identity }) => placeOf(identity)));
    const isErasing = gone.some((row) => row.table === 'summary' && !taken.has(placeOf(row)));
    store.transaction(() => {
      for (const row of gone) if (!taken.has(placeOf(row))) deleteRow(store, row);
      // What is deleted for good must not live on in what was derived from it.
      if (isErasing) store.clearCache(null);
      for (const row of put) putRow(store, row);
      store.writeState(sealed);
    });
    this.#state = state;
    this.#stamp = stampOf(sealed);
    if (this.#followers.size > 0) this.#tell(writtenBy(put, gone, state.loose));
  }

  /** Puts another header on the disk, and the state that covers it. */
  commitHeader(header: StoredHeader): void {
    const { store, keyring } = this;
    this.#assertWritable();
    const state = this.#state.afterHeader(header);
    const sealed = state.seal(keyring, this.#tools.random);
    store.transaction(() => {
      store.writeHeader(header);
      store.writeState(sealed);
    });
    this.#state = state;
    this.#stamp = stampOf(sealed);
    this.#tell(nothingWritten);
  }

  /** Zeroes the keys and closes the store, whatever fails on the way. Calling it again does nothing. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#keyring.wipe();
    this.#store.close();
  }

  #tell(written: Written): void {
    for (const follower of this.#followers) follower(written);
  }

  #assertWritable(): void {
    if (this.#state.problem) throw this.#state.problem;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new LatchkeyError('locked', 'The vault is locked. Unlock it to go on.');
  }
}

function stampOf(sealedState: Uint8Array): Uint8Array {
  return sealedState.slice(0, nonceLength);
}
