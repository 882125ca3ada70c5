import { chmodSync, statSync } from 'node:fs';
import { backup, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import {
  headerTampered,
  type ItemId,
  type ItemTable,
  type RowIdentity,
  type Store,
  type StoredChunk,
  type StoredHeader,
  type StoredItem,
} from '../vault/index.ts';
import { closeQuietly } from './closing.ts';
import { connect, initialise, peek, type Connection } from './connection.ts';
import {
  assertFree,
  createDraft,
  publishDraft,
  removeDraft,
  replaceByDraft,
  syncFile,
} from './draft-file.ts';
import { withFileErrors } from './file-errors.ts';
import { LostRows } from './lost-rows.ts';
import {
  listedChunk,
  listedItem,
  listedPositions,
  parseBlob,
  parseChunk,
  parseIdentity,
  parseItem,
  type RawRow,
} from './rows.ts';
import { fromSqliteError, recordTampered, withSqliteErrors } from './sqlite-errors.ts';
import { prepareStatements, type Statements } from './statements.ts';
import { realPath } from './vault-file.ts';
import type { Run } from './watch.ts';

/** Below every row: SQLite's own keys are 64-bit. */
const beforeAllRows = -(2n ** 63n);

/** Pages copied at a time: 2 MiB, so that nobody waits long for the file meanwhile. */
const copySlice = 512;

/** A store whose rows are in a file. */
export interface FileStore extends Store {
  /**
   * Copies the whole store as it is at one moment into an empty file, while others read and write. Throws `disk-full`,
   * and the reason of the run's signal. Progress counts pages. The store must not be closed before this has ended.
   */
  copyInto(file: string, run: Run): Promise<void>;
  /** See `Connection.settle`. Throws `file-missing` if another file lies in the place of this one: it must not be replaced. */
  settle(): void;
  /** Opens the file again after `close`. */
  reopen(): void;
}

/**
 * Opens a vault file and locks it against everybody else. Throws `file-missing`, `is-a-directory`,
 * `permission-denied`, `read-only`, `vault-in-use`, `empty-file`, `not-a-vault`, `unsupported-format` or
 * `schema-tampered`; nothing was written then, save what SQLite's own log held for the file.
 */
export function openStore(path: string): FileStore {
  return new SqliteStore(connect(path), path);
}

/** Opens a file only to look at it: see `peek`. Throws as `openStore` does, `read-only` aside. */
export function peekStore(path: string): Store {
  return new SqliteStore(peek(path), path);
}

/**
 * Opens a vault file on which nothing depends, such as one of a demonstration: nothing waits for the disk. Throws as
 * `openStore` does.
 */
export function openScratch(path: string): FileStore {
  return new SqliteStore(connect(path, { hasty: true }), path);
}

/** A store whose file has no place in the world yet. */
export interface DraftStore extends FileStore {
  /**
   * Gives the file its final name, all of it at once, and stays open there. Throws `already-exists` rather than
   * replace a file. A draft closed before this leaves nothing behind.
   */
  publish(): void;
  /**
   * Takes the place of an open vault's file, which it closes, and stays open there. If it throws, either the old store
   * is open as before, or `isInPlace` is true: then the file has changed and could not be opened again.
   */
  takePlaceOf(old: FileStore): void;
  /** Whether the file has its final name. */
  readonly isInPlace: boolean;
  /** Closes the file and leaves it where it is, for `reopenReplacement`. */
  setAside(): void;
}

/**
 * Makes an empty store that will become the file at `path`. Throws `already-exists`, `file-missing` if its folder does
 * not exist, `permission-denied`, `read-only` or `disk-full`.
 */
export function createStore(path: string): DraftStore {
  assertFree(path);
  return openDraft(createDraft(path), path, { hasty: false });
}

/** What a file is written again for: the kind of its draft. */
export type Rewriting = 'rotating' | 'repairing';

/** Makes an empty store that will replace the vault file at `path`. Throws as `createStore` does, `already-exists` aside. */
export function createReplacement(path: string, kind: Rewriting): DraftStore {
  const target = realPath(path);
  const file = createDraft(target, kind);
  withFileErrors(() => chmodSync(file, statSync(target).mode & 0o777));
  // It is worth nothing before it is whole, and is put on the disk then.
  return openDraft(file, target, { hasty: true });
}

/** Opens what `createReplacement` made and a crash, or `setAside`, left at `file`. Throws as `openStore` does. */
export function reopenReplacement(path: string, file: string): DraftStore {
  return new SqliteStore(connect(file, { hasty: true }), file, { file, path: realPath(path) });
}

function openDraft(file: string, path: string, speed: { readonly hasty: boolean }): DraftStore {
  try {
    initialise(file);
    return new SqliteStore(connect(file, speed), file, { file, path });
  } catch (error) {
    removeDraft(file);
    throw error;
  }
}

/** Windows does not give a new file the name of one that is open. Elsewhere the old one stays locked until it is gone. */
const mustCloseFirst = process.platform === 'win32';

/** A file that waits for its name. */
interface Draft {
  readonly file: string;
  readonly path: string;
}

/** The one `Store` on a disk. */
class SqliteStore implements DraftStore {
  #connection: Connection;
  #prepared: Statements;
  /** A transaction that failed could not be undone: until it is, nothing may see what it has written. */
  #isLeftOpen = false;
  #path: string;
  #draft: Draft | null;
  #lostRows = this.#searchLost();

  constructor(connection: Connection, path: string, draft: Draft | null = null) {
    this.#connection = connection;
    this.#prepared = prepareStatements(connection.database);
    this.#path = path;
    this.#draft = draft;
  }

  get isInPlace(): boolean {
    return this.#draft === null;
  }

  readHeader(): StoredHeader {
    const row = withSqliteErrors({ table: 'header' }, () => this.#statements.readHeader.get());
    if (!row) throw headerTampered();
    const body = parseBlob(row.body, 'header');
    return { body, checksum: parseBlob(row.checksum, 'header'), mac: parseBlob(row.mac, 'header') };
  }

  writeHeader({ body, checksum, mac }: StoredHeader): void {
    withSqliteErrors({ table: 'header' }, () => this.#statements.writeHeader.run(body, checksum, mac));
  }

  readState(): Uint8Array {
    const row = withSqliteErrors({ table: 'state' }, () => this.#statements.readState.get());
    return parseBlob(row?.sealed, 'state');
  }

  writeState(sealed: Uint8Array): void {
    withSqliteErrors({ table: 'state' }, () => this.#statements.writeState.run(sealed));
  }

  readItem(table: ItemTable, id: ItemId): StoredItem | null {
    const row =
      withSqliteErrors({ table }, () => this.#statements.rows[table].read.get(id)) ?? this.#lost(table, id);
    return row ? parseItem(row, table) : null;
  }

  *readItems(table: ItemTable): Generator<StoredItem> {
    for (const row of this.#rows(table, this.#statements.rows[table].page)) {
      const item = listedItem(this.#whole(table, row));
      if (item) yield item;
    }
  }

  writeItem(table: ItemTable, { id, revision, sealed }: StoredItem): void {
    this.#lostRows.assertFound(table, id);
    withSqliteErrors({ table }, () => this.#statements.rows[table].write.run(id, revision, sealed));
  }

  deleteItem(table: ItemTable, id: ItemId): void {
    this.#lostRows.assertFound(table, id);
    withSqliteErrors({ table }, () => this.#statements.rows[table].remove.run(id));
  }

  readVersion(id: ItemId, revision: number): StoredItem | null {
    const row =
      withSqliteErrors({ table: 'version' }, () => this.#statements.rows.version.read.get(id, revision)) ??
      this.#lost('version', id, revision);
    return row ? parseItem(row, 'version') : null;
  }

  *readVersions(id: ItemId | null): Generator<StoredItem> {
    const rows = id ? this.#versionsOf(id) : this.#rows('version', this.#statements.rows.version.page);
    for (const row of rows) {
      const version = listedItem(this.#whole('version', row));
      if (version) yield version;
    }
  }

  writeVersion({ id, revision, sealed }: StoredItem): void {
    withSqliteErrors({ table: 'version' }, () =>
      this.#statements.rows.version.write.run(id, revision, sealed),
    );
  }

  deleteVersion(id: ItemId, revision: number): void {
    withSqliteErrors({ table: 'version' }, () => this.#statements.rows.version.remove.run(id, revision));
  }

  readChunk(id: ItemId, position: number): StoredChunk | null {
    const row =
      withSqliteErrors({ table: 'chunk' }, () => this.#statements.rows.chunk.read.get(id, position)) ??
      this.#lost('chunk', id, position);
    return row ? parseChunk(row) : null;
  }

  *readChunks(): Generator<StoredChunk> {
    for (const row of this.#rows('chunk', this.#statements.rows.chunk.page)) {
      const chunk = listedChunk(row);
      if (chunk) yield chunk;
    }
  }

  readChunkPositions(id: ItemId, most: number): readonly number[] {
    return listedPositions(
      withSqliteErrors({ table: 'chunk' }, () => this.#statements.chunkPositions.all(id, most)),
    );
  }

  writeChunk({ id, position, sealed }: StoredChunk): void {
    withSqliteErrors({ table: 'chunk' }, () => this.#statements.rows.chunk.write.run(id, position, sealed));
  }

  deleteChunk(id: ItemId, position: number): void {
    withSqliteErrors({ table: 'chunk' }, () => this.#statements.rows.chunk.remove.run(id, position));
  }

  readCache(name: string): Uint8Array | null {
    const row = withSqliteErrors({ table: 'cache' }, () => this.#statements.readCache.get(name));
    return row ? parseBlob(row.sealed, 'cache') : null;
  }

  writeCache(name: string, sealed: Uint8Array): void {
    withSqliteErrors({ table: 'cache' }, () => this.#statements.writeCache.run(name, sealed));
  }

  deleteCache(name: string): void {
    withSqliteErrors({ table: 'cache' }, () => this.#statements.deleteCache.run(name));
  }

  clearCache(name: string | null): void {
    withSqliteErrors({ table: 'cache' }, () => {
      if (name === null) this.#statements.emptyCache.run();
      // The slash is followed by the zero.
      else this.#statements.clearCache.run(name, `${name}/`, `${name}0`);
    });
  }

  *identities(): Generator<RowIdentity> {
    for (const table of ['summary', 'content', 'version', 'chunk'] as const) {
      for (const row of this.#lostRows.search(table)) yield parseIdentity(row, table);
    }
    this.#lostRows.assertNone();
  }

  transaction<T>(work: () => T): T {
    this.#connection.assertInPlace();
    return withSqliteErrors('writing', () => {
      this.#statements.begin.run();
      try {
        const result = work();
        this.#statements.commit.run();
        return result;
      } catch (error) {
        this.#rollBack();
        throw error;
      }
    });
  }

  publish(): void {
    if (!this.#draft) return;
    const { file, path } = this.#draft;
    this.#connection.close();
    publishDraft(file, path);
    this.#moveTo(path);
  }

  takePlaceOf(old: FileStore): void {
    if (!this.#draft) return;
    const { file, path } = this.#draft;
    this.#connection.close();
    syncFile(file);
    old.settle();
    if (mustCloseFirst) old.close();
    try {
      replaceByDraft(file, path);
    } catch (error) {
      if (mustCloseFirst) old.reopen();
      throw error;
    }
    closeQuietly(old);
    this.#moveTo(path);
  }

  async copyInto(file: string, { signal, onProgress }: Run): Promise<void> {
    const progress = ({ totalPages, remainingPages }: { totalPages: number; remainingPages: number }) => {
      signal.throwIfAborted();
      onProgress({ done: totalPages - remainingPages, total: totalPages });
    };
    try {
      await backup(this.#connection.database, file, { rate: copySlice, progress });
    } catch (error) {
      throw fromSqliteError(error, 'writing');
    }
  }

  settle(): void {
    this.#connection.assertInPlace();
    this.#connection.settle();
  }

  reopen(): void {
    this.#connection = connect(this.#path);
    this.#prepared = prepareStatements(this.#connection.database);
    this.#lostRows = this.#searchLost();
  }

  setAside(): void {
    this.#draft = null;
    this.#connection.close();
  }

  close(): void {
    try {
      this.#connection.close();
    } finally {
      if (this.#draft) removeDraft(this.#draft.file);
    }
  }

  #moveTo(path: string): void {
    this.#draft = null;
    this.#path = path;
    this.reopen();
  }

  get #statements(): Statements {
    if (this.#isLeftOpen) this.#undo();
    return this.#prepared;
  }

  /** A rollback must not hide why it was needed. */
  #rollBack(): void {
    try {
      this.#undo();
    } catch {
      // The transaction never reached its commit record: whatever comes next undoes it, or opening the file again does.
      this.#isLeftOpen = true;
    }
  }

  /** SQLite undoes some failed transactions by itself. Throws where the disk does not answer. */
  #undo(): void {
    if (this.#connection.database.isTransaction) this.#prepared.rollback.run();
    this.#isLeftOpen = false;
  }

  /** In a sound table SQLite's keys only grow. A table bent into a ring by somebody would be read for ever. */
  *#rows(table: string, page: StatementSync): Generator<RawRow> {
    let after = beforeAllRows;
    for (;;) {
      const rows = readPage(table, page, after);
      if (rows.length === 0) return;
      for (const row of rows) {
        after = keyAfter(after, row.row, table);
        yield row;
      }
    }
  }

  #searchLost(): LostRows {
    return new LostRows((table) => this.#rows(table, this.#statements.identities[table]));
  }

  /** A row that is there and that its index does not name, with its value. */
  #lost(table: RowIdentity['table'], id: ItemId, place?: number): RawRow | null {
    const row = this.#lostRows.find(table, id, place);
    if (!row) return null;
    const { sealed = null } =
      withSqliteErrors({ table }, () => this.#statements.rows[table].sealed.get(row.row ?? null)) ?? {};
    return { ...row, sealed };
  }

  /** As `#rows`, by revision. */
  *#versionsOf(id: ItemId): Generator<RawRow> {
    let after = 0n;
    for (;;) {
      const last = after;
      const rows = withSqliteErrors({ table: 'version' }, () => this.#statements.versionsOf.all(id, last));
      if (rows.length === 0) return;
      for (const row of rows) {
        after = keyAfter(after, row.revision, 'version');
        yield row;
      }
    }
  }

  /** The row with its value, which a page leaves out if it is long. */
  #whole(table: keyof Statements['rows'], row: RawRow): RawRow {
    if (row.sealed !== null || typeof row.length !== 'bigint') return row;
    const long = withSqliteErrors({ table }, () => this.#statements.rows[table].sealed.get(row.row ?? null));
    return { ...row, sealed: long?.sealed ?? null };
  }
}

function keyAfter(after: bigint, key: SQLOutputValue | undefined, table: string): bigint {
  if (typeof key !== 'bigint' || key <= after) throw recordTampered({ table });
  return key;
}

function readPage(table: string, page: StatementSync, after: bigint): readonly RawRow[] {
  return withSqliteErrors({ table }, () => page.all(after));
}
