import type { NoteId, NoteSummary } from '../contract/words.ts';
import { toHex, type ItemId } from './bytes.ts';
import type { SealedRow } from './sealed-rows.ts';
import type { RowIdentity } from './store.ts';
import { isNote, noteIdOf, publicNote } from './summaries.ts';

/** What one write did to notes. */
export interface Written {
  /** Notes that are new or were changed, as they are now. */
  readonly changed: readonly NoteSummary[];
  /** Those of them that were not there before. */
  readonly created: ReadonlySet<NoteId>;
  /** The new texts of those whose text was written. */
  readonly bodies: ReadonlyMap<NoteId, string>;
  readonly gone: readonly NoteId[];
  /** A note or a file was deleted for good: nothing derived from it may stay. */
  readonly isErasing: boolean;
}

export const nothingWritten: Written = {
  changed: [],
  created: new Set(),
  bodies: new Map(),
  gone: [],
  isErasing: false,
};

/**
 * What a change of rows did to notes. `loose`: the ids whose chunks belong to nothing afterwards. An attachment that is deleted
 * is among them, or its chunks are deleted with it; that tells it from a note.
 */
export function writtenBy(
  put: readonly SealedRow[],
  gone: readonly RowIdentity[],
  loose: readonly string[],
): Written {
  const before = new Map<string, ItemId>();
  const files = new Set(loose);
  for (const { table, id } of gone) {
    if (table === 'summary') before.set(toHex(id), id);
    if (table === 'chunk') files.add(toHex(id));
  }
  const changed: NoteSummary[] = [];
  const created = new Set<NoteId>();
  const bodies = new Map<NoteId, string>();
  for (const { identity, summary, body } of put) {
    if (body !== undefined) bodies.set(noteIdOf(identity.id), body);
    if (!summary || !isNote(summary)) continue;
    const note = publicNote(summary);
    changed.push(note);
    if (!before.delete(note.id)) created.add(note.id);
  }
  const left = [...before].filter(([hex]) => !files.has(hex));
  return {
    changed,
    created,
    bodies,
    gone: left.map(([, id]) => noteIdOf(id)),
    isErasing: before.size > 0,
  };
}
