import { sha256 } from '@noble/hashes/sha2.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import { textOf } from '../bytes.ts';
import { ReaderError } from '../problem.ts';
import { isEqual } from './keys.ts';

/** Longest key file, in bytes: more is not even read. */
export const maxKeyFileLength = 1024;

const lines = /^Latchkey key file 1\r?\n([0-9a-f]{64})\r?\n([0-9a-f]{8})(?:\r?\n)?$/;

/** The 32 bytes that a key file holds. Throws `ReaderError` for anything else. */
export function secretOfKeyFile(file: Uint8Array): Uint8Array {
  const text = file.length <= maxKeyFileLength ? textOf(file) : null;
  const [, secret, sum] = lines.exec(text ?? '') ?? [];
  if (secret === undefined || sum === undefined) {
    throw new ReaderError(
      'That file is not a Latchkey key file. A key file is a short text whose first line is “Latchkey key file 1”.',
    );
  }
  const bytes = hexToBytes(secret);
  if (!isEqual(sha256(bytes).subarray(0, 4), hexToBytes(sum))) {
    throw new ReaderError(
      'That key file was damaged: its parts do not fit together. Use another copy of it.',
    );
  }
  return bytes;
}
