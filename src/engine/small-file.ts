import * as fs from 'node:fs';
import { dirname } from 'node:path';
import type { LatchkeyError } from '../contract/errors.ts';
import { syncFolder } from './draft-file.ts';
import { withFileErrors } from './file-errors.ts';
import { isHeld } from './vault-file.ts';

/** Rights of a new file: for this account alone, or for everyone to read. */
export const rights = { own: 0o600, shared: 0o644 } as const;

/**
 * Puts a new small file on the disk, such as a key. It is there whole, also after a power cut, when this returns, and not at
 * all if it throws: `already-exists`, `file-missing` (no such folder), `permission-denied`, `read-only`, `disk-full`.
 */
export function writeNewFile(path: string, bytes: Uint8Array, mode: number = rights.own): void {
  withFileErrors(() => {
    const descriptor = fs.openSync(path, 'wx', mode);
    try {
      writeWhole(descriptor, bytes);
      syncFolder(dirname(path));
    } catch (error) {
      fs.rmSync(path, { force: true });
      throw error;
    }
  });
}

/** Writes and closes a file. Some disks are only found to be full when it is closed. */
function writeWhole(descriptor: number, bytes: Uint8Array): void {
  try {
    fs.writeFileSync(descriptor, bytes);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/**
 * Fills `bytes` from the start of a file, and returns how many there were. A pipe or a device is not waited for: `notOne` is
 * thrown for it, and for a vault that is open here. Throws what Node's file system does.
 */
export function readStart(path: string, bytes: Uint8Array, notOne: () => LatchkeyError): number {
  if (!fs.statSync(path).isFile() || isHeld(path)) throw notOne();
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
