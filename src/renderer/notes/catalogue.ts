import type { NoteId, NoteListEntry, NoteSummary } from '../../contract/index.ts';

export type Section = 'all' | 'trash';

/** Every note of the vault, split as the library shows it: newest change first, damaged notes before the others. */
export interface Catalogue {
  readonly all: readonly NoteListEntry[];
  readonly trash: readonly NoteListEntry[];
}

export const emptyCatalogue: Catalogue = { all: [], trash: [] };

function timeOf(entry: NoteListEntry): number {
  return entry.state === 'readable' ? entry.updatedAt : Infinity;
}

/** Order in which a list shows two entries. The id settles ties, so that equal times never swap places. */
function compare(a: NoteListEntry, b: NoteListEntry): number {
  const [timeA, timeB] = [timeOf(a), timeOf(b)];
  if (timeA !== timeB) return timeB > timeA ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

export function sectionOf(entry: NoteListEntry): Section {
  return entry.state === 'readable' && entry.trashedAt !== null ? 'trash' : 'all';
}

export function catalogueOf(entries: readonly NoteListEntry[]): Catalogue {
  const sorted = entries.toSorted(compare);
  return {
    all: sorted.filter((entry) => sectionOf(entry) === 'all'),
    trash: sorted.filter((entry) => sectionOf(entry) === 'trash'),
  };
}

function without(entries: readonly NoteListEntry[], id: NoteId): readonly NoteListEntry[] {
  return entries.some((entry) => entry.id === id) ? entries.filter((entry) => entry.id !== id) : entries;
}

/** Index at which a sorted list keeps its order when `entry` is put there. */
function placeFor(entries: readonly NoteListEntry[], entry: NoteListEntry): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = entries[middle];
    if (other !== undefined && compare(other, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The catalogue after a note was made or changed. */
export function withNote(catalogue: Catalogue, summary: NoteSummary): Catalogue {
  const rest = withoutNote(catalogue, summary.id);
  const section = sectionOf(summary);
  const entries = rest[section];
  return { ...rest, [section]: entries.toSpliced(placeFor(entries, summary), 0, summary) };
}

/** The catalogue after a note was deleted for good. */
export function withoutNote(catalogue: Catalogue, id: NoteId): Catalogue {
  return { all: without(catalogue.all, id), trash: without(catalogue.trash, id) };
}

export function entryOf(catalogue: Catalogue, id: NoteId): NoteListEntry | undefined {
  return catalogue.all.find((entry) => entry.id === id) ?? catalogue.trash.find((entry) => entry.id === id);
}

/** The entry to show once `id` has left the list: the one after it, or else the one before. */
export function neighbourOf(entries: readonly NoteListEntry[], id: NoteId): NoteId | null {
  const index = entries.findIndex((entry) => entry.id === id);
  if (index < 0) return null;
  return (entries[index + 1] ?? entries[index - 1])?.id ?? null;
}
