import { readFile, stat } from 'node:fs/promises';
import { LatchkeyError } from '../contract/errors.ts';
import { maxBodyLength } from '../contract/words.ts';
import { fromFileError } from '../engine/file-errors.ts';

/** The longest text in bytes: UTF-8 takes at most three for a UTF-16 code unit. The rest is for front matter. */
export const maxTextBytes = 3 * maxBodyLength + 1024 * 1024;

/**
 * A text file, with its byte order mark if it has one. Throws `file-missing`, `permission-denied`, `is-a-directory`,
 * `too-large`, or `invalid-request` if it is not text in UTF-8.
 */
export async function readTextFile(path: string, name = path): Promise<string> {
  const { size, isFile } = await withPath(name, async () => {
    const stats = await stat(path);
    return { size: stats.size, isFile: !stats.isDirectory() };
  });
  if (!isFile)
    throw new LatchkeyError('is-a-directory', `${name} is a folder, and a text file was expected.`);
  if (size > maxTextBytes) throw new LatchkeyError('too-large', `${name} is too long for a note.`);
  return decodeText(await withPath(name, () => readFile(path)), name);
}

/** Throws `invalid-request` if the bytes are not UTF-8. */
export function decodeText(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new LatchkeyError(
      'invalid-request',
      `${name} is not text in UTF-8. Save it in that encoding and try again.`,
    );
  }
}

/** Runs `work`; errors of the file system become ours, and say which path they are about. */
export async function withPath<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const ours = fromFileError(error);
    if (!(ours instanceof LatchkeyError)) throw ours;
    throw new LatchkeyError(ours.code, `${path}: ${messages[ours.code] ?? ours.message}`, { cause: error });
  }
}

/** The engine's words are about vaults; these are about any file. */
const messages: Readonly<Partial<Record<string, string>>> = {
  'file-missing': 'There is no file or folder at that place.',
  'is-a-directory': 'That is a folder, and a file was expected.',
  'read-only': 'That disk can only be read.',
  'disk-full': 'The disk is full. Free some space and try again.',
};
