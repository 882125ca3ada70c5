import * as v from 'valibot';
import { itemId, toHex } from './bytes.ts';
import type { Keyring } from './keyring.ts';
import type { RandomBytes } from './random.ts';
import { openRecord, sealRecord, type RecordPlace } from './sealing.ts';
import { SetHash, setHashToHex } from './set-hash.ts';
import type { RowIdentity, StoredHeader } from './store.ts';

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const SealedState = v.looseObject({
  /** Counts the writes to this vault; never goes back. */
  writeCounter: Count,
  setHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Rows of each table that the set hash covers: a sum alone cannot say whether a row went missing or came in. */
  rows: v.strictObject({ summary: Count, content: Count, version: Count, chunk: Count }),
  /** SHA-256 of the header's body: an older header put back, with a holder who was taken out, is noticed. */
  header: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
type SealedState = v.InferOutput<typeof SealedState>;

export type RowCounts = Readonly<SealedState['rows']>;

/** There is one state a vault: its place is fixed. */
const place: RecordPlace = { table: 'state', id: itemId(new Uint8Array(16)), revision: 0 };

/** What a vault knows about itself as a whole. Immutable: a write makes the next one. */
export class VaultState {
  readonly #sealed: SealedState;

  private constructor(sealed: SealedState) {
    this.#sealed = sealed;
  }

  /** The state of a vault with nothing in it but this header. */
  static empty(header: StoredHeader): VaultState {
    return new VaultState({
      writeCounter: 0,
      setHash: setHashToHex(0n),
      rows: { summary: 0, content: 0, version: 0, chunk: 0 },
      header: toHex(header.checksum),
    });
  }

  /** Throws `record-tampered`. */
  static open(keyring: Keyring, sealed: Uint8Array): VaultState {
    return new VaultState(openRecord(keyring, place, sealed, SealedState));
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

  /** The same rows under a new key, with the header of the file they move to. */
  rekeyed(keyring: Keyring, rows: Iterable<RowIdentity>, header: StoredHeader): VaultState {
    const hash = new SetHash(keyring.subkey('set-hash'));
    for (const row of rows) hash.add(row);
    return new VaultState({ ...this.afterHeader(header).#sealed, setHash: setHashToHex(hash.value) });
  }

  /** The state after one write that put in and took out these rows. */
  after(
    keyring: Keyring,
    change: { readonly added: readonly RowIdentity[]; readonly removed: readonly RowIdentity[] },
  ): VaultState {
    const hash = new SetHash(keyring.subkey('set-hash'), this.setHash);
    const rows = { ...this.#sealed.rows };
    for (const row of change.removed) {
      hash.subtract(row);
      rows[row.table] -= 1;
    }
    for (const row of change.added) {
      hash.add(row);
      rows[row.table] += 1;
    }
    return new VaultState({
      ...this.#sealed,
      writeCounter: this.writeCounter + 1,
      setHash: setHashToHex(hash.value),
      rows,
    });
  }
}
