import type { Stats } from 'node:fs';
import { constants, open, type FileHandle } from 'node:fs/promises';
import { LatchkeyError } from '../../contract/errors.ts';
import { maxBodyLength } from '../../contract/words.ts';
import { codeOf, fromFileError } from '../file-errors.ts';
import { isHeld } from '../vault-file.ts';

/** The longest text in bytes: UTF-8 takes at most three for a UTF-16 code unit. The rest is for front matter. */
export const maxTextBytes = 3 * maxBodyLength + 1024 * 1024;

/** A text file, and what its folder says of it. */
export interface TextFile {
  readonly text: string;
  readonly stats: Stats;
}

/**
 * A text file, with its byte order mark if it has one. It may be a pipe. Throws `file-missing`, `permission-denied`,
 * `is-a-directory`, `too-large`, or `invalid-request` if it is not text in UTF-8.
 */
export async function readTextFile(path: string): Promise<string> {
  const { text } = await read(path, path, constants.O_RDONLY);
  return text;
}

/** As `readTextFile`, for a file that somebody's folder holds: `name` stands for it, and a link is `invalid-request`. */
export function readFoundFile(path: string, name: string): Promise<TextFile> {
  // Windows has neither flag. Without waiting, what took the place of a file cannot hold us up.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
  return read(path, name, (O_RDONLY ?? 0) | O_NOFOLLOW | O_NONBLOCK);
}

async function read(path: string, name: string, flags: number): Promise<TextFile> {
  const { bytes, stats } = await withPath(name, async () => {
    if (isHeld(path)) throw isVault();
    const file = await open(path, flags).catch((error: unknown) => {
      throw codeOf(error) === 'ELOOP' ? isLink() : error;
    });
    try {
      const stats = await file.stat();
      if (stats.isDirectory()) throw isFolder();
      return { bytes: await readBounded(file, stats), stats };
    } finally {
      await file.close();
    }
  });
  return { text: decodeText(bytes, name), stats };
}

/** Whatever the size that the disk names: a file can grow, and a pipe has none. */
async function readBounded(file: FileHandle, stats: Stats): Promise<Uint8Array> {
  const { size } = stats;
  let buffer = Buffer.allocUnsafe(Math.min(Math.max(size, 4096), maxTextBytes) + 1);
  for (let length = 0; ;) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, null);
    length += bytesRead;
    if (length > maxTextBytes) throw new LatchkeyError('too-large', 'It is too long for a note.');
    // A file that has as much as its disk says, and no more, has ended. One with less may still go on, as a pipe does.
    const isEnd = bytesRead === 0 || (stats.isFile() && length === size);
    if (isEnd) return buffer.subarray(0, length);
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
  }
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

/** Runs `work`; errors of the file system become ours, and each of ours says which path it is about. */
export async function withPath<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const ours = fromFileError(error);
    if (!(ours instanceof LatchkeyError)) throw ours;
    const message = ours === error ? ours.message : explain(ours, path);
    throw new LatchkeyError(ours.code, `${path}: ${message}`, { cause: error });
  }
}

/** The engine's words are about vaults; these are about any file. */
function explain({ code, message }: LatchkeyError, path: string): string {
  // Node puts this character where a name is not UTF-8, and then finds no such file.
  if (code === 'file-missing' && path.includes('\ufffd')) {
    return 'Its name is not in UTF-8, so it cannot be opened by that name. Rename it and try again.';
  }
  return messages[code] ?? message;
}

export function isLink(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'It is a link, and links are not followed. Put the file itself there.',
  );
}

function isVault(): LatchkeyError {
  return new LatchkeyError('invalid-request', 'It is the vault that is open, and no text.');
}

function isFolder(): LatchkeyError {
  return new LatchkeyError('is-a-directory', 'That is a folder, and a text file was expected.');
}

const messages: Readonly<Partial<Record<string, string>>> = {
  'file-missing': 'There is no file or folder at that place.',
  'is-a-directory': 'That is a folder, and a file was expected.',
  'read-only': 'That disk can only be read.',
  'disk-full': 'The disk is full. Free some space and try again.',
};
