import * as fs from 'node:fs';
import { LatchkeyError, type ErrorCode } from '../contract/errors.ts';
// Not by the index: the sealing worker starts sooner without the rest of the vault.
import { wipe } from '../vault/bytes.ts';
import { maxAttachmentSize, tooLarge } from '../vault/chunks.ts';
import { fromFileError } from './file-errors.ts';

/** Bytes read at a time: 4 MiB. */
export const pieceLength = 4 * 1024 * 1024;

/** How large a file is that can be attached. Throws as `readPieces` does. */
export function sizeOfFile(path: string): number {
  try {
    return assertFile(fs.statSync(path)).size;
  } catch (error) {
    throw inTermsOfFiles(fromFileError(error));
  }
}

/**
 * A file's bytes, as it was at one moment: whether it is written meanwhile can be told by its size and its times, and then
 * this throws `conflict`. Each piece is gone when the next one comes. Throws `not-found`, `permission-denied`,
 * `is-a-directory` and `too-large`, too.
 */
export function* readPieces(path: string): Generator<Uint8Array, void> {
  const piece = new Uint8Array(pieceLength);
  try {
    // A pipe would keep whoever opens it waiting. Windows knows neither pipes in folders nor the flag.
    assertFile(fs.statSync(path));
    const descriptor = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
    try {
      const before = assertFile(fs.fstatSync(descriptor));
      for (let left = before.size; left > 0;) {
        const read = fs.readSync(descriptor, piece, 0, Math.min(left, pieceLength), null);
        if (read === 0) throw changedMeanwhile();
        left -= read;
        yield piece.subarray(0, read);
      }
      const after = fs.fstatSync(descriptor);
      if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw changedMeanwhile();
    } finally {
      fs.closeSync(descriptor);
    }
  } catch (error) {
    throw inTermsOfFiles(fromFileError(error));
  } finally {
    wipe(piece);
  }
}

function assertFile(stats: fs.Stats): fs.Stats {
  if (!stats.isFile()) throw new LatchkeyError('is-a-directory', notAFile);
  if (stats.size > maxAttachmentSize) throw tooLarge();
  return stats;
}

const notAFile =
  'That is a folder or something else that is not a file, and only a file can be attached. Nothing was changed.';

/** What the codes mean where the file is one that somebody wants to attach, and not the vault. */
const explanations: Readonly<Partial<Record<ErrorCode, readonly [ErrorCode, string]>>> = {
  'file-missing': [
    'not-found',
    'The file to attach is not there. It may have been moved, renamed or deleted; choose it again.',
  ],
  'permission-denied': [
    'permission-denied',
    'This account is not allowed to read the file to attach. Change its permissions, or choose a copy of it.',
  ],
  'is-a-directory': ['is-a-directory', notAFile],
};

function inTermsOfFiles(error: unknown): unknown {
  if (!(error instanceof LatchkeyError)) return error;
  const [code, message] = explanations[error.code] ?? [];
  return code === undefined ? error : new LatchkeyError(code, message ?? '', { cause: error.cause });
}

function changedMeanwhile(): LatchkeyError {
  return new LatchkeyError(
    'conflict',
    'The file was changed by another program while it was read, so it was not attached. Try again when that program is done with it.',
  );
}
