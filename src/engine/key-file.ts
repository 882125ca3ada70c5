import { LatchkeyError, type ErrorCode } from '../contract/errors.ts';
import { maxKeyFileLength, notAKeyFile, parseKeyFile, wipe, type KeyFileSecret } from '../vault/index.ts';
import { fromFileError } from './file-errors.ts';
import { readStart } from './small-file.ts';

/**
 * The secret in a key file: the caller zeroes it. No more of the file is read than a key file can have. Throws
 * `not-a-key-file`, `file-missing`, `permission-denied`.
 */
export function readKeyFile(path: string): KeyFileSecret {
  const bytes = new Uint8Array(maxKeyFileLength + 1);
  try {
    return parseKeyFile(bytes.subarray(0, readStart(path, bytes, notAKeyFile)));
  } catch (error) {
    throw inTermsOfKeyFiles(fromFileError(error));
  } finally {
    wipe(bytes);
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
