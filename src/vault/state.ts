import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { Count } from '../contract/words.ts';
import { itemId, toHex } from './bytes.ts';
import type { Keyring } from './keyring.ts';
import { emptyLibrary, SealedLibrary } from './library-record.ts';
import type { RandomBytes } from './random.ts';
import { openRecord, sealRecord, type RecordPlace } from './sealing.ts';
import { SetHash, setHashToHex } from './set-hash.ts';
import type { RowIdentity, Store, StoredHeader } from './store.ts';

const SealedState = v.looseObject({
  /** Counts the writes to this vault; never goes back. */
  writeCounter: Count,
  setHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Rows of each table that the set hash covers: a sum alone cannot say whether a row went missing or came in. */
  rows: v.strictObject({ summary: Count, content: Count, version: Count, chunk: Count }),
  /** SHA-256 of the header's body: an older header put back, with a holder who was taken out, is noticed. */
  header: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /**
   * Ids whose chunks belong to nothing: of an attachment that is still arriving, or whose removal is not finished. The set
   * hash covers these chunks; nobody reads them.
   */
  loose: v.optional(v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)))),
  /** The order that notes are kept in, besides what each says of itself. Absent: as in a new vault. */
  library: v.optional(SealedLibrary),
});
type SealedState = v.InferOutput<typeof SealedState>;

export type RowCounts = Readonly<SealedState['rows']>;

/** Rows as a file holds them: hashed and counted. */
export class RowTally {
  readonly #hash: SetHash;
  readonly #counts: Record<RowIdentity['table'], number>;

  constructor(keyring: Keyring, from: { readonly setHash: bigint; readonly rows: RowCounts } = nothing) {
    this.#hash = new SetHash(keyring.subkey('set-hash'), from.setHash);
    this.#counts = { ...from.rows };
  }

  add(row: RowIdentity): void {
    this.#hash.add(row);
    this.#counts[row.table] += 1;
  }

  /** A row that was taken away outside Latchkey cannot be counted below nothing. */
  subtract(row: RowIdentity): void {
    this.#hash.subtract(row);
    this.#counts[row.table] = Math.max(0, this.#counts[row.table] - 1);
  }

  get setHash(): bigint {
    return this.#hash.value;
  }

  get rows(): RowCounts {
    return { ...this.#counts };
  }
}

const nothing = { setHash: 0n, rows: { summary: 0, content: 0, version: 0, chunk: 0 } };

/** What one write does to the rows. */
export interface RowChange {
  readonly added: readonly RowIdentity[];
  readonly removed: readonly RowIdentity[];
  /** Absent: as before. */
  readonly loose?: readonly string[] | undefined;
  /** Absent: as before. */
  readonly library?: SealedLibrary | undefined;
}

/** There is one state a vault: its place is fixed. */
const place: RecordPlace = { table: 'state', id: itemId(new Uint8Array(16)), revision: 0 };

/** What a vault knows about itself as a whole. Immutable: a write makes the next one. */
export class VaultState {
  readonly #sealed: SealedState;

  /** Null unless the state that was written last cannot be read: what is wrong with it. */
  readonly problem: LatchkeyError | null;

  private constructor(sealed: SealedState, problem: LatchkeyError | null = null) {
    this.#sealed = sealed;
    this.problem = problem;
  }

  /** The state of a vault with nothing in it but this header. */
  static empty(header: StoredHeader): VaultState {
    return new VaultState({
      writeCounter: 0,
      setHash: setHashToHex(nothing.setHash),
      rows: nothing.rows,
      header: toHex(header.checksum),
    });
  }

  /**
   * The state that a store holds. If its record is damaged or gone the notes can still be read, so that is a problem of the
   * state, and not the end: what should be there is not known then, and `writeCounter` is 0.
   */
  static read(keyring: Keyring, store: Pick<Store, 'readState'>, header: StoredHeader): VaultState {
    try {
      return new VaultState(openRecord(keyring, place, store.readState(), SealedState));
    } catch (error) {
      if (!(error instanceof LatchkeyError) || error.code !== 'record-tampered') throw error;
      return new VaultState(VaultState.empty(header).#sealed, stateLost());
    }
  }

  seal(keyring: Keyring, random: RandomBytes): Uint8Array {
    return sealRecord(keyring, place, this.#sealed, random);
  }

  get writeCounter(): number {
    return this.#sealed.writeCounter;
  }

  get rows(): RowCounts {
    return this.#sealed.rows;
  }

  get setHash(): bigint {
    return BigInt(`0x${this.#sealed.setHash}`);
  }

  /** Ids, 32 hex digits each, whose chunks belong to nothing. */
  get loose(): readonly string[] {
    return this.#sealed.loose ?? [];
  }

  /** Empty while the state is damaged. */
  get library(): SealedLibrary {
    return this.#sealed.library ?? emptyLibrary;
  }

  /** Whether this is the header that was written last. */
  covers(header: StoredHeader): boolean {
    return this.#sealed.header === toHex(header.checksum);
  }

  /** The state after the header was written again. */
  afterHeader(header: StoredHeader): VaultState {
    return new VaultState({
      ...this.#sealed,
      writeCounter: this.writeCounter + 1,
      header: toHex(header.checksum),
    });
  }

  /** The state of another file that this vault moves to, with these rows and none that are loose. */
  moved(tally: RowTally, header: StoredHeader): VaultState {
    const { loose: _, ...sealed } = this.afterHeader(header).#sealed;
    return new VaultState({ ...sealed, setHash: setHashToHex(tally.setHash), rows: tally.rows });
  }

  /** The state after one write. */
  after(keyring: Keyring, { added, removed, loose = this.loose, library }: RowChange): VaultState {
    const tally = new RowTally(keyring, this);
    for (const row of removed) tally.subtract(row);
    for (const row of added) tally.add(row);
    const { loose: _, ...sealed } = this.#sealed;
    return new VaultState({
      ...sealed,
      writeCounter: this.writeCounter + 1,
      setHash: setHashToHex(tally.setHash),
      rows: tally.rows,
      ...(loose.length > 0 ? { loose: [...loose] } : {}),
      ...(library === undefined ? {} : { library }),
    });
  }
}

function stateLost(): LatchkeyError {
  return new LatchkeyError(
    'record-tampered',
    'The record of what this vault should hold is damaged or gone. Every note still opens only if its own bytes are intact, but whether one is missing or older than it was cannot be told. Until the vault is repaired it can only be read.',
    { details: { table: 'state' } },
  );
}
