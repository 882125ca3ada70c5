import { DatabaseSync } from 'node:sqlite';
import { LatchkeyError } from '../contract/errors.ts';
import { formatNumber } from '../vault/index.ts';

/** "LTCH": marks a SQLite file as a vault (offset 68 of the file). */
export const applicationId = 0x4c544348;

/** Nonce and tag: nothing sealed is shorter. */
const leastSealed = 40;

const currentItems = (table: string) => `
CREATE TABLE ${table} (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  sealed BLOB NOT NULL CHECK (length(sealed) >= ${leastSealed})
) STRICT;`;

/** Format 1. `row` is SQLite's own key and means nothing. */
const tables = `
CREATE TABLE header (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  body BLOB NOT NULL,
  checksum BLOB NOT NULL CHECK (length(checksum) = 32),
  mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;
${currentItems('summary')}
${currentItems('content')}
CREATE TABLE version (
  row INTEGER PRIMARY KEY,
  item_id BLOB NOT NULL CHECK (length(item_id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  sealed BLOB NOT NULL CHECK (length(sealed) >= ${leastSealed}),
  UNIQUE (item_id, revision)
) STRICT;
CREATE TABLE chunk (
  row INTEGER PRIMARY KEY,
  item_id BLOB NOT NULL CHECK (length(item_id) = 16),
  position INTEGER NOT NULL CHECK (position >= 0),
  sealed BLOB NOT NULL CHECK (length(sealed) >= ${leastSealed}),
  UNIQUE (item_id, position)
) STRICT;
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sealed BLOB NOT NULL CHECK (length(sealed) >= ${leastSealed})
) STRICT;
CREATE TABLE cache (
  name TEXT PRIMARY KEY,
  sealed BLOB NOT NULL CHECK (length(sealed) >= ${leastSealed})
) STRICT;
`;

/** Makes the tables of an empty vault, and marks the file as one. */
export function createSchema(database: DatabaseSync): void {
  database.exec(`
    BEGIN IMMEDIATE;
    PRAGMA application_id = ${applicationId};
    PRAGMA user_version = ${formatNumber};
    ${tables}
    COMMIT;
  `);
}

/**
 * Compares every table, index, view and trigger with the ones expected, by name and by text. Throws `schema-tampered`.
 * Must run before any statement that touches a table: a trigger or a view in the file is a program somebody else wrote.
 */
export function checkSchema(database: DatabaseSync): void {
  expected ??= expectedSchema();
  const wanted = expected;
  const found = schemaOf(database);
  if (found.length === wanted.length && found.every((object, index) => object === wanted[index])) return;
  throw new LatchkeyError(
    'schema-tampered',
    'The inside of this file is not laid out as a vault is: something was added, removed or changed outside Latchkey. None of it was run. Open a backup instead.',
  );
}

/** One line for each object, in a fixed order. */
function schemaOf(database: DatabaseSync): readonly string[] {
  return database
    .prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name')
    .all()
    .map(({ type, name, tbl_name, sql }) => JSON.stringify([type, name, tbl_name, sql]));
}

/** Made when it is first needed. */
let expected: readonly string[] | undefined;

function expectedSchema(): readonly string[] {
  const database = new DatabaseSync(':memory:');
  try {
    createSchema(database);
    return schemaOf(database);
  } finally {
    database.close();
  }
}
