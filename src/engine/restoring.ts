import * as fs from 'node:fs';
import { LatchkeyError } from '../contract/errors.ts';
import { readInfo } from '../vault/index.ts';
import { assertFree, createDraft, publishDraft, removeDraft, syncFile } from './draft-file.ts';
import { withFileErrors } from './file-errors.ts';
import { closeQuietly } from './closing.ts';
import { openStore, type FileStore } from './sqlite-store.ts';
import type { Run } from './watch.ts';

/**
 * Copies a backup to a place where nothing is. The copy gets its name only after its layout and header were looked at;
 * whether its records open can be told with its passphrase alone. Throws `already-exists`; for the backup as `openStore`,
 * `header-tampered` and `unsupported-format`; for the place `file-missing`, `permission-denied`, `read-only` and
 * `disk-full`.
 */
export async function restoreBackup(backup: string, path: string, run: Run): Promise<void> {
  const source = openUnlessReadOnly(backup);
  try {
    assertFree(path);
    const draft = createDraft(path);
    try {
      await copyVault(source ?? backup, draft, run);
      lookAt(draft);
      syncFile(draft);
      publishDraft(draft, path);
    } catch (error) {
      removeDraft(draft);
      throw error;
    }
  } finally {
    if (source) closeQuietly(source);
  }
}

/** Null for a backup on a disk that can only be read: nobody writes to it meanwhile. */
function openUnlessReadOnly(backup: string): FileStore | null {
  try {
    return openStore(backup);
  } catch (error) {
    if (error instanceof LatchkeyError && error.code === 'read-only') return null;
    throw error;
  }
}

async function copyVault(source: FileStore | string, draft: string, run: Run): Promise<void> {
  if (typeof source !== 'string') {
    await source.copyInto(draft, run);
    return;
  }
  // The log comes first: without it the copy would lack its last changes.
  withFileErrors(() => {
    if (fs.existsSync(`${source}-wal`)) fs.copyFileSync(`${source}-wal`, `${draft}-wal`);
    fs.copyFileSync(source, draft);
    // The copy has the rights of the file it was made from, and that one could only be read.
    fs.chmodSync(draft, 0o600);
  });
}

/** Throws as `openStore` does, `header-tampered` and `unsupported-format`. */
function lookAt(draft: string): void {
  const store = openStore(draft);
  try {
    readInfo(store);
  } finally {
    store.close();
  }
}
