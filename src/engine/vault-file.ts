import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { LatchkeyError } from '../contract/errors.ts';
import { formatNumber, unsupportedFormat } from '../vault/index.ts';
import { withFileErrors } from './file-errors.ts';
import { applicationId } from './schema.ts';
import { readOnly, strangeJournal, vaultInUse } from './sqlite-errors.ts';

/** A file itself, whatever its name: device and inode. */
export type FileIdentity = string;

/** SQLite's file header (https://sqlite.org/fileformat2.html#the_database_header). */
const sqliteMagic = Buffer.from('SQLite format 3\0', 'latin1');
const sqliteHeaderLength = 100;
const userVersionOffset = 60;
const applicationIdOffset = 68;

/**
 * The vault files this thread holds open. POSIX drops every lock a process has on a file as soon as the process closes
 * any descriptor of it, so a file that SQLite has open must not be opened a second time even to look at it.
 */
const held = new Set<FileIdentity>();

/** Marks a file as open in this thread. The function returned takes the mark off. */
export function hold(identity: FileIdentity): () => void {
  held.add(identity);
  return () => void held.delete(identity);
}

/**
 * Whether this thread holds the file open that a path leads to, by whatever name. Such a file must not be read as any
 * other: see above. Throws `permission-denied` where that cannot be told.
 */
export function isHeld(path: string): boolean {
  const identity = identityOf(path);
  return identity !== null && held.has(identity);
}

/** Which file lies at a path now; null if there is none. */
export function identityOf(path: string): FileIdentity | null {
  const stats = statsOf(path);
  return stats ? nameOf(stats) : null;
}

/** The file that a path leads to, past symbolic links: its companions and drafts lie beside that. */
export function realPath(path: string): string {
  return withFileErrors(() => fs.realpathSync(path));
}

function statsOf(path: string): fs.BigIntStats | undefined {
  return withFileErrors(() => fs.statSync(path, { bigint: true, throwIfNoEntry: false }));
}

function nameOf({ dev, ino }: fs.BigIntStats): FileIdentity {
  return `${dev}:${ino}`;
}

/**
 * Looks at a file before SQLite may touch it, and leaves it unchanged. Throws `file-missing`, `is-a-directory`,
 * `permission-denied`, `vault-in-use`, `empty-file`, `not-a-vault`, `unsupported-format` or `schema-tampered`.
 */
export function examine(path: string): FileIdentity {
  const stats = statsOf(path);
  if (!stats) throw fileMissing();
  if (!stats.isFile()) throw notAFile();
  const identity = nameOf(stats);
  if (held.has(identity)) throw vaultInUse();
  examineStart(withFileErrors(() => readStart(path)));
  assertNoJournal(path);
  return identity;
}

function readStart(path: string): Buffer {
  const start = Buffer.alloc(sqliteHeaderLength);
  const file = fs.openSync(path, 'r');
  try {
    return start.subarray(0, fs.readSync(file, start, 0, start.length, 0));
  } finally {
    fs.closeSync(file);
  }
}

function examineStart(start: Buffer): void {
  if (start.length === 0) {
    throw new LatchkeyError(
      'empty-file',
      'This file is empty. A vault never is: a copy or a download may have stopped early. Open a backup, or copy the vault again.',
    );
  }
  const isOurs =
    start.length === sqliteHeaderLength &&
    start.subarray(0, sqliteMagic.length).equals(sqliteMagic) &&
    start.readUInt32BE(applicationIdOffset) === applicationId;
  const format = isOurs ? start.readUInt32BE(userVersionOffset) : 0;
  if (format < 1) {
    throw new LatchkeyError(
      'not-a-vault',
      'This file is not a Latchkey vault. It was not changed. Vaults have names that end in .latchkey.',
    );
  }
  if (format > formatNumber) throw unsupportedFormat(format);
}

/**
 * A vault keeps a write-ahead log. A rollback journal beside it comes from somebody else, and SQLite would obey it before
 * the first statement: it can put any bytes in the vault, and name other files to be deleted.
 */
function assertNoJournal(path: string): void {
  const names = new Set([path, withFileErrors(() => fs.realpathSync(path))]);
  if ([...names].some((name) => fs.existsSync(`${name}-journal`))) throw strangeJournal();
}

/** Throws `read-only`. The folder counts too: SQLite keeps its log beside the file. */
export function assertWritable(path: string): void {
  try {
    fs.accessSync(path, fs.constants.W_OK);
    fs.accessSync(dirname(fs.realpathSync(path)), fs.constants.W_OK);
  } catch (error) {
    throw readOnly(error);
  }
}

function notAFile(): LatchkeyError {
  return new LatchkeyError(
    'is-a-directory',
    'That is a folder or something else that is not a file, and a vault is one file. Choose the .latchkey file.',
  );
}

/** For a vault that is not where it was. */
export function fileMissing(): LatchkeyError {
  return new LatchkeyError(
    'file-missing',
    'The vault file is not there. It may have been moved, renamed or deleted, or its disk was unplugged. Put it back, or choose it where it is now.',
  );
}
