import type { NoteId, NoteListEntry, NoteSummary } from '../../contract/index.ts';

/** What the list shows. */
export type Place =
  | { readonly kind: 'all' | 'favourites' | 'archive' | 'templates' | 'trash' }
  /** A notebook by its path, with all notebooks in it. */
  | { readonly kind: 'notebook'; readonly path: string }
  | { readonly kind: 'tag'; readonly tag: string }
  /** What a search has found: kept under a name, or just typed (null). Its notes are told by whoever searches. */
  | SearchPlace;

export interface SearchPlace {
  readonly kind: 'search';
  readonly query: string;
  readonly name: string | null;
}

export type PlaceKind = Place['kind'];

export const allNotes: Place = { kind: 'all' };
export const trash: Place = { kind: 'trash' };

/** Tells places apart. Two kinds have no key in common. */
export function placeKey(place: Place): string {
  switch (place.kind) {
    case 'notebook':
      return `notebook:${place.path}`;
    case 'tag':
      return `tag:${place.tag}`;
    case 'search':
      return `search:${JSON.stringify([place.name, place.query])}`;
    case 'all':
    case 'favourites':
    case 'archive':
    case 'templates':
    case 'trash':
      return place.kind;
  }
}

/** The one place that each note is in whatever else is true of it. */
export function homeOf(entry: NoteListEntry): Extract<PlaceKind, 'all' | 'archive' | 'templates' | 'trash'> {
  if (entry.state === 'damaged') return 'all';
  if (entry.trashedAt !== null) return 'trash';
  if (entry.archivedAt !== null) return 'archive';
  return entry.template ? 'templates' : 'all';
}

/** Whether a notebook is another, or lies in it. */
export function isWithin(path: string | null, notebook: string): boolean {
  return path !== null && (path === notebook || path.startsWith(`${notebook}/`));
}

function isInList(note: NoteSummary, place: Place): boolean {
  switch (place.kind) {
    case 'favourites':
      return note.favourite;
    case 'notebook':
      return isWithin(note.notebook, place.path);
    case 'tag':
      return note.tags.includes(place.tag);
    case 'all':
      return true;
    case 'archive':
    case 'templates':
    case 'trash':
    case 'search':
      return false;
  }
}

/** Whether a place shows a note. What a search has found is not told by the note: that is never. */
export function isIn(entry: NoteListEntry, place: Place): boolean {
  const home = homeOf(entry);
  if (home !== 'all') return place.kind === home;
  return entry.state === 'damaged' ? place.kind === 'all' : isInList(entry, place);
}

/** Where a new note goes. */
export interface Setting {
  readonly notebook: string | null;
  readonly tags: readonly string[];
}

/** Where one goes that is started in a place. */
export function settingOf(place: Place): Setting {
  return {
    notebook: place.kind === 'notebook' ? place.path : null,
    tags: place.kind === 'tag' ? [place.tag] : [],
  };
}

/** Whether a note that is started here is seen here. */
export function takesNewNotes(place: Place): boolean {
  return place.kind === 'all' || place.kind === 'notebook' || place.kind === 'tag';
}

/** The entry to show once those of `leaving` have left the list: the first after `id`, or else the last before. */
export function neighbourOf(
  rows: readonly NoteListEntry[],
  id: NoteId,
  leaving: ReadonlySet<NoteId>,
): NoteId | null {
  const index = rows.findIndex((entry) => entry.id === id);
  if (index < 0) return null;
  const stays = (entry: NoteListEntry): boolean => entry.id !== id && !leaving.has(entry.id);
  return (rows.slice(index).find(stays) ?? rows.slice(0, index).findLast(stays))?.id ?? null;
}
