import type { NoteListEntry } from '../../contract/words.ts';

/** The newest change first; notes that cannot be read come last. */
export function newestFirst(entries: readonly NoteListEntry[]): readonly NoteListEntry[] {
  const time = (entry: NoteListEntry) => (entry.state === 'readable' ? entry.updatedAt : -1);
  return entries.toSorted((a, b) => time(b) - time(a) || (a.id < b.id ? -1 : 1));
}
