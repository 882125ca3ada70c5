import {
  LatchkeyError,
  type Note,
  type NoteChange,
  type NoteId,
  type NoteListEntry,
  type NoteSummary,
} from '../../contract/index.ts';
import { fakeBridge, noteId, summaryOf } from '../bridge/fake-bridge.ts';

function changedSummary(summary: NoteSummary, change: NoteChange, now: number): Partial<NoteSummary> {
  const { addTags = [], removeTags = [], archived, trashed, notebook } = change;
  const { pinned = summary.pinned, favourite = summary.favourite, template = summary.template } = change;
  const at = (isSo: boolean | undefined, before: number | null): number | null =>
    isSo === undefined ? before : isSo ? now : null;
  const kept = summary.tags.filter((tag) => !removeTags.includes(tag) && !addTags.includes(tag));
  return {
    pinned,
    favourite,
    template,
    tags: [...kept, ...addTags],
    notebook: notebook === undefined ? summary.notebook : notebook,
    archivedAt: at(archived, summary.archivedAt),
    trashedAt: at(trashed, summary.trashedAt),
  };
}

/** A vault in memory behind a fake bridge, whose answers a test can hold back and whose saves it can make fail. */
export function fakeVault(count: number, extra: readonly NoteListEntry[] = []) {
  const notes = new Map<NoteId, Note>();
  /** At which revision each note's text was changed last, where that was after the first. */
  const textRevisions = new Map<NoteId, number>();
  for (let number = 1; number <= count; number += 1) {
    notes.set(noteId(number), { summary: summaryOf(number), body: `Body ${number}` });
  }
  let clock = 1_000;
  let failure: LatchkeyError | null = null;
  let gate: Promise<void> = Promise.resolve();
  const noteOf = (id: NoteId): Note => {
    const note = notes.get(id);
    if (note === undefined) throw new LatchkeyError('not-found', 'There is no such note.');
    return note;
  };
  const store = (summary: NoteSummary, body: string): NoteSummary => {
    notes.set(summary.id, { summary, body });
    return summary;
  };
  const revised = (
    { id, revision }: { id: NoteId; revision: number },
    change: Partial<NoteSummary>,
    body?: string,
  ) => {
    const note = noteOf(id);
    const { revision: now } = note.summary;
    if (revision > now || (body !== undefined && revision < (textRevisions.get(id) ?? 1)))
      throw new LatchkeyError('conflict', 'It changed elsewhere.');
    clock += 1;
    if (body !== undefined) textRevisions.set(id, now + 1);
    return store({ ...note.summary, ...change, revision: now + 1 }, body ?? note.body);
  };
  const writing = async <T>(write: () => T): Promise<T> => {
    await gate;
    if (failure !== null) throw failure;
    return write();
  };
  const fake = fakeBridge({
    'notes.list': () => {
      const entries = [...extra, ...[...notes.values()].map(({ summary }) => summary)];
      return { entries, next: null, total: entries.length };
    },
    'notes.open': async ({ id }: { id: NoteId }) => {
      await gate;
      return noteOf(id);
    },
    'drafts.edit': () => 'kept',
    'drafts.drop': () => undefined,
    'notes.create': ({
      title,
      body,
      tags = [],
      notebook = null,
    }: Pick<NoteSummary, 'title'> & Partial<Pick<NoteSummary, 'tags' | 'notebook'>> & { body: string }) =>
      writing(() =>
        store(summaryOf(notes.size + 1, { title, tags, notebook, updatedAt: (clock += 1) }), body),
      ),
    'notes.save': (note: { id: NoteId; revision: number; title: string; body: string }) =>
      writing(() => revised(note, { title: note.title, updatedAt: clock }, note.body)),
    'notes.change': ({ ids, change }: { ids: readonly NoteId[]; change: NoteChange }) =>
      writing(() => {
        const changed = ids.map((id) => {
          const { summary } = noteOf(id);
          return revised(summary, changedSummary(summary, change, clock));
        });
        fake.emit('notes.changed', { changed, gone: [] });
        return { count: changed.length };
      }),
    'notes.remove': ({ ids }: { ids: readonly NoteId[] }) => {
      for (const id of ids) notes.delete(id);
      fake.emit('notes.changed', { changed: [], gone: ids });
      return { count: ids.length };
    },
  });
  return {
    ...fake,
    notes,
    /** Gives a note another text behind the window's back. */
    rewrite(id: NoteId, body: string): void {
      fake.emit('notes.changed', { changed: [revised(noteOf(id).summary, {}, body)], gone: [] });
    },
    failWith(error: LatchkeyError | null): void {
      failure = error;
    },
    /** Holds every answer back until the function returned is called. */
    hold(): () => void {
      let release: () => void = () => undefined;
      gate = new Promise((resolve) => (release = resolve));
      return () => release();
    },
  };
}
