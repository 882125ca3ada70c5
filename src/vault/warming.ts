import { tryOpen } from './damage.ts';
import { MemoryStore } from './memory-store.ts';
import type { NewNote } from './notes.ts';
import { finish } from './progress.ts';
import type { DeriveKey, Store } from './store.ts';
import { createVault, unlockVault } from './unlocking.ts';

/** How often: after that it gets no faster. */
const rounds = 12;

/** Enough for two packs of the list. */
const noteCount = 160;

/** What the list is begun with. */
const listStart = ['list', 'list/head', 'list/pack-0'];

/** Opens nothing but the vault that is made up here. */
const opening = {
  passphrase: 'made up',
  deriveKey: (() => Promise.resolve(new Uint8Array(32))) satisfies DeriveKey,
};

/**
 * Opens a made-up vault in memory and lists its notes, so that the machine has translated by then what the real one needs: for the
 * time in which a key is derived elsewhere. Takes some 100 ms. Then it reads the beginning of the list from the disk, still sealed.
 */
export async function warmUp(store: Pick<Store, 'readCache'>): Promise<void> {
  const made = new MemoryStore();
  const vault = await createVault(made, { ...opening, kdf: { memoryKiB: 8 * 1024, passes: 1, lanes: 1 } });
  const catalogue = vault.catalogue();
  vault.createMany(Array.from({ length: noteCount }, (_, index) => madeUpNote(index)));
  finish(catalogue.store());
  for (let round = 0; round < rounds; round++) {
    const list = (await unlockVault(made, { kind: 'passphrase', ...opening })).catalogue();
    for (let from: number | null = null; ;) {
      from = finish(list.part(from)).next;
      if (from === null) break;
    }
  }
  vault.lock();
  // The disk is not asked for these again.
  for (const name of listStart) tryOpen(() => store.readCache(name));
}

function madeUpNote(index: number): NewNote {
  return {
    title: 'A made-up title',
    body: 'The beginning of a made-up text. '.repeat(6),
    tags: index % 4 === 0 ? ['made up'] : [],
    updatedAt: index,
  };
}
