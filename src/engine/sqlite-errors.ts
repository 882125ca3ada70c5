import { LatchkeyError, type ErrorCode, type ErrorDetails } from '../contract/errors.ts';

/** What was going on when SQLite failed: a file was being opened or written, or rows of a table were being used. */
export type Activity = 'opening' | 'writing' | { readonly table: string };

/** The primary result codes we tell apart (https://sqlite.org/rescode.html). */
const resultCode = {
  logic: 1,
  permission: 3,
  busy: 5,
  locked: 6,
  noMemory: 7,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  tooBig: 18,
  notADatabase: 26,
} as const;

/** The low byte of SQLite's extended result code is the primary one. */
const primaryMask = 0xff;

/** SQLITE_IOERR_SHORT_READ: the file ends before a page that it names, so it was cut off. The disk itself is sound. */
const shortRead = 522;

/** Runs `work`; what SQLite throws in it becomes one of our errors, and any other error passes unchanged. */
export function withSqliteErrors<T>(activity: Activity, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fromSqliteError(error, activity);
  }
}

/** What SQLite threw as one of our errors, where it is one we know. */
export function fromSqliteError(error: unknown, activity: Activity): unknown {
  const code = primaryCodeOf(error);
  return code === null ? error : (explain(code, activity, error) ?? error);
}

function primaryCodeOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  if (error.errcode === shortRead) return resultCode.corrupt;
  return typeof error.errcode === 'number' ? error.errcode & primaryMask : null;
}

function explain(code: number, activity: Activity, cause: unknown): LatchkeyError | null {
  const say = (ours: ErrorCode, message: string) => new LatchkeyError(ours, message, { cause });
  switch (code) {
    case resultCode.busy:
    case resultCode.locked:
      return vaultInUse(cause);
    case resultCode.full:
      return say(
        'disk-full',
        'The disk is full, so this change was not saved. Free some space and try again; what was saved before is intact.',
      );
    case resultCode.readOnly:
      return readOnly(cause);
    case resultCode.noMemory:
      return say(
        'internal',
        'There was not enough memory for this step. Close other programs and try again.',
      );
    case resultCode.inputOutput:
      return say(
        'internal',
        'The disk reported an error while the vault was read or written. What was saved before should be intact. Check that the disk is connected and sound, and try again.',
      );
    case resultCode.permission:
    case resultCode.cannotOpen:
      return say(
        'permission-denied',
        'The vault file could not be opened. Check that this account may read and write the file and its folder.',
      );
    case resultCode.logic:
      // What SQLite says of a file that claims to be made by a later SQLite. Anywhere else it would be a fault of ours.
      return activity === 'opening' ? damaged(activity, cause) : null;
    case resultCode.corrupt:
    case resultCode.notADatabase:
    case resultCode.tooBig:
      return damaged(activity, cause);
    default:
      return null;
  }
}

function damaged(activity: Activity, cause: unknown): LatchkeyError {
  if (activity !== 'opening') return recordTampered(activity === 'writing' ? {} : activity, cause);
  return new LatchkeyError(
    'not-a-vault',
    'This file starts like a vault, but what follows cannot be read as one: it is damaged or incomplete. It was not changed. Open a backup instead.',
    { cause },
  );
}

/** For a file that this or another process holds open. */
export function vaultInUse(cause?: unknown): LatchkeyError {
  return new LatchkeyError(
    'vault-in-use',
    'This vault is already open in another window or another program. Lock it there, then try again here.',
    { cause },
  );
}

/** For a file or a folder that cannot be written. */
export function readOnly(cause?: unknown): LatchkeyError {
  return new LatchkeyError(
    'read-only',
    'This vault can be read but not written: its file, its folder or its disk is write-protected. Copy it to a place you can write to, and open it there.',
    { cause },
  );
}

/** For a vault with a file beside it that would make SQLite change the vault. */
export function strangeJournal(): LatchkeyError {
  return new LatchkeyError(
    'schema-tampered',
    'Beside this vault lies a file of the same name with “-journal” at its end. Latchkey never leaves one there, and reading it could change the vault. Nothing was changed: move that file somewhere else, then open the vault again.',
  );
}

/** For a row that breaks the rules of its table before any key is involved. */
export function recordTampered(details: ErrorDetails, cause?: unknown): LatchkeyError {
  return new LatchkeyError(
    'record-tampered',
    'Part of this vault cannot be read: the disk damaged it, or somebody changed the file outside Latchkey. A backup may have it whole.',
    { cause, details },
  );
}
