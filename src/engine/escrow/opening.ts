import type { Holder, Note, NoteId, NoteListEntry } from '../../contract/words.ts';
import type { Effort } from '../../escrow/access-model.ts';
import type { Keystore } from '../../escrow/keystore.ts';
import { openEscrowed } from '../../escrow/opening.ts';
import { closeQuietly } from '../closing.ts';
import { openToRead } from '../rehearsing.ts';

/** A vault that an authority's keys have opened: to read, and for nothing else. */
export interface AuthorityReading {
  /** 32 hex digits. */
  readonly vaultId: string;
  readonly isDemo: boolean;
  readonly holders: readonly Holder[];
  /** Every note, those in the trash and those that cannot be read included, in no order. */
  readonly notes: readonly NoteListEntry[];
  /** Throws `not-found`, `record-tampered`, `rows-missing` or `rolled-back`. */
  open(id: NoteId): Note;
  /** Zeroes the keys and closes the file. Calling it again does nothing. */
  lock(): void;
}

/**
 * Opens a vault file, or a copy of one, with an authority's keystores. Nothing in it is changed. No warrant is asked for, and
 * nothing is written down: the file cannot ask, and does not know. Throws as `openEscrowed` does; for the file as
 * `Engine.inspect`.
 */
export async function openWithAuthority({
  path,
  keystores,
  effort,
}: {
  readonly path: string;
  readonly keystores: readonly Keystore[];
  /** For a model whose key has to be searched for. */
  readonly effort?: Effort;
}): Promise<AuthorityReading> {
  const store = openToRead(path);
  try {
    const vault = await openEscrowed(store, keystores, {}, effort);
    const { id: vaultId, isDemo, holders } = vault;
    return {
      vaultId,
      isDemo,
      holders,
      notes: vault.list(),
      open: (id) => vault.open(id),
      lock: () => vault.lock(),
    };
  } catch (error) {
    closeQuietly(store);
    throw error;
  }
}
