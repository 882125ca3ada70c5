import type { NoteId } from '../contract/words.ts';
import type { Ledger } from './ledger.ts';
import { openNotes } from './notes.ts';
import { Breath } from './progress.ts';
import { noteIdOf, type OpenNote } from './summaries.ts';

const day = 24 * 60 * 60_000;

/** The longest that nothing may have been written for the clock to be believed. */
const mostSilence = 7 * day;

/**
 * The notes whose time in the trash is over. A clock that was set forward must not empty the trash, and a vault has no other
 * clock: so there are none unless something was written lately, within a week or the time that the trash is kept, whichever is less,
 * and before the vault was opened: what is written since says nothing but what the clock says.
 * A clock that is wrong by more than that changes nothing then, and by less it costs a note a week at most. A note that claims to
 * have gone to the trash in the future counts as new, and what claims to have been written then says nothing of the clock. None
 * while the state is damaged.
 */
export function* overdueNotes(ledger: Ledger): Generator<void, NoteId[]> {
  const { library, problem } = ledger.state;
  if (problem || library.trashDays === null) return [];
  const now = ledger.now();
  const kept = library.trashDays * day;
  const overdue: NoteId[] = [];
  let lastWrite = -Infinity;
  const breath = new Breath();
  for (const note of openNotes(ledger)) {
    for (const time of timesOf(note)) if (time <= ledger.openedAt && time > lastWrite) lastWrite = time;
    const { trashedAt } = note.sealed;
    if (trashedAt !== null && now - trashedAt >= kept) overdue.push(noteIdOf(note.id));
    if (breath.isDueAfter(0)) yield;
  }
  return now - lastWrite <= Math.min(kept, mostSilence) ? overdue : [];
}

/** When a note is known to have been written. */
function timesOf({ sealed }: OpenNote): readonly number[] {
  return [sealed.createdAt, sealed.updatedAt, sealed.trashedAt ?? 0, sealed.archivedAt ?? 0];
}
