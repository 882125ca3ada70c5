import { LatchkeyError } from '../contract/errors.ts';
import { toHex, type ItemId } from './bytes.ts';
import { headerTampered } from './header.ts';
import type { ItemTable, RowIdentity, Store, StoredChunk, StoredHeader, StoredItem } from './store.ts';

/** Rows by table. Keys are the id in hex; for versions and chunks id, a slash, and the revision or position. */
export interface MemoryRows {
  header: StoredHeader | null;
  state: Uint8Array | null;
  readonly summary: Map<string, StoredItem>;
  readonly content: Map<string, StoredItem>;
  readonly version: Map<string, StoredItem>;
  readonly chunk: Map<string, StoredChunk>;
  readonly cache: Map<string, Uint8Array>;
}

/** A store without a disk: what is in it goes with it. */
export class MemoryStore implements Store {
  rows: MemoryRows = emptyRows();

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
    return this.rows[table].values();
  }

  writeItem(table: ItemTable, item: StoredItem): void {
    this.rows[table].set(toHex(item.id), item);
  }

  deleteItem(table: ItemTable, id: ItemId): void {
    this.rows[table].delete(toHex(id));
  }

  readVersion(id: ItemId, revision: number): StoredItem | null {
    return this.rows.version.get(keyOf(id, revision)) ?? null;
  }

  *readVersions(id: ItemId | null): Iterable<StoredItem> {
    for (const row of this.rows.version.values()) {
      if (id === null || toHex(row.id) === toHex(id)) yield row;
    }
  }

  writeVersion(version: StoredItem): void {
    this.rows.version.set(keyOf(version.id, version.revision), version);
  }

  deleteVersion(id: ItemId, revision: number): void {
    this.rows.version.delete(keyOf(id, revision));
  }

  readChunk(id: ItemId, position: number): StoredChunk | null {
    return this.rows.chunk.get(keyOf(id, position)) ?? null;
  }

  readChunks(): Iterable<StoredChunk> {
    return this.rows.chunk.values();
  }

  readChunkPositions(id: ItemId, most: number): readonly number[] {
    const positions: number[] = [];
    for (const chunk of this.rows.chunk.values()) {
      if (toHex(chunk.id) === toHex(id) && positions.length < most) positions.push(chunk.position);
    }
    return positions;
  }

  writeChunk(chunk: StoredChunk): void {
    this.rows.chunk.set(keyOf(chunk.id, chunk.position), chunk);
  }

  deleteChunk(id: ItemId, position: number): void {
    this.rows.chunk.delete(keyOf(id, position));
  }

  readCache(name: string): Uint8Array | null {
    return this.rows.cache.get(name) ?? null;
  }

  writeCache(name: string, sealed: Uint8Array): void {
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
      const rows = table === 'version' ? this.readVersions(null) : this.readItems(table);
      for (const { id, revision } of rows) yield { table, id, revision };
    }
    for (const { id, position } of this.readChunks()) yield { table: 'chunk', id, revision: 1, position };
  }

  transaction<T>(work: () => T): T {
    const before = copyOf(this.rows);
    try {
      return work();
    } catch (error) {
      this.rows = before;
      throw error;
    }
  }

  /** There is nothing to be left behind. */
  close(): void {
    this.rows = emptyRows();
  }
}

function emptyRows(): MemoryRows {
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

/** The same rows in tables of their own. */
export function copyOf({ header, state, summary, content, version, chunk, cache }: MemoryRows): MemoryRows {
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
