import { setImmediate } from 'node:timers/promises';
import { LatchkeyError } from '../contract/errors.ts';
import type { Note, NoteListEntry } from '../contract/words.ts';
import type { Session } from '../engine/session.ts';

/** The newest change first; notes that cannot be read come last. */
export function newestFirst(entries: readonly NoteListEntry[]): readonly NoteListEntry[] {
  const time = (entry: NoteListEntry) => (entry.state === 'readable' ? entry.updatedAt : -1);
  return entries.toSorted((a, b) => time(b) - time(a) || (a.id < b.id ? -1 : 1));
}

/** A breath between notes: without it, Ctrl-C would wait for the last one. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate(undefined);
  signal.throwIfAborted();
}

/**
 * Every note of the vault that is unlocked, the newest change first, in the trash or not. Notes whose summary does not
 * open are left out; one whose text does not open comes with an empty text.
 */
export async function* everyNote(session: Session, signal: AbortSignal): AsyncGenerator<Note> {
  for (const entry of newestFirst(await session.listNotes())) {
    await breathe(signal);
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
