import type { NoteChange } from '../../contract/index.ts';
import { shownPath } from './notebook-tree.ts';

/** “1 note”, “3 notes”. */
export function notesInWords(count: number): string {
  return count === 1 ? '1 note' : `${count.toLocaleString('en-GB')} notes`;
}

type Said = readonly [yes: string, no: string];
const marks: Readonly<Record<'trashed' | 'archived' | 'template' | 'favourite' | 'pinned', Said>> = {
  trashed: ['Moved to trash', 'Restored to All notes'],
  archived: ['Moved to the archive', 'Taken out of the archive'],
  template: ['Made a template', 'Made a note again'],
  favourite: ['Added to favourites', 'Taken out of favourites'],
  pinned: ['Pinned to the top', 'Not pinned any more'],
};

function whatOf(change: NoteChange): string {
  for (const key of ['trashed', 'archived', 'template', 'favourite', 'pinned'] as const) {
    const value = change[key];
    if (value !== undefined) return marks[key][value ? 0 : 1];
  }
  if (change.notebook === null) return 'Taken out of the notebook';
  if (change.notebook !== undefined) return `Moved to “${shownPath(change.notebook)}”`;
  const [added, removed] = [change.addTags ?? [], change.removeTags ?? []];
  const [tag] = [...added, ...removed];
  if (tag === undefined || added.length + removed.length > 1) return 'Tags changed';
  return added.length === 1 ? `Tagged “${tag}”` : `Tag “${tag}” taken away`;
}

/** What has been done with notes, as it is told afterwards. */
export function changeInWords(change: NoteChange, count: number): string {
  const what = whatOf(change);
  return count === 1 ? what : `${notesInWords(count)}: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
}
