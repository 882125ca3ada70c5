import type { ItemId } from './bytes.ts';

/** The tables that hold one row for each revision of an item that is current. */
export type ItemTable = 'summary' | 'content';

/** The vault's front page: what anyone with the file can read. */
export interface StoredHeader {
  /** UTF-8 JSON. */
  readonly body: Uint8Array;
  /** SHA-256 of `body`, 32 bytes: tells damage from a wrong passphrase before any key is known. Proves nothing. */
  readonly checksum: Uint8Array;
  /** HMAC-SHA256 of `body`, 32 bytes: proves that somebody with the vault key wrote it. */
  readonly mac: Uint8Array;
}

/** One row of `summary` or `content`. */
export interface StoredItem {
  readonly id: ItemId;
  /** From 1. */
  readonly revision: number;
  /** nonce ‖ ciphertext ‖ tag. */
  readonly sealed: Uint8Array;
}

/** One row of `chunk`: a piece of an attachment. */
export interface StoredChunk {
  /** The attachment's. */
  readonly id: ItemId;
  /** From 0. */
  readonly position: number;
  /** nonce ‖ ciphertext ‖ tag. */
  readonly sealed: Uint8Array;
}

/** Which row of which table this is: what the set hash counts. */
export interface RowIdentity {
  readonly table: ItemTable | 'version' | 'chunk';
  readonly id: ItemId;
  readonly revision: number;
  /** A chunk's place in its attachment; absent in every other table. */
  readonly position?: number;
}

/**
 * Where a vault's rows live. It knows nothing of keys or plaintext. Every method may throw a `LatchkeyError` with
 * `disk-full`, `read-only` or `internal`; none of them leaves half a change behind when it is called inside
 * `transaction`.
 */
export interface Store {
  readHeader(): StoredHeader;
  writeHeader(header: StoredHeader): void;
  /** The one sealed row of `state`. */
  readState(): Uint8Array;
  writeState(sealed: Uint8Array): void;
  readItem(table: ItemTable, id: ItemId): StoredItem | null;
  readItems(table: ItemTable): Iterable<StoredItem>;
  /** Inserts the row, or replaces the one with this id. */
  writeItem(table: ItemTable, item: StoredItem): void;
  deleteItem(table: ItemTable, id: ItemId): void;
  readVersion(id: ItemId, revision: number): StoredItem | null;
  /** The kept versions of one note, or with null of all. */
  readVersions(id: ItemId | null): Iterable<StoredItem>;
  /** Inserts the row, or replaces the one with this id and revision. */
  writeVersion(version: StoredItem): void;
  deleteVersion(id: ItemId, revision: number): void;
  readChunk(id: ItemId, position: number): StoredChunk | null;
  /** Every chunk of every attachment, in the order in which they were written. */
  readChunks(): Iterable<StoredChunk>;
  /** Up to `most` positions of one attachment's chunks, the lowest first. */
  readChunkPositions(id: ItemId, most: number): readonly number[];
  /** Inserts the row, or replaces the one with this id and position. */
  writeChunk(chunk: StoredChunk): void;
  deleteChunk(id: ItemId, position: number): void;
  /** A value of `cache`; null if there is none, or one that is longer than any that is written. */
  readCache(name: string): Uint8Array | null;
  /** Inserts the value, or replaces the one with this name. */
  writeCache(name: string, sealed: Uint8Array): void;
  deleteCache(name: string): void;
  /** Deletes the value with this name, and every one whose name begins with it and a slash; with null all there are. */
  clearCache(name: string | null): void;
  /** Every row that the set hash covers, in any order. */
  identities(): Iterable<RowIdentity>;
  /** Runs `work` so that all of its writes are on the disk when this returns, or none of them if it throws. */
  transaction<T>(work: () => T): T;
  /** Leaves one whole file behind. Calling it again does nothing. */
  close(): void;
}

/** Argon2id's costs (RFC 9106 section 3.1). */
export interface KdfParameters {
  /** m, in KiB. */
  readonly memoryKiB: number;
  /** t. */
  readonly passes: number;
  /** p. */
  readonly lanes: number;
}

/** Argon2id v1.3 of a passphrase's bytes and a 16-byte salt: 32 bytes. The caller zeroes what it passes and gets. */
export type DeriveKey = (
  passphrase: Uint8Array,
  salt: Uint8Array,
  parameters: KdfParameters,
) => Promise<Uint8Array>;
