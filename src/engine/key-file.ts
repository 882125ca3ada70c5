import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { LatchkeyError, type ErrorCode } from '../contract/errors.ts';
import { maxKeyFileLength, notAKeyFile, parseKeyFile, wipe, type KeyFileSecret } from '../vault/index.ts';
import { syncFolder } from './draft-file.ts';
import { fromFileError, withFileErrors } from './file-errors.ts';
import { isHeld } from './vault-file.ts';

/**
 * The secret in a key file: the caller zeroes it. No more of the file is read than a key file can have. Throws
 * `not-a-key-file`, `file-missing`, `permission-denied`.
 */
export function readKeyFile(path: string): KeyFileSecret {
  const bytes = new Uint8Array(maxKeyFileLength + 1);
  try {
    return parseKeyFile(bytes.subarray(0, readStart(path, bytes)));
  } catch (error) {
    throw inTermsOfKeyFiles(fromFileError(error));
  } finally {
    wipe(bytes);
  }
}

/**
 * Puts a new key file on the disk, for this account alone to read. It is there whole, also after a power cut, when this
 * returns, and not at all if it throws: `already-exists`, `file-missing` (no such folder), `permission-denied`,
 * `read-only`, `disk-full`.
 */
export function writeKeyFile(path: string, text: Uint8Array): void {
  withFileErrors(() => {
    const descriptor = fs.openSync(path, 'wx', 0o600);
    try {
      writeWhole(descriptor, text);
      syncFolder(dirname(path));
    } catch (error) {
      fs.rmSync(path, { force: true });
      throw error;
    }
  });
}

/** Writes and closes a file. Some disks are only found to be full when it is closed. */
function writeWhole(descriptor: number, text: Uint8Array): void {
  try {
    fs.writeFileSync(descriptor, text);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Fills `bytes` from the start of a file, and returns how many there were. A pipe or a device is not waited for. */
function readStart(path: string, bytes: Uint8Array): number {
  if (!fs.statSync(path).isFile() || isHeld(path)) throw notAKeyFile();
  const descriptor = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = fs.readSync(descriptor, bytes, length, bytes.length - length, null);
    }
    return length;
  } finally {
    fs.closeSync(descriptor);
  }
}

const messages: Readonly<Partial<Record<ErrorCode, string>>> = {
  'file-missing':
    'The key file is not at its place. It may be on a disk that is not connected, or it was moved or renamed; choose it again.',
  'permission-denied':
    'This account is not allowed to read the key file. Change its permissions, or choose a copy of it.',
};

function inTermsOfKeyFiles(error: unknown): unknown {
  if (!(error instanceof LatchkeyError)) return error;
  const message = messages[error.code];
  return message === undefined ? error : new LatchkeyError(error.code, message, { cause: error.cause });
}
