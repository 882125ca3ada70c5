import type { Store, Vault } from '../vault/index.ts';

/** SQLite finishes what an unclean close left when it opens the file again, so that failure says nothing useful. */
export function closeQuietly(store: Store): void {
  try {
    store.close();
  } catch {
    // Why the caller is closing matters more.
  }
}

/** Locks a vault. Its keys are zeroed before its file is closed, so a file that does not close is locked all the same. */
export function lockQuietly(vault: Vault): void {
  try {
    vault.lock();
  } catch {
    // Why the caller is locking matters more.
  }
}
