import { LatchkeyError } from '../../contract/errors.ts';
import { headerTampered } from '../header.ts';
import { toHex, type ItemId } from '../bytes.ts';
import type { ItemTable, RowIdentity, Store, StoredChunk, StoredHeader, StoredItem } from '../store.ts';

/** Rows by table. Keys are the id in hex; for versions and chunks id, a slash, and the revision or position. */
interface Rows {
  header: StoredHeader | null;
  state: Uint8Array | null;
  readonly summary: Map<string, StoredItem>;
  readonly content: Map<string, StoredItem>;
  readonly version: Map<string, StoredItem>;
  readonly chunk: Map<string, StoredChunk>;
  readonly cache: Map<string, Uint8Array>;
}

/** A table of a store in memory. */
export type MemoryTable = 'summary' | 'content' | 'version' | 'chunk';

/**
 * A store without a disk. `rows` is open so that a test can tamper with it; `failNextCommit` stands for a full disk,
 * `tornTables` for tables with a damaged page: they can be read by id, but not from end to end.
 */
export class MemoryStore implements Store {
  rows: Rows = emptyRows();
  failNextCommit = false;
  readonly tornTables = new Set<MemoryTable>();
  /** Transactions that were carried out. */
  commits = 0;
  /** The most bytes of sealed rows that one transaction wrote. */
  largestCommit = 0;
  isClosed = false;
  #written = 0;

  readHeader(): StoredHeader {
    if (!this.rows.header) throw headerTampered();
    return this.rows.header;
  }

  writeHeader(header: StoredHeader): void {
    this.rows.header = header;
  }

  readState(): Uint8Array {
    if (!this.rows.state) throw new LatchkeyError('record-tampered', 'There is no state.');
    return this.rows.state;
  }

  writeState(sealed: Uint8Array): void {
    this.rows.state = sealed;
  }

  readItem(table: ItemTable, id: ItemId): StoredItem | null {
    return this.rows[table].get(toHex(id)) ?? null;
  }

  readItems(table: ItemTable): Iterable<StoredItem> {
    return this.#scan(table, this.rows[table]);
  }

  writeItem(table: ItemTable, item: StoredItem): void {
    this.#written += item.sealed.length;
    this.rows[table].set(toHex(item.id), item);
  }

  deleteItem(table: ItemTable, id: ItemId): void {
    this.rows[table].delete(toHex(id));
  }

  readVersion(id: ItemId, revision: number): StoredItem | null {
    return this.rows.version.get(keyOf(id, revision)) ?? null;
  }

  *readVersions(id: ItemId | null): Iterable<StoredItem> {
    for (const row of this.#scan('version', this.rows.version)) {
      if (id === null || toHex(row.id) === toHex(id)) yield row;
    }
  }

  writeVersion(version: StoredItem): void {
    this.#written += version.sealed.length;
    this.rows.version.set(keyOf(version.id, version.revision), version);
  }

  deleteVersion(id: ItemId, revision: number): void {
    this.rows.version.delete(keyOf(id, revision));
  }

  readChunk(id: ItemId, position: number): StoredChunk | null {
    return this.rows.chunk.get(keyOf(id, position)) ?? null;
  }

  readChunks(): Iterable<StoredChunk> {
    return this.#scan('chunk', this.rows.chunk);
  }

  readChunkPositions(id: ItemId, most: number): readonly number[] {
    const positions: number[] = [];
    for (const chunk of this.rows.chunk.values()) {
      if (toHex(chunk.id) === toHex(id) && positions.length < most) positions.push(chunk.position);
    }
    return positions;
  }

  writeChunk(chunk: StoredChunk): void {
    this.#written += chunk.sealed.length;
    this.rows.chunk.set(keyOf(chunk.id, chunk.position), chunk);
  }

  deleteChunk(id: ItemId, position: number): void {
    this.rows.chunk.delete(keyOf(id, position));
  }

  readCache(name: string): Uint8Array | null {
    return this.rows.cache.get(name) ?? null;
  }

  writeCache(name: string, sealed: Uint8Array): void {
    this.#written += sealed.length;
    this.rows.cache.set(name, sealed);
  }

  deleteCache(name: string): void {
    this.rows.cache.delete(name);
  }

  clearCache(name: string | null): void {
    for (const each of [...this.rows.cache.keys()]) {
      if (name === null || each === name || each.startsWith(`${name}/`)) this.rows.cache.delete(each);
    }
  }

  *identities(): Iterable<RowIdentity> {
    for (const table of ['summary', 'content', 'version'] as const) {
      for (const { id, revision } of this.#scan(table, this.rows[table])) yield { table, id, revision };
    }
    for (const { id, position } of this.#scan('chunk', this.rows.chunk)) {
      yield { table: 'chunk', id, revision: 1, position };
    }
  }

  transaction<T>(work: () => T): T {
    const before = copyOf(this.rows);
    this.#written = 0;
    try {
      const result = work();
      if (this.failNextCommit) throw new LatchkeyError('disk-full', 'The disk is full.');
      this.commits += 1;
      this.largestCommit = Math.max(this.largestCommit, this.#written);
      return result;
    } catch (error) {
      this.rows = before;
      this.failNextCommit = false;
      throw error;
    }
  }

  close(): void {
    this.isClosed = true;
  }

  /** The same rows in a store of their own. */
  copy(): MemoryStore {
    const copy = new MemoryStore();
    copy.rows = copyOf(this.rows);
    return copy;
  }

  /** A page that is damaged is met in the middle of a table. */
  *#scan<T>(table: MemoryTable, rows: ReadonlyMap<string, T>): Generator<T> {
    const torn = this.tornTables.has(table) ? Math.floor(rows.size / 2) : Infinity;
    let index = 0;
    for (const row of rows.values()) {
      if (index++ >= torn) break;
      yield row;
    }
    if (torn !== Infinity)
      throw new LatchkeyError('record-tampered', 'A page is damaged.', { details: { table } });
  }
}

function emptyRows(): Rows {
  return {
    header: null,
    state: null,
    summary: new Map(),
    content: new Map(),
    version: new Map(),
    chunk: new Map(),
    cache: new Map(),
  };
}

function copyOf({ header, state, summary, content, version, chunk, cache }: Rows): Rows {
  return {
    header,
    state,
    summary: new Map(summary),
    content: new Map(content),
    version: new Map(version),
    chunk: new Map(chunk),
    cache: new Map(cache),
  };
}

function keyOf(id: ItemId, place: number): string {
  return `${toHex(id)}/${place}`;
}
