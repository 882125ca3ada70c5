import { existsSync, realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { syncFile } from './draft-file.ts';
import { checkSchema, createSchema } from './schema.ts';
import { withSqliteErrors } from './sqlite-errors.ts';
import { assertWritable, examine, fileMissing, hold, identityOf } from './vault-file.ts';

/** Longest value SQLite will handle, in bytes: well above the longest note once it is sealed. */
const maxValueLength = 128 * 1024 * 1024;

/**
 * Pages in the log at which SQLite moves it into the file: 16 MiB. Attachments come in transactions of 4 MiB, and moving each
 * by itself would wait for the disk twice as often.
 */
const longestLog = 4096;

/** An open vault file, locked against every other process. */
export interface Connection {
  readonly database: DatabaseSync;
  /** Throws `file-missing` if the path no longer leads to the file that is open: what is written then would be lost. */
  assertInPlace(): void;
  /**
   * Moves what is in the log into the file and leaves the log empty, on the disk: whatever file comes to lie at this path
   * next, it will not be given changes that were meant for this one.
   */
  settle(): void;
  /** Moves what is in the log into the file and closes it, so that one file is left. Calling it again does nothing. */
  close(): void;
}

/** Makes the tables of a new vault in an empty file. */
export function initialise(path: string): void {
  const database = openDatabase(path, 'rw');
  try {
    withSqliteErrors('opening', () => {
      createSchema(database);
    });
  } finally {
    database.close();
  }
}

/**
 * Opens an existing vault file after everything about it that can be checked has been. `hasty` is for a draft: nothing waits
 * for the disk, and whoever wants to keep the file puts it there afterwards.
 */
export function connect(path: string, { hasty = false } = {}): Connection {
  const identity = examine(path);
  assertWritable(path);
  const log = `${realpathSync(path)}-wal`;
  const database = openDatabase(path, 'rw');
  try {
    withSqliteErrors('opening', () => {
      prepareConnection(database);
      if (hasty) database.exec('PRAGMA synchronous = OFF');
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
    settle() {
      emptyLog(database);
      if (existsSync(log)) syncFile(log);
    },
    close() {
      if (!database.isOpen) return;
      try {
        emptyLog(database);
      } finally {
        database.close();
        release();
      }
    },
  };
}

/**
 * Opens a vault file only to look at it, without a lock and without a trace: for a file that nobody writes, on a disk that
 * may be read-only. What its log holds, if it has one, is not seen.
 */
export function peek(path: string): Connection {
  examine(path);
  const database = openDatabase(path, 'ro');
  try {
    withSqliteErrors('opening', () => {
      database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON');
      checkSchema(database);
    });
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    database,
    assertInPlace: () => undefined,
    settle: () => undefined,
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

function emptyLog(database: DatabaseSync): void {
  const { busy } =
    withSqliteErrors('opening', () => database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()) ?? {};
  if (busy !== 0) throw new Error('SQLite could not empty its log');
}

/**
 * A path as SQLite reads it in a URL. It refuses to look for a file on a host, so a Windows share (`\\\\host\\share`) keeps
 * its host in the path. `options` is for tests.
 */
export function sqliteUrl(path: string, options?: { readonly windows: boolean }): URL {
  const url = pathToFileURL(path, options);
  return url.host === '' ? url : new URL(`file:////${url.host}${url.pathname}`);
}

function openDatabase(path: string, mode: 'rw' | 'ro'): DatabaseSync {
  const url = sqliteUrl(path);
  // Never make a file that is not there: it may have vanished since it was looked at.
  url.searchParams.set('mode', mode);
  if (mode === 'ro') url.searchParams.set('immutable', '1');
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
  // On macOS only the full kind of fsync empties the disk's own cache; elsewhere it is what fsync does.
  database.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON');
  database.exec('PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY');
  database.exec(`PRAGMA wal_autocheckpoint = ${longestLog}`);
}
