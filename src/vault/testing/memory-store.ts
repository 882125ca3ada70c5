import { LatchkeyError } from '../../contract/errors.ts';
import { toHex, type ItemId } from '../bytes.ts';
import type { ItemTable, RowIdentity, Store, StoredHeader, StoredItem } from '../store.ts';

interface Rows {
  header: StoredHeader | null;
  state: Uint8Array | null;
  readonly summary: Map<string, StoredItem>;
  readonly content: Map<string, StoredItem>;
}

/** A store without a disk. `rows` is open so that a test can tamper with it; `failNextCommit` stands for a full disk. */
export class MemoryStore implements Store {
  rows: Rows = { header: null, state: null, summary: new Map(), content: new Map() };
  failNextCommit = false;
  isClosed = false;

  readHeader(): StoredHeader {
    return present(this.rows.header);
  }

  writeHeader(header: StoredHeader): void {
    this.rows.header = header;
  }

  readState(): Uint8Array {
    return present(this.rows.state);
  }

  writeState(sealed: Uint8Array): void {
    this.rows.state = sealed;
  }

  readItem(table: ItemTable, id: ItemId): StoredItem | null {
    return this.rows[table].get(toHex(id)) ?? null;
  }

  readItems(table: ItemTable): Iterable<StoredItem> {
    return this.rows[table].values();
  }

  writeItem(table: ItemTable, item: StoredItem): void {
    this.rows[table].set(toHex(item.id), item);
  }

  deleteItem(table: ItemTable, id: ItemId): void {
    this.rows[table].delete(toHex(id));
  }

  *identities(): Iterable<RowIdentity> {
    for (const table of ['summary', 'content'] as const) {
      for (const { id, revision } of this.rows[table].values()) yield { table, id, revision };
    }
  }

  transaction<T>(work: () => T): T {
    const before = { ...this.rows, summary: new Map(this.rows.summary), content: new Map(this.rows.content) };
    try {
      const result = work();
      if (this.failNextCommit) throw new LatchkeyError('disk-full', 'The disk is full.');
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
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('MemoryStore: nothing was written here yet');
  return value;
}
