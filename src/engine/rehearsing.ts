import type { Rehearsal } from '../contract/care.ts';
import { LatchkeyError } from '../contract/errors.ts';
import { readInfo, type Store, type Vault } from '../vault/index.ts';
import { closeQuietly } from './closing.ts';
import { openStore, peekStore } from './sqlite-store.ts';
import { runInSlices, type Run } from './watch.ts';

/**
 * Opens every record of a backup with the keys of the open vault, and counts what it would bring back. Throws `other-key`
 * for a backup of another vault or from before a change of key; for the file as `openStore` and `readInfo`.
 */
export async function rehearse(vault: Vault, file: string, run: Run): Promise<Rehearsal> {
  const store = openToRead(file);
  try {
    const copy = openWithSameKey(vault, store);
    try {
      const { problems, ...counts } = await runInSlices(copy.verify(), run);
      return { ...counts, problems: [...problems] };
    } finally {
      copy.lock();
    }
  } finally {
    closeQuietly(store);
  }
}

/** A backup may lie on a disk that can only be read: nobody writes to it meanwhile. */
export function openToRead(file: string): Store {
  try {
    return openStore(file);
  } catch (error) {
    if (error instanceof LatchkeyError && error.code === 'read-only') return peekStore(file);
    throw error;
  }
}

/** A vault in another file, opened with a copy of this one's keys. Throws `other-key`. */
export function openWithSameKey(vault: Vault, store: Store): Vault {
  if (readInfo(store).vaultId !== vault.id) throw otherVault();
  try {
    return vault.openCopy(store);
  } catch (error) {
    // Its bytes are as they were written, or `readInfo` had said so: only the key that proves them is another.
    if (error instanceof LatchkeyError && error.code === 'header-tampered') throw otherKey(error);
    throw error;
  }
}

function otherVault(): LatchkeyError {
  return new LatchkeyError(
    'other-key',
    'This is a backup of another vault: the one that is open cannot read it.',
  );
}

function otherKey(cause: unknown): LatchkeyError {
  return new LatchkeyError(
    'other-key',
    'This backup was made before the key of the vault was changed. It opens with what opened the vault then: open it beside to look into it.',
    { cause },
  );
}
