import { setImmediate } from 'node:timers/promises';
import { errorFromData, LatchkeyError } from '../contract/errors.ts';
import type { Note, NoteId, NoteSummary } from '../contract/words.ts';
import { newestFirst } from '../engine/moving/order.ts';
import type { Session } from '../engine/session.ts';

/** A note without its text: it may be one whose text does not open. Throws `not-found` or `record-tampered`. */
export async function findNote(session: Session, id: NoteId): Promise<NoteSummary> {
  const entry = (await session.listNotes()).find((entry) => entry.id === id);
  if (!entry) throw new LatchkeyError('not-found', 'There is no such note in this vault.');
  if (entry.state === 'damaged') throw errorFromData(entry.error);
  return entry;
}

/**
 * Every note of the vault that is unlocked, the newest change first, in the trash or not. Notes whose summary does not
 * open are left out; one whose text does not open comes with an empty text.
 */
export async function* everyNote(session: Session, signal: AbortSignal): AsyncGenerator<Note> {
  for (const entry of newestFirst(await session.listNotes())) {
    // Without a breath between notes, Ctrl-C would wait for the last one.
    await setImmediate();
    signal.throwIfAborted();
    if (entry.state === 'damaged') continue;
    yield await openOrEmpty(session, entry);
  }
}

/** What can be read of a note is its summary at least: it is found by its title even when its text is damaged. */
async function openOrEmpty(session: Session, summary: Note['summary']): Promise<Note> {
  try {
    return await session.openNote({ id: summary.id });
  } catch (error) {
    if (error instanceof LatchkeyError && error.code !== 'locked') return { summary, body: '' };
    throw error;
  }
}
