import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ItemTable, RowIdentity } from '../vault/index.ts';

/** Rows read at a time. No statement stays open between two pages, so a reader may pause while others write. */
const pageLength = 512;

/**
 * The most bytes that are read of each kind of value, far above what is ever written. In a file that somebody made, every
 * row may claim the same hundred megabytes: SQLite tells a value's length without reading it.
 */
const most = {
  header: 1024 * 1024,
  state: 64 * 1024,
  summary: 256 * 1024,
  content: 128 * 1024 * 1024,
} as const;

/** What is said to one table of current items. */
export interface ItemStatements {
  readonly read: StatementSync;
  readonly page: StatementSync;
  readonly write: StatementSync;
  readonly remove: StatementSync;
}

/** Everything a store says to SQLite: prepared once, so that no text is ever put together from data. */
export interface Statements {
  readonly begin: StatementSync;
  readonly commit: StatementSync;
  readonly rollback: StatementSync;
  readonly readHeader: StatementSync;
  readonly writeHeader: StatementSync;
  readonly readState: StatementSync;
  readonly writeState: StatementSync;
  readonly items: Readonly<Record<ItemTable, ItemStatements>>;
  readonly identities: Readonly<Record<RowIdentity['table'], StatementSync>>;
}

export function prepareStatements(database: DatabaseSync): Statements {
  const prepare = (sql: string) => prepareExact(database, sql);
  const identities = (columns: string, table: string) =>
    prepare(`SELECT row, ${columns} FROM ${table} WHERE row > ? ORDER BY row LIMIT ${pageLength}`);
  return {
    begin: prepare('BEGIN IMMEDIATE'),
    commit: prepare('COMMIT'),
    rollback: prepare('ROLLBACK'),
    readHeader: prepare(
      `SELECT body, checksum, mac FROM header
       WHERE id = 1 AND length(body) <= ${most.header} AND length(checksum) = 32 AND length(mac) = 32`,
    ),
    writeHeader: prepare('INSERT OR REPLACE INTO header (id, body, checksum, mac) VALUES (1, ?, ?, ?)'),
    readState: prepare(`SELECT sealed FROM state WHERE id = 1 AND length(sealed) <= ${most.state}`),
    writeState: prepare('INSERT OR REPLACE INTO state (id, sealed) VALUES (1, ?)'),
    items: { summary: prepareItem(database, 'summary'), content: prepareItem(database, 'content') },
    identities: {
      summary: identities('id, revision', 'summary'),
      content: identities('id, revision', 'content'),
      version: identities('item_id AS id, revision', 'version'),
      // A chunk is never changed, so it has no revision of its own.
      chunk: identities('item_id AS id, 1 AS revision, position', 'chunk'),
    },
  };
}

function prepareItem(database: DatabaseSync, table: ItemTable): ItemStatements {
  const prepare = (sql: string) => prepareExact(database, sql);
  const columns = `id, revision, CASE WHEN length(sealed) <= ${most[table]} THEN sealed END AS sealed`;
  return {
    read: prepare(`SELECT ${columns} FROM ${table} WHERE id = ?`),
    page: prepare(`SELECT row, ${columns} FROM ${table} WHERE row > ? ORDER BY row LIMIT ${pageLength}`),
    write: prepare(
      `INSERT INTO ${table} (id, revision, sealed) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, sealed = excluded.sealed`,
    ),
    remove: prepare(`DELETE FROM ${table} WHERE id = ?`),
  };
}

/** Integers come as bigints: one that is too large for a number would otherwise spoil every row read with it. */
function prepareExact(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  return statement;
}
