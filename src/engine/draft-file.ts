import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LatchkeyError } from '../contract/errors.ts';
import { codeOf, fromFileError, withFileErrors } from './file-errors.ts';
import { identityOf } from './vault-file.ts';

/** What SQLite may leave beside a file. */
const companions = ['', '-wal', '-journal', '-shm'];

/** A draft's name ends in a dot, what it is to become, a hyphen and 12 random hex digits. */
const draftEnd = /^\.(?<kind>[a-z0-9-]+)-[0-9a-f]{12}(-wal|-journal|-shm)?$/;

/**
 * Makes an empty file that only this account can read, beside `path` and with a name of its own. Returns that name.
 * `kind` says in the name what it was for, so that whoever finds it after a crash knows whether it may go.
 */
export function createDraft(path: string, kind = 'new'): string {
  const draft = `${path}.${kind}-${randomBytes(6).toString('hex')}`;
  withFileErrors(() => fs.closeSync(fs.openSync(draft, 'wx', 0o600)));
  return draft;
}

/**
 * Gives a finished draft its final name: at every moment the vault is there whole or not at all. Throws
 * `already-exists` rather than replace a file.
 */
export function publishDraft(draft: string, path: string): void {
  try {
    fs.linkSync(draft, path);
  } catch (error) {
    if (!lacksHardLinks(error)) throw fromFileError(error);
    assertFree(path);
    withFileErrors(() => fs.renameSync(draft, path));
  }
  removeDraft(draft);
  syncFolder(dirname(path));
}

/**
 * Puts a finished draft in the place of the file at `path`: at every moment one of the two is there, whole. What fails
 * after the names have changed is not reported: the new file is in its place, and a power cut brings back one of the two.
 */
export function replaceByDraft(draft: string, path: string): void {
  withFileErrors(() => fs.renameSync(draft, path));
  try {
    syncFolder(dirname(path));
  } catch {
    // See above.
  }
}

/** Removes a draft that was not published, and what SQLite left beside it. */
export function removeDraft(draft: string): void {
  for (const suffix of companions) fs.rmSync(draft + suffix, { force: true });
}

/** Milliseconds since 1970, UTC; 0 for a link that leads nowhere, which must not hide what lies beside it. */
function changedAt(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** The drafts of one kind that lie beside `path`, the newest first. Empty if the folder cannot be read. */
export function leftDrafts(path: string, kind: string): readonly string[] {
  const [folder, name] = [dirname(path), basename(path)];
  try {
    return fs
      .readdirSync(folder)
      .filter((file) => file.startsWith(name) && isDraft(file.slice(name.length), kind))
      .map((file) => ({ file: join(folder, file), at: changedAt(join(folder, file)) }))
      .toSorted((one, other) => other.at - one.at)
      .map(({ file }) => file);
  } catch {
    return [];
  }
}

/**
 * Removes the drafts of these kinds that a crash left beside `path`. Whoever calls it must be the only one who makes
 * such drafts now. What cannot be removed stays: it is in nobody's way.
 */
export function removeLeftDrafts(path: string, kinds: readonly string[]): void {
  const [folder, name] = [dirname(path), basename(path)];
  removeFiles(folder, (file) => file.startsWith(name) && isDraftEnd(file.slice(name.length), kinds));
}

/** As `removeLeftDrafts`, for drafts of any name in a folder that end in this kind. */
export function removeLeftDraftsIn(folder: string, kind: string): void {
  removeFiles(folder, (file) => isDraftEnd(file.slice(file.lastIndexOf(`.${kind}-`)), [kind]));
}

function isDraftEnd(end: string, kinds: readonly string[]): boolean {
  const kind = draftEnd.exec(end)?.groups?.kind;
  return kind !== undefined && kinds.includes(kind);
}

/** The draft itself, and not what SQLite left beside it. */
function isDraft(end: string, kind: string): boolean {
  return isDraftEnd(end, [kind]) && /[0-9a-f]$/.test(end);
}

function removeFiles(folder: string, isLeft: (file: string) => boolean): void {
  try {
    for (const file of fs.readdirSync(folder)) {
      if (isLeft(file)) fs.rmSync(join(folder, file), { force: true });
    }
  } catch {
    // See `removeLeftDrafts`.
  }
}

/** FAT and some network disks have no hard links, and say so in different ways. */
export function lacksHardLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'UNKNOWN'].includes(codeOf(error) ?? '');
}

/** Throws `already-exists` if anything lies at `path`. */
export function assertFree(path: string): void {
  if (identityOf(path) === null) return;
  throw new LatchkeyError(
    'already-exists',
    'A file of that name is there already, and it was left as it is. Choose another name or another folder.',
  );
}

/** Puts a file's bytes on the disk. Never for a file that SQLite has open, but its log may be. */
export function syncFile(path: string): void {
  withFileErrors(() => {
    const descriptor = fs.openSync(path, 'r+');
    try {
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  });
}

/** Makes a new name survive a power cut. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  withFileErrors(() => {
    const descriptor = fs.openSync(folder, 'r');
    try {
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  });
}
