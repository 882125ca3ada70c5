import type { NoteId, NoteListEntry } from '../../contract/index.ts';

type Shelf = ReadonlyMap<NoteId, NoteListEntry>;

/**
 * Every note of the vault by its id. It never changes: a change makes another one that shares all shelves but those
 * touched, so that it costs next to nothing among a hundred thousand notes.
 */
export interface Catalogue {
  readonly size: number;
  readonly shelves: readonly Shelf[];
}

/** Ids are random, and their last three hex digits divide them evenly. */
const shelfDigits = 3;
const noShelf: Shelf = new Map();

export const emptyCatalogue: Catalogue = {
  size: 0,
  shelves: Array.from({ length: 16 ** shelfDigits }, () => noShelf),
};

function shelfOf(id: NoteId): number {
  return parseInt(id.slice(-shelfDigits), 16);
}

/** The catalogue after some notes were made or changed and others deleted for good. */
export function withEntries(
  catalogue: Catalogue,
  changed: readonly NoteListEntry[],
  gone: readonly NoteId[] = [],
): Catalogue {
  const shelves = [...catalogue.shelves];
  const copies = new Map<number, Map<NoteId, NoteListEntry>>();
  const shelfFor = (id: NoteId): Map<NoteId, NoteListEntry> => {
    const index = shelfOf(id);
    const copy = copies.get(index) ?? new Map(shelves[index]);
    copies.set(index, copy);
    shelves[index] = copy;
    return copy;
  };
  let { size } = catalogue;
  for (const entry of changed) {
    const shelf = shelfFor(entry.id);
    if (!shelf.has(entry.id)) size += 1;
    shelf.set(entry.id, entry);
  }
  for (const id of gone) if (shelfFor(id).delete(id)) size -= 1;
  return { size, shelves };
}

export function entryOf(catalogue: Catalogue, id: NoteId): NoteListEntry | undefined {
  return catalogue.shelves[shelfOf(id)]?.get(id);
}

/** All entries, in no order. */
export function entriesOf(catalogue: Catalogue): readonly NoteListEntry[] {
  return catalogue.shelves.flatMap((shelf) => (shelf.size === 0 ? [] : [...shelf.values()]));
}
