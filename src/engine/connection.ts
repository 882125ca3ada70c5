import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { checkSchema, createSchema } from './schema.ts';
import { withSqliteErrors } from './sqlite-errors.ts';
import { examine, fileMissing, hold, identityOf } from './vault-file.ts';

/** Longest value SQLite will handle, in bytes: well above the longest note once it is sealed. */
const maxValueLength = 128 * 1024 * 1024;

/** An open vault file, locked against every other process. */
export interface Connection {
  readonly database: DatabaseSync;
  /** Throws `file-missing` if the path no longer leads to the file that is open: what is written then would be lost. */
  assertInPlace(): void;
  /** Moves what is in the log into the file and closes it, so that one file is left. Calling it again does nothing. */
  close(): void;
}

/** Makes the tables of a new vault in an empty file. */
export function initialise(path: string): void {
  const database = openDatabase(path);
  try {
    withSqliteErrors('opening', () => {
      createSchema(database);
    });
  } finally {
    database.close();
  }
}

/** Opens an existing vault file after everything about it that can be checked has been. */
export function connect(path: string): Connection {
  const identity = examine(path);
  const database = openDatabase(path);
  try {
    withSqliteErrors('opening', () => {
      prepareConnection(database);
    });
  } catch (error) {
    database.close();
    throw error;
  }
  const release = hold(identity);
  return {
    database,
    assertInPlace() {
      if (identityOf(path) !== identity) throw fileMissing();
    },
    close() {
      if (!database.isOpen) return;
      try {
        withSqliteErrors('opening', () => {
          database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        });
      } finally {
        database.close();
        release();
      }
    },
  };
}

function openDatabase(path: string): DatabaseSync {
  const url = pathToFileURL(path);
  // Never make a file that is not there: it may have vanished since it was looked at.
  url.searchParams.set('mode', 'rw');
  return withSqliteErrors(
    'opening',
    () =>
      new DatabaseSync(url, {
        timeout: 0,
        allowExtension: false,
        enableForeignKeyConstraints: true,
        enableDoubleQuotedStringLiterals: false,
        defensive: true,
        limits: { length: maxValueLength, attach: 0, triggerDepth: 0 },
      }),
  );
}

/**
 * The order matters. With the exclusive mode set before the first read, that read takes the lock for good and the
 * write-ahead log needs no shared memory file; nothing but the schema is read before the schema has been checked.
 */
function prepareConnection(database: DatabaseSync): void {
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON');
  checkSchema(database);
  const { journal_mode: mode } = database.prepare('PRAGMA journal_mode = WAL').get() ?? {};
  if (mode !== 'wal') throw new Error('SQLite refused write-ahead logging');
  database.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY');
}
