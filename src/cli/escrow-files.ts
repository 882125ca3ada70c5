import { rmSync } from 'node:fs';
import type * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { maxEscrowFileLength, parseEscrowFile } from '../escrow/authority.ts';
import { Keystore } from '../escrow/keystore.ts';
import { fromFileError } from '../engine/file-errors.ts';
import { readStart, rights, writeNewFile } from '../engine/small-file.ts';
import { utf8, wipe } from '../vault/index.ts';

/**
 * Reads one of the files that escrow takes, by its whole path: a key, a share, a warrant. No more of it is read than such a
 * file can have. `what` says what was expected. Throws `not-an-escrow-file`, which names the file, `file-missing`,
 * `permission-denied`.
 */
export function readEscrowFile<S extends v.GenericSchema>(
  schema: S,
  path: string,
  what: string,
): v.InferOutput<S> {
  const bytes = new Uint8Array(maxEscrowFileLength + 1);
  try {
    return parseEscrowFile(
      schema,
      bytes.subarray(
        0,
        readStart(path, bytes, () => notOne(what)),
      ),
      what,
    );
  } catch (error) {
    throw naming(path, fromFileError(error));
  } finally {
    wipe(bytes);
  }
}

/** What the holders of a key keep, by the whole paths of their files. Throws as `readEscrowFile` does. */
export function readKeystores(paths: readonly string[]): readonly Keystore[] {
  return paths.map((path) => readEscrowFile(Keystore, path, 'a keystore'));
}

/** A file to be written as JSON. */
export interface NewEscrowFile {
  /** Whole path. */
  readonly path: string;
  readonly json: unknown;
  /** Whether it holds a key: then this account alone may read it. */
  readonly isSecret: boolean;
}

/** Writes files where none are: all of them or, if it throws, none. Throws as `writeNewFile` does. */
export function writeEscrowFiles(files: readonly NewEscrowFile[]): void {
  const written: string[] = [];
  try {
    for (const { path, json, isSecret } of files) {
      const bytes = utf8(`${JSON.stringify(json, null, 2)}\n`);
      try {
        writeNewFile(path, bytes, isSecret ? rights.own : rights.shared);
      } finally {
        wipe(bytes);
      }
      written.push(path);
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
}

/** Several files may be read for one command: the message says which it was. */
function naming(path: string, error: unknown): unknown {
  return error instanceof LatchkeyError
    ? new LatchkeyError(error.code, `${path}: ${error.message}`, { cause: error })
    : error;
}

function notOne(what: string): LatchkeyError {
  return new LatchkeyError(
    'not-an-escrow-file',
    `This is not ${what}. Choose another file. Nothing was changed.`,
  );
}
