import type { NoteId, NoteListEntry, NoteSummary } from '../../contract/index.ts';
import type { Catalogue } from './catalogue.ts';

type Shelf = ReadonlyMap<NoteId, NoteListEntry>;

/** Finds notes by title, as links name them. */
export interface TitleLookup {
  /**
   * The note of that title: of several, the one that was created first. Neither case nor spaces at the ends matter; those in
   * the trash do not count. Quick after a change of few notes: only their shelves are read again.
   */
  find(catalogue: Catalogue, title: string): NoteId | null;
  /** Forgets all titles. */
  reset(): void;
}

/** What two titles have in common that a link cannot tell apart. */
function keyOf(title: string): string {
  return title.trim().toLowerCase().normalize('NFC');
}

function older(one: NoteSummary | null, other: NoteSummary | undefined): NoteSummary | null {
  if (one === null || other === undefined) return other ?? one;
  if (one.createdAt === other.createdAt) return one.id < other.id ? one : other;
  return one.createdAt < other.createdAt ? one : other;
}

function readShelf(shelf: Shelf): ReadonlyMap<string, NoteSummary> {
  const byKey = new Map<string, NoteSummary>();
  for (const entry of shelf.values()) {
    if (entry.state !== 'readable' || entry.trashedAt !== null) continue;
    const key = keyOf(entry.title);
    const first = older(entry, byKey.get(key));
    if (key !== '' && first !== null) byKey.set(key, first);
  }
  return byKey;
}

export function createTitleLookup(): TitleLookup {
  let shelves = new WeakMap<Shelf, ReadonlyMap<string, NoteSummary>>();
  let answered: { readonly catalogue: Catalogue | null; readonly byKey: Map<string, NoteId | null> } = {
    catalogue: null,
    byKey: new Map(),
  };

  const titlesOn = (shelf: Shelf): ReadonlyMap<string, NoteSummary> => {
    const known = shelves.get(shelf) ?? readShelf(shelf);
    shelves.set(shelf, known);
    return known;
  };

  const findFirst = (catalogue: Catalogue, key: string): NoteId | null => {
    let first: NoteSummary | null = null;
    for (const shelf of catalogue.shelves) {
      if (shelf.size > 0) first = older(first, titlesOn(shelf).get(key));
    }
    return first?.id ?? null;
  };

  return {
    find(catalogue, title) {
      // Also after a lock, when an editor that is about to go asks once more: its words are not to be remembered.
      if (catalogue.shelves.every(({ size }) => size === 0)) return null;
      if (catalogue !== answered.catalogue) answered = { catalogue, byKey: new Map() };
      const key = keyOf(title);
      const known = answered.byKey.get(key);
      if (known !== undefined) return known;
      const found = findFirst(catalogue, key);
      answered.byKey.set(key, found);
      return found;
    },
    reset() {
      shelves = new WeakMap();
      answered = { catalogue: null, byKey: new Map() };
    },
  };
}
