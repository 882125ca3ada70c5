import type { NoteId, NoteListEntry } from '../../contract/index.ts';

/** Several notes that one thing is to be done with. */
export interface Picks {
  readonly ids: ReadonlySet<NoteId>;
  /** Where a range begins. */
  readonly anchor: NoteId | null;
  /** Where the keys are. */
  readonly cursor: NoteId | null;
}

export const noPicks: Picks = { ids: new Set(), anchor: null, cursor: null };

/** One more or one less. The first takes the note that is open with it. */
export function toggled({ ids }: Picks, id: NoteId, open: NoteId | null): Picks {
  const next = new Set(ids.size === 0 && open !== null ? [open] : ids);
  if (!next.delete(id)) next.add(id);
  return next.size === 0 ? noPicks : { ids: next, anchor: id, cursor: id };
}

/** All from the anchor to `id`, and none besides. */
export function ranged(
  { anchor }: Picks,
  id: NoteId,
  open: NoteId | null,
  rows: readonly NoteListEntry[],
): Picks {
  const from = anchor ?? open ?? id;
  const [start, end] = [from, id].map((one) => rows.findIndex((entry) => entry.id === one));
  if (start === undefined || end === undefined || end < 0) return noPicks;
  const range =
    start < 0 ? rows.slice(end, end + 1) : rows.slice(Math.min(start, end), Math.max(start, end) + 1);
  return { ids: new Set(range.map((entry) => entry.id)), anchor: from, cursor: id };
}

/** Those that are still in the list. */
export function pruned(picks: Picks, rows: readonly NoteListEntry[]): Picks {
  if (picks.ids.size === 0) return picks;
  const left = new Set(rows.flatMap(({ id }) => (picks.ids.has(id) ? [id] : [])));
  if (left.size === picks.ids.size) return picks;
  if (left.size === 0) return noPicks;
  const kept = (id: NoteId | null): NoteId | null => (id !== null && left.has(id) ? id : null);
  return { ids: left, anchor: kept(picks.anchor), cursor: kept(picks.cursor) };
}
