import { LatchkeyError } from '../../contract/errors.ts';
import { copyOf, MemoryStore as Store } from '../memory-store.ts';
import type { ItemId } from '../bytes.ts';
import type { ItemTable, StoredChunk, StoredItem } from '../store.ts';

/** A table of a store in memory. */
export type MemoryTable = 'summary' | 'content' | 'version' | 'chunk';

/**
 * A store for tests: `rows` is open so that a test can tamper with it; `failNextCommit` stands for a full disk,
 * `tornTables` for tables with a damaged page: they can be read by id, but not from end to end.
 */
export class MemoryStore extends Store {
  failNextCommit = false;
  readonly tornTables = new Set<MemoryTable>();
  /** Transactions that were carried out. */
  commits = 0;
  /** The most bytes of sealed rows that one transaction wrote. */
  largestCommit = 0;
  isClosed = false;
  #written = 0;

  override readItems(table: ItemTable): Iterable<StoredItem> {
    return this.#scan(table, this.rows[table].size, super.readItems(table));
  }

  override writeItem(table: ItemTable, item: StoredItem): void {
    this.#written += item.sealed.length;
    super.writeItem(table, item);
  }

  override readVersions(id: ItemId | null): Iterable<StoredItem> {
    return this.#scan('version', this.rows.version.size, super.readVersions(id));
  }

  override writeVersion(version: StoredItem): void {
    this.#written += version.sealed.length;
    super.writeVersion(version);
  }

  override readChunks(): Iterable<StoredChunk> {
    return this.#scan('chunk', this.rows.chunk.size, super.readChunks());
  }

  override writeChunk(chunk: StoredChunk): void {
    this.#written += chunk.sealed.length;
    super.writeChunk(chunk);
  }

  override writeCache(name: string, sealed: Uint8Array): void {
    this.#written += sealed.length;
    super.writeCache(name, sealed);
  }

  override transaction<T>(work: () => T): T {
    this.#written = 0;
    try {
      return super.transaction(() => {
        const result = work();
        if (this.failNextCommit) throw new LatchkeyError('disk-full', 'The disk is full.');
        this.commits += 1;
        this.largestCommit = Math.max(this.largestCommit, this.#written);
        return result;
      });
    } finally {
      this.failNextCommit = false;
    }
  }

  /** The rows stay, for tests to look at. */
  override close(): void {
    this.isClosed = true;
  }

  /** The same rows in a store of their own. */
  copy(): MemoryStore {
    const copy = new MemoryStore();
    copy.rows = copyOf(this.rows);
    return copy;
  }

  /** A page that is damaged is met in the middle of a table. */
  *#scan<T>(table: MemoryTable, count: number, rows: Iterable<T>): Generator<T> {
    const torn = this.tornTables.has(table) ? Math.floor(count / 2) : Infinity;
    let index = 0;
    for (const row of rows) {
      if (index++ >= torn) break;
      yield row;
    }
    if (torn !== Infinity)
      throw new LatchkeyError('record-tampered', 'A page is damaged.', { details: { table } });
  }
}
