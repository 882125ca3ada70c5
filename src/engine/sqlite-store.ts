import type { StatementSync } from 'node:sqlite';
import {
  headerTampered,
  type ItemId,
  type ItemTable,
  type RowIdentity,
  type Store,
  type StoredHeader,
  type StoredItem,
} from '../vault/index.ts';
import { connect, initialise, type Connection } from './connection.ts';
import { listedItem, parseBlob, parseIdentity, parseItem, type RawRow } from './rows.ts';
import { recordTampered, withSqliteErrors } from './sqlite-errors.ts';
import { prepareStatements, type Statements } from './statements.ts';
import { createDraft, publishDraft, removeDraft } from './vault-file.ts';

/** Below every row: SQLite's own keys are 64-bit. */
const beforeAllRows = -(2n ** 63n);

/**
 * Opens a vault file and locks it against everybody else. Throws `file-missing`, `is-a-directory`,
 * `permission-denied`, `read-only`, `vault-in-use`, `empty-file`, `not-a-vault`, `unsupported-format` or
 * `schema-tampered`; nothing was written then, save what SQLite's own log held for the file.
 */
export function openStore(path: string): Store {
  return new SqliteStore(path);
}

/** A store whose file has no place in the world yet. */
export interface DraftStore extends Store {
  /**
   * Gives the file its final name, all of it at once, and stays open there. Throws `already-exists` rather than
   * replace a file. A draft closed before this leaves nothing behind.
   */
  publish(): void;
}

/**
 * Makes an empty store that will become the file at `path`. Throws `already-exists`, `file-missing` if its folder does
 * not exist, `permission-denied`, `read-only` or `disk-full`.
 */
export function createStore(path: string): DraftStore {
  const file = createDraft(path);
  try {
    initialise(file);
    return new SqliteStore(file, { file, path });
  } catch (error) {
    removeDraft(file);
    throw error;
  }
}

/** A file that waits for its name. */
interface Draft {
  readonly file: string;
  readonly path: string;
}

/** The one `Store` on a disk. */
class SqliteStore implements DraftStore {
  #connection: Connection;
  #statements: Statements;
  #draft: Draft | null;

  constructor(path: string, draft: Draft | null = null) {
    this.#connection = connect(path);
    this.#statements = prepareStatements(this.#connection.database);
    this.#draft = draft;
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
    const row = withSqliteErrors({ table }, () => this.#statements.items[table].read.get(id));
    return row ? parseItem(row, table) : null;
  }

  *readItems(table: ItemTable): Generator<StoredItem> {
    for (const row of this.#rows(table, this.#statements.items[table].page)) {
      const item = listedItem(row);
      if (item) yield item;
    }
  }

  writeItem(table: ItemTable, { id, revision, sealed }: StoredItem): void {
    withSqliteErrors({ table }, () => this.#statements.items[table].write.run(id, revision, sealed));
  }

  deleteItem(table: ItemTable, id: ItemId): void {
    withSqliteErrors({ table }, () => this.#statements.items[table].remove.run(id));
  }

  *identities(): Generator<RowIdentity> {
    for (const table of ['summary', 'content', 'version', 'chunk'] as const) {
      for (const row of this.#rows(table, this.#statements.identities[table]))
        yield parseIdentity(row, table);
    }
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
    this.#draft = null;
    this.#connection = connect(path);
    this.#statements = prepareStatements(this.#connection.database);
  }

  close(): void {
    try {
      this.#connection.close();
    } finally {
      if (this.#draft) removeDraft(this.#draft.file);
    }
  }

  /** SQLite undoes some failed transactions by itself, and a rollback must not hide why it was needed. */
  #rollBack(): void {
    try {
      if (this.#connection.database.isTransaction) this.#statements.rollback.run();
    } catch {
      // The transaction never reached its commit record, so opening the file again undoes it.
    }
  }

  /** In a sound table SQLite's keys only grow. A table bent into a ring by somebody would be read for ever. */
  *#rows(table: string, page: StatementSync): Generator<RawRow> {
    let after = beforeAllRows;
    for (;;) {
      const rows = readPage(table, page, after);
      if (rows.length === 0) return;
      for (const row of rows) {
        if (typeof row.row !== 'bigint' || row.row <= after) throw recordTampered({ table });
        after = row.row;
        yield row;
      }
    }
  }
}

function readPage(table: string, page: StatementSync, after: bigint): readonly RawRow[] {
  return withSqliteErrors({ table }, () => page.all(after));
}
