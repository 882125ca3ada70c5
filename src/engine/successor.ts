import type { Vault } from '../vault/index.ts';
import { closeQuietly, lockQuietly } from './closing.ts';
import type { DraftStore, FileStore } from './sqlite-store.ts';

/** A vault in a file beside the one that it is to replace. */
export interface Successor {
  readonly vault: Vault;
  readonly store: DraftStore;
}

/** Wipes the keys of a successor that is not wanted, and removes its file. */
export function discard({ vault, store }: { readonly vault: Vault | null; readonly store: FileStore }): void {
  if (vault) lockQuietly(vault);
  // If its file stays, it goes when the vault is next opened.
  closeQuietly(store);
}

/** As `discard`, but its file stays, to be carried on with. */
export function setAside({
  vault,
  store,
}: {
  readonly vault: Vault | null;
  readonly store: DraftStore;
}): void {
  try {
    store.setAside();
  } catch {
    // What its log holds is moved when it is opened again.
  }
  if (vault) lockQuietly(vault);
}
