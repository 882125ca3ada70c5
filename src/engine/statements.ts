import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { maxSealedPart, type ItemTable, type RowIdentity } from '../vault/index.ts';

/** Rows read at a time. No statement stays open between two pages, so a reader may pause while others write. */
const pageLength = 512;

/** Chunks read at a time: 1 MiB. */
const chunkPageLength = 16;

/** The longest value that comes with its page, in bytes; a longer one is read by itself. */
const inPage = 16 * 1024;

/** A chunk's plaintext, and what sealing adds: nonce and tag. */
const sealedChunk = 65_536 + 40;

/**
 * The most bytes that are read of each kind of value, far above what is ever written. In a file that somebody made, every
 * row may claim the same hundred megabytes: SQLite tells a value's length without reading it.
 */
const most = {
  header: 1024 * 1024,
  state: 64 * 1024,
  summary: 256 * 1024,
  content: 128 * 1024 * 1024,
  version: 128 * 1024 * 1024,
  chunk: sealedChunk,
  cache: maxSealedPart,
} as const;

/** What is said to one table of sealed rows. */
export interface RowStatements {
  /** One row, by what names it. */
  readonly read: StatementSync;
  /** The rows after one, in the order of SQLite's keys, without values that are too long for a page. */
  readonly page: StatementSync;
  /** The value of one row, by SQLite's key. */
  readonly sealed: StatementSync;
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
  readonly readCache: StatementSync;
  readonly writeCache: StatementSync;
  readonly deleteCache: StatementSync;
  /** The value of one name, and those whose names lie between two others. */
  readonly clearCache: StatementSync;
  readonly emptyCache: StatementSync;
  readonly rows: Readonly<Record<ItemTable | 'version' | 'chunk', RowStatements>>;
  /** The versions of one note after a revision, in their order, without values that are too long for a page. */
  readonly versionsOf: StatementSync;
  /** Positions of one attachment's chunks, in their order. */
  readonly chunkPositions: StatementSync;
  /** The rows after one, without their values; `is_found` says whether the table's index names a row. */
  readonly identities: Readonly<Record<RowIdentity['table'], StatementSync>>;
}

export function prepareStatements(database: DatabaseSync): Statements {
  const prepare = (sql: string) => prepareExact(database, sql);
  const identities = (columns: string, table: string, isSame: string) =>
    prepare(
      `SELECT row, ${columns}, EXISTS (
         SELECT 1 FROM ${table} AS named INDEXED BY sqlite_autoindex_${table}_1 WHERE ${isSame} AND named.row = kept.row
       ) AS is_found
       FROM ${table} AS kept NOT INDEXED WHERE row > ? ORDER BY row LIMIT ${pageLength}`,
    );
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
    readCache: prepare(`SELECT sealed FROM cache WHERE name = ? AND length(sealed) <= ${most.cache}`),
    writeCache: prepare('INSERT OR REPLACE INTO cache (name, sealed) VALUES (?, ?)'),
    deleteCache: prepare('DELETE FROM cache WHERE name = ?'),
    clearCache: prepare('DELETE FROM cache WHERE name = ? OR (name > ? AND name < ?)'),
    emptyCache: prepare('DELETE FROM cache'),
    rows: {
      summary: prepareRows(database, 'summary', currentItem),
      content: prepareRows(database, 'content', currentItem),
      version: prepareRows(database, 'version', keptVersion),
      chunk: prepareRows(database, 'chunk', piece),
    },
    versionsOf: prepare(
      `SELECT row, item_id AS id, revision, length(sealed) AS length, ${upTo(inPage)} AS sealed FROM version
       WHERE item_id = ? AND revision > ? ORDER BY revision LIMIT ${pageLength}`,
    ),
    chunkPositions: prepare('SELECT position FROM chunk WHERE item_id = ? ORDER BY position LIMIT ?'),
    identities: {
      summary: identities('id, revision', 'summary', 'named.id = kept.id'),
      content: identities('id, revision', 'content', 'named.id = kept.id'),
      version: identities(
        'item_id AS id, revision',
        'version',
        'named.item_id = kept.item_id AND named.revision = kept.revision',
      ),
      // A chunk is never changed, so it has no revision of its own.
      chunk: identities(
        'item_id AS id, 1 AS revision, position',
        'chunk',
        'named.item_id = kept.item_id AND named.position = kept.position',
      ),
    },
  };
}

/** How a table names its rows. */
interface Naming {
  readonly columns: string;
  /** With values for `?`. */
  readonly isRow: string;
  readonly insert: string;
  readonly onConflict: string;
  readonly inPage: number;
  readonly pageLength: number;
}

const currentItem: Naming = {
  columns: 'id, revision',
  isRow: 'id = ?',
  insert: '(id, revision, sealed)',
  onConflict: '(id) DO UPDATE SET revision = excluded.revision, sealed = excluded.sealed',
  inPage,
  pageLength,
};

const keptVersion: Naming = {
  columns: 'item_id AS id, revision',
  isRow: 'item_id = ? AND revision = ?',
  insert: '(item_id, revision, sealed)',
  onConflict: '(item_id, revision) DO UPDATE SET sealed = excluded.sealed',
  inPage,
  pageLength,
};

const piece: Naming = {
  columns: 'item_id AS id, position',
  isRow: 'item_id = ? AND position = ?',
  insert: '(item_id, position, sealed)',
  onConflict: '(item_id, position) DO UPDATE SET sealed = excluded.sealed',
  inPage: sealedChunk,
  pageLength: chunkPageLength,
};

function prepareRows(
  database: DatabaseSync,
  table: ItemTable | 'version' | 'chunk',
  { columns, isRow, insert, onConflict, inPage: shortest, pageLength: rows }: Naming,
): RowStatements {
  const prepare = (sql: string) => prepareExact(database, sql);
  return {
    read: prepare(`SELECT ${columns}, ${upTo(most[table])} AS sealed FROM ${table} WHERE ${isRow}`),
    page: prepare(
      `SELECT row, ${columns}, length(sealed) AS length, ${upTo(shortest)} AS sealed FROM ${table}
       WHERE row > ? ORDER BY row LIMIT ${rows}`,
    ),
    sealed: prepare(`SELECT ${upTo(most[table])} AS sealed FROM ${table} WHERE row = ?`),
    write: prepare(`INSERT INTO ${table} ${insert} VALUES (?, ?, ?) ON CONFLICT ${onConflict}`),
    remove: prepare(`DELETE FROM ${table} WHERE ${isRow}`),
  };
}

function upTo(length: number): string {
  return `CASE WHEN length(sealed) <= ${length} THEN sealed END`;
}

/** Integers come as bigints: one that is too large for a number would otherwise spoil every row read with it. */
function prepareExact(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  return statement;
}
