import * as fs from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { errorFromData, LatchkeyError } from '../contract/errors.ts';
import { readInfo, type Vault } from '../vault/index.ts';
import { nameBackup, timeOfBackup } from './backup-name.ts';
import { closeQuietly } from './closing.ts';
import { createDraft, publishDraft, removeDraft, removeLeftDraftsIn, syncFile } from './draft-file.ts';
import { withFileErrors } from './file-errors.ts';
import { backupsToRemove } from './retention.ts';
import { openStore, peekStore, type FileStore } from './sqlite-store.ts';
import { identityOf } from './vault-file.ts';
import { partOf, runInSlices, type Run } from './watch.ts';

/** A backup of a vault, as a folder shows it. */
export interface BackupFile {
  /** Whole path. */
  readonly file: string;
  /** Milliseconds since 1970, UTC, as its name says. */
  readonly at: number;
  readonly bytes: number;
}

/** A backup that was just made, and opened. */
export interface BackupReport extends BackupFile {
  /** Records that were opened in it: all of them, and each did open. */
  readonly checked: number;
}

/** What a backup is made of. */
export interface BackupSource {
  readonly path: string;
  readonly store: FileStore;
  readonly vault: Vault;
}

/** Backups of one vault, in one folder. */
export interface BackupPlace {
  readonly folder: string;
  /** `Vault.id`. */
  readonly vaultId: string;
}

/**
 * Copies an open vault into a folder and opens every record of the copy. The copy gets its name only after that, so that
 * whatever is called a backup was whole when it was made. Throws `file-missing` if there is no such folder,
 * `permission-denied`, `read-only`, `disk-full`, the first problem if a record does not open, and the run's reason.
 */
export async function makeBackup(
  { path, store, vault }: BackupSource,
  folder: string,
  now: number,
  run: Run,
): Promise<BackupReport> {
  const kind = `backup-${vault.id.slice(0, 12)}`;
  removeLeftDraftsIn(folder, kind);
  const { name, at } = nameBackup(path, now, (taken) => fs.existsSync(join(folder, taken)));
  const file = join(folder, name);
  const draft = await explain(folder, () => createDraft(file, kind));
  try {
    return await explain(folder, async () => {
      const rows = Array.from(store.identities()).length;
      await store.copyInto(draft, inRecords(run, rows));
      syncFile(draft);
      const checked = await openEveryRecord(vault, draft, partOf(run, { before: rows, total: 2 * rows }));
      const bytes = fs.statSync(draft).size;
      publishDraft(draft, file);
      return { file, at, bytes, checked };
    });
  } catch (error) {
    removeDraft(draft);
    throw error;
  }
}

/** The backups of this vault in a folder, newest first. Throws `file-missing`, `permission-denied`. */
export async function listBackups({ folder, vaultId }: BackupPlace): Promise<readonly BackupFile[]> {
  const found: BackupFile[] = [];
  for (const name of withFileErrors(() => fs.readdirSync(folder))) {
    const at = timeOfBackup(name);
    if (at === null) continue;
    await setImmediate();
    const file = join(folder, name);
    if (vaultIdOf(file) === vaultId) found.push({ file, at, bytes: fs.statSync(file).size });
  }
  return found.sort((one, other) => other.at - one.at);
}

/** Removes the backups that need not be kept: see `backupsToRemove`. Returns the files that are gone. */
export async function thinBackups(place: BackupPlace, now: number): Promise<readonly string[]> {
  const backups = await listBackups(place);
  const old = new Set(
    backupsToRemove(
      backups.map(({ at }) => at),
      now,
    ),
  );
  return backups
    .filter(({ at }) => old.has(at))
    .map(({ file }) => file)
    .filter(removeUnused);
}

/** Whether the file was removed. One that somebody works in, or that cannot be written, stays. */
function removeUnused(file: string): boolean {
  try {
    openStore(file).close();
    fs.rmSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Null for what is not a vault, or cannot be read, or is open here. */
function vaultIdOf(file: string): string | null {
  try {
    const store = peekStore(file);
    try {
      return readInfo(store).vaultId;
    } finally {
      store.close();
    }
  } catch {
    return null;
  }
}

async function openEveryRecord(vault: Vault, file: string, run: Run): Promise<number> {
  const store = openStore(file);
  try {
    const copy = vault.openCopy(store);
    try {
      const { checked, problems } = await runInSlices(copy.verify(), run);
      if (problems[0]) throw errorFromData(problems[0]);
      return checked;
    } finally {
      copy.lock();
    }
  } finally {
    closeQuietly(store);
  }
}

/** Progress in pages as progress in records, of which copying is the first half. */
function inRecords(run: Run, rows: number): Run {
  return {
    ...run,
    onProgress: ({ done, total }) =>
      run.onProgress({ done: Math.floor((rows * done) / Math.max(1, total)), total: 2 * rows }),
  };
}

/** Runs `work`; what goes wrong is said of the backup and its folder, not of the vault. */
async function explain<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (identityOf(folder) === null) throw folderMissing(error);
    if (error instanceof LatchkeyError && error.code === 'disk-full') throw noRoom(error);
    throw error;
  }
}

function folderMissing(cause: unknown): LatchkeyError {
  return new LatchkeyError(
    'file-missing',
    'The folder for backups is not there. It may have been moved or renamed, or its disk was unplugged. No backup was made; the vault itself is as it was.',
    { cause },
  );
}

function noRoom(cause: unknown): LatchkeyError {
  return new LatchkeyError(
    'disk-full',
    'The disk for backups is full. No backup was made; those that were there are as they were, and so is the vault. Free some space or choose another folder.',
    { cause },
  );
}
