import type { NoteChange } from '../contract/library.ts';
import { assertLabelsFit } from './notes.ts';
import type { OpenNote } from './summaries.ts';

/** A note with a change made to what is known of it besides its text; null if that is so already. Throws `too-large`. */
export function changedNote(note: OpenNote, change: NoteChange, now: number): OpenNote | null {
  const { favourite, template, archivedAt, ...before } = note.sealed;
  const after = {
    ...before,
    ...(change.pinned === undefined ? {} : { pinned: change.pinned }),
    ...(change.notebook === undefined ? {} : { notebook: change.notebook }),
    ...((change.favourite ?? favourite) ? { favourite: true } : {}),
    ...((change.template ?? template) ? { template: true } : {}),
    ...archived(archivedAt, change.archived, now),
    tags: changedTags(before.tags, change),
    trashedAt: since(before.trashedAt, change.trashed, now),
  };
  if (sameFields(note.sealed, after)) return null;
  assertLabelsFit(after, note.sealed);
  return { id: note.id, revision: note.revision + 1, sealed: after };
}

function archived(before: number | undefined, wanted: boolean | undefined, now: number) {
  const archivedAt = since(before ?? null, wanted, now);
  return archivedAt === null ? {} : { archivedAt };
}

/** Since when something is so, which it stays if it is wanted again. */
function since(before: number | null, wanted: boolean | undefined, now: number): number | null {
  if (wanted === undefined) return before;
  return wanted ? (before ?? now) : null;
}

function changedTags(tags: readonly string[], { addTags = [], removeTags = [] }: NoteChange): string[] {
  const gone = new Set(removeTags);
  return [...new Set([...tags, ...addTags].filter((tag) => !gone.has(tag)))];
}

function sameFields(left: object, right: object): boolean {
  const text = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return text(left) === text(right);
}
