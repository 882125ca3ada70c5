import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  errorToData,
  LatchkeyError,
  maxTitleLength,
  type NoteId,
  type NoteListEntry,
} from '../../contract/index.ts';
import { createApi } from '../bridge/api.ts';
import { fakeBridge, noteId, summaryOf } from '../bridge/fake-bridge.ts';
import { fakeVault } from './fake-vault.ts';
import { chosenIn, createNotes, type Notes, type OpenNote } from './notes-store.ts';

vi.mock('react', () => {
  throw new Error('the notes store must not load React');
});

async function opened(count: number, extra: readonly NoteListEntry[] = []) {
  const vault = fakeVault(count, extra);
  const notes = createNotes(createApi(vault.bridge));
  await notes.load();
  return { vault, notes };
}

function openNote(notes: Notes): Extract<OpenNote, { kind: 'note' }> {
  const { open } = notes.store.getState();
  if (open.kind !== 'note') throw new Error(`a note should be open, not ${open.kind}`);
  return open;
}

const bodyOf = (notes: Notes): string => notes.textOf(openNote(notes).key).toString();
const typed = (notes: Notes, body: string): void => notes.edit(openNote(notes).key, { body });
const diskFull = new LatchkeyError('disk-full', 'The disk is full.');

describe('the notes of a window', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('loads without React', async () => {
    const { notes } = await opened(1);
    expect(notes.store.getState().list).toBe('ready');
  });

  it('lists ten thousand notes, newest first', async () => {
    const { notes } = await opened(10_000);
    const { rows } = notes.store.getState();
    expect(rows).toHaveLength(10_000);
    expect(rows[0]?.id).toBe(noteId(10_000));
  });

  it('means by a command the note that was chosen, though its text is not there yet', async () => {
    const { notes } = await opened(3);
    await notes.select(noteId(1));
    const selecting = notes.select(noteId(2));
    expect(openNote(notes).summary?.id).toBe(noteId(1));
    expect(chosenIn(notes.store.getState())).toEqual([noteId(2)]);
    await selecting;
    expect(chosenIn(notes.store.getState())).toEqual([noteId(2)]);
    notes.pick(noteId(3), 'toggle');
    expect(chosenIn(notes.store.getState())).toEqual([noteId(2), noteId(3)]);
    notes.dropPicks();
    notes.startNote();
    expect(chosenIn(notes.store.getState())).toEqual([]);
  });

  it('still means it when the text of the open note comes again meanwhile', async () => {
    const { vault, notes } = await opened(2);
    await notes.select(noteId(1));
    const answerFirst = vault.hold();
    vault.rewrite(noteId(1), 'Written elsewhere');
    await vi.advanceTimersByTimeAsync(0);
    const answerSecond = vault.hold();
    const selecting = notes.select(noteId(2));
    answerFirst();
    await vi.advanceTimersByTimeAsync(0);
    expect(bodyOf(notes)).toBe('Written elsewhere');
    expect(notes.store.getState().opening).toBe(true);
    expect(chosenIn(notes.store.getState())).toEqual([noteId(2)]);
    answerSecond();
    await selecting;
    expect(notes.store.getState().opening).toBe(false);
  });

  it('asks for the snippets that the list has left out, of the rows on the screen', async () => {
    const asked: (readonly NoteId[])[] = [];
    const { bridge } = fakeBridge({
      'notes.list': () => ({
        entries: [1, 2, 3].map((number) => summaryOf(number, { snippet: null })),
        next: null,
        total: 3,
      }),
      'notes.rows': ({ ids }: { ids: readonly NoteId[] }) => {
        asked.push(ids);
        return [1, 2].map((number) => summaryOf(number, { snippet: 'Told' }));
      },
    });
    const notes = createNotes(createApi(bridge));
    await notes.load();
    const onScreen = [noteId(1), noteId(2)];
    for (let time = 0; time < 2; time++) {
      notes.complete(onScreen);
      await vi.advanceTimersByTimeAsync(0);
    }
    const snippets = notes.store.getState().rows.map((row) => row.state === 'readable' && row.snippet);
    expect(snippets).toEqual([null, 'Told', 'Told']);
    expect(asked).toEqual([onScreen]);
  });

  it('opens the note that was chosen', async () => {
    const { notes } = await opened(3);
    await notes.select(noteId(2));
    expect(bodyOf(notes)).toBe('Body 2');
    expect(openNote(notes).saving).toEqual({ state: 'untouched' });
  });

  it('drops the answer for a note when another was chosen meanwhile', async () => {
    const { notes, vault } = await opened(2);
    const release = vault.hold();
    const first = notes.select(noteId(1));
    const second = notes.select(noteId(2));
    release();
    await Promise.all([first, second]);
    expect(openNote(notes).summary?.id).toBe(noteId(2));
  });

  it('saves 400 ms after the last change, once', async () => {
    const { notes, vault } = await opened(1);
    await notes.select(noteId(1));
    typed(notes, 'a');
    await vi.advanceTimersByTimeAsync(300);
    typed(notes, 'ab');
    await vi.advanceTimersByTimeAsync(399);
    expect(vault.notes.get(noteId(1))?.body).toBe('Body 1');
    await vi.advanceTimersByTimeAsync(1);
    expect(vault.notes.get(noteId(1))?.body).toBe('ab');
    expect(vault.calls.filter(({ method }) => method === 'notes.save')).toHaveLength(1);
    expect(openNote(notes).saving).toEqual({ state: 'saved' });
  });

  it('saves after two seconds at the latest while typing goes on', async () => {
    const { notes, vault } = await opened(1);
    await notes.select(noteId(1));
    for (let count = 1; count <= 21; count += 1) {
      typed(notes, 'x'.repeat(count));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(vault.notes.get(noteId(1))?.body.length).toBeGreaterThanOrEqual(20);
  });

  it('keeps what is typed while a save is on its way, and chains the revisions', async () => {
    const { notes, vault } = await opened(1);
    await notes.select(noteId(1));
    const release = vault.hold();
    typed(notes, 'first');
    await vi.advanceTimersByTimeAsync(400);
    expect(openNote(notes).saving).toEqual({ state: 'saving' });
    typed(notes, 'first and second');
    release();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(vault.notes.get(noteId(1))).toMatchObject({ body: 'first and second', summary: { revision: 3 } });
  });

  it('shows the text that the open note was given elsewhere', async () => {
    const { notes, vault } = await opened(2);
    await notes.select(noteId(1));
    vault.rewrite(noteId(1), 'Changed elsewhere');
    await vi.advanceTimersByTimeAsync(0);
    expect(bodyOf(notes)).toBe('Changed elsewhere');
    typed(notes, 'Changed elsewhere, and here');
    await vi.advanceTimersByTimeAsync(400);
    expect(vault.notes.get(noteId(1))?.body).toBe('Changed elsewhere, and here');
  });

  it('goes on writing where something else of the note was changed meanwhile', async () => {
    const { notes, vault } = await opened(2);
    await notes.select(noteId(1));
    typed(notes, 'typed');
    const { summary } = vault.notes.get(noteId(1)) ?? {};
    vault.notes.set(noteId(1), {
      summary: summaryOf(1, { ...summary, revision: 2, pinned: true }),
      body: 'Body 1',
    });
    vault.emit('notes.changed', {
      changed: [summaryOf(1, { ...summary, revision: 2, pinned: true })],
      gone: [],
    });
    await vi.advanceTimersByTimeAsync(400);
    expect(vault.notes.get(noteId(1))).toMatchObject({ body: 'typed', summary: { pinned: true } });
    expect(openNote(notes).saving).toEqual({ state: 'saved' });
  });

  it('does not save more often because saving is slow', async () => {
    const { notes, vault } = await opened(1);
    await notes.select(noteId(1));
    for (let count = 1; count <= 40; count += 1) {
      const release = vault.hold();
      typed(notes, 'x'.repeat(count));
      await vi.advanceTimersByTimeAsync(90);
      release();
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(2_000);
    expect(vault.notes.get(noteId(1))?.body).toHaveLength(40);
    expect(vault.calls.filter(({ method }) => method === 'notes.save').length).toBeLessThanOrEqual(4);
  });

  it('saves no more than the pauses ask for after a flush in the middle of typing', async () => {
    const { notes, vault } = await opened(1);
    await notes.select(noteId(1));
    for (let count = 1; count <= 40; count += 1) {
      const release = vault.hold();
      typed(notes, 'x'.repeat(count));
      if (count === 1) void notes.flush();
      await vi.advanceTimersByTimeAsync(90);
      release();
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(2_000);
    expect(vault.notes.get(noteId(1))?.body).toHaveLength(40);
    expect(vault.calls.filter(({ method }) => method === 'notes.save').length).toBeLessThanOrEqual(5);
  });

  it('flushes what was typed during a save as well', async () => {
    const { notes, vault } = await opened(1);
    await notes.select(noteId(1));
    const release = vault.hold();
    typed(notes, 'one');
    await vi.advanceTimersByTimeAsync(400);
    typed(notes, 'one two');
    const flushed = notes.flush();
    release();
    expect(await flushed).toBeNull();
    expect(vault.notes.get(noteId(1))?.body).toBe('one two');
  });

  it('does not say saved while something typed is not on the disk', async () => {
    const { notes, vault } = await opened(1);
    await notes.select(noteId(1));
    typed(notes, 'one');
    await vi.advanceTimersByTimeAsync(400);
    typed(notes, 'one two');
    expect(openNote(notes).saving).toEqual({ state: 'changed' });
    expect(vault.notes.get(noteId(1))?.body).toBe('one');
  });

  it('saves the note that is left, at once', async () => {
    const { notes, vault } = await opened(2);
    await notes.select(noteId(1));
    typed(notes, 'left in a hurry');
    await notes.select(noteId(2));
    await notes.flush();
    expect(vault.notes.get(noteId(1))?.body).toBe('left in a hurry');
    expect(openNote(notes).summary?.id).toBe(noteId(2));
  });

  it('shows the unsaved text again when its note is reopened before the save is done', async () => {
    const { notes, vault } = await opened(2);
    await notes.select(noteId(1));
    typed(notes, 'not there yet');
    vault.failWith(diskFull);
    await notes.select(noteId(2));
    await vi.advanceTimersByTimeAsync(0);
    await notes.select(noteId(1));
    expect(bodyOf(notes)).toBe('not there yet');
  });

  it('tells of text that is stuck in a note that is not open, and leads back to it', async () => {
    const { notes, vault } = await opened(1);
    notes.startNote();
    typed(notes, 'never created yet');
    vault.failWith(diskFull);
    await notes.select(noteId(1));
    await vi.advanceTimersByTimeAsync(0);
    expect(notes.store.getState().stuck).toMatchObject({ count: 1, error: { code: 'disk-full' } });
    notes.showStuck();
    expect(bodyOf(notes)).toBe('never created yet');
    expect(notes.store.getState().stuck).toBeNull();
    vault.failWith(null);
    await vi.advanceTimersByTimeAsync(4_000);
    expect([...vault.notes.values()].map(({ body }) => body)).toContain('never created yet');
  });

  it('creates a new note only once it holds text, and under one id', async () => {
    const { notes, vault } = await opened(0);
    notes.startNote();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(vault.notes.size).toBe(0);
    const release = vault.hold();
    typed(notes, 'H');
    await vi.advanceTimersByTimeAsync(400);
    typed(notes, 'Hello');
    release();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([...vault.notes.values()].map(({ body }) => body)).toEqual(['Hello']);
    expect(notes.store.getState().selected).toBe(noteId(1));
  });

  it('leaves nothing behind of a new note that was left empty', async () => {
    const { notes, vault } = await opened(1);
    notes.startNote();
    typed(notes, 'x');
    typed(notes, ' ');
    await notes.select(noteId(1));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(vault.notes.size).toBe(1);
  });

  it('puts an empty note where New note is used last', async () => {
    const { notes, vault } = await opened(0);
    notes.startNote();
    const { key } = openNote(notes);
    notes.list({ kind: 'notebook', path: 'Work' });
    notes.startNote();
    expect(openNote(notes).key).toBe(key);
    typed(notes, 'Plans');
    await notes.flush();
    expect(vault.notes.get(noteId(1))?.summary.notebook).toBe('Work');
  });

  it('keeps one document when New note is used twice', async () => {
    const { notes } = await opened(0);
    notes.startNote();
    const { key } = openNote(notes);
    notes.startNote();
    expect(openNote(notes).key).toBe(key);
  });

  it('keeps the text when the disk is full, says so, and tries again', async () => {
    const { notes, vault } = await opened(1);
    await notes.select(noteId(1));
    vault.failWith(diskFull);
    typed(notes, 'precious');
    await vi.advanceTimersByTimeAsync(400);
    expect(openNote(notes).saving).toMatchObject({
      state: 'failed',
      error: { code: 'disk-full' },
      retrying: true,
    });
    vault.failWith(null);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(openNote(notes).saving).toEqual({ state: 'saved' });
    expect(vault.notes.get(noteId(1))?.body).toBe('precious');
  });

  it('waits for the person after a conflict, and can keep both versions', async () => {
    const { notes, vault } = await opened(1);
    await notes.select(noteId(1));
    typed(notes, 'mine');
    vault.rewrite(noteId(1), 'theirs');
    expect(bodyOf(notes)).toBe('mine');
    await vi.advanceTimersByTimeAsync(400);
    expect(openNote(notes).saving).toMatchObject({
      state: 'failed',
      error: { code: 'conflict' },
      retrying: false,
    });
    expect(await notes.saveAsNewNote(openNote(notes).key)).toBe(true);
    expect([...vault.notes.values()].map(({ body }) => body)).toEqual(['theirs', 'mine']);
  });

  it('keeps a title that is too long and says what is limited', async () => {
    const { notes, vault } = await opened(1);
    await notes.select(noteId(1));
    notes.edit(openNote(notes).key, { title: 'x'.repeat(maxTitleLength + 1) });
    await vi.advanceTimersByTimeAsync(400);
    expect(openNote(notes).saving).toMatchObject({ state: 'failed', error: { code: 'too-large' } });
    expect(openNote(notes).title).toHaveLength(maxTitleLength + 1);
    notes.edit(openNote(notes).key, { title: 'shorter' });
    await vi.advanceTimersByTimeAsync(400);
    expect(vault.notes.get(noteId(1))?.summary.title).toBe('shorter');
  });

  it('saves what is unsaved before a note goes to the trash, and shows its neighbour', async () => {
    const { notes, vault } = await opened(3);
    await notes.select(noteId(2));
    typed(notes, 'last words');
    await notes.change([noteId(2)], { trashed: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(vault.notes.get(noteId(2))).toMatchObject({
      body: 'last words',
      summary: { trashedAt: expect.any(Number) as number },
    });
    expect(openNote(notes).summary?.id).toBe(noteId(3));
  });

  it('leaves a note open that the list does not show, unless the change is of it', async () => {
    const { notes } = await opened(3);
    await notes.select(noteId(2));
    notes.list({ kind: 'favourites' });
    await notes.change([noteId(1)], { pinned: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(openNote(notes).summary?.id).toBe(noteId(2));
    await notes.change([noteId(2)], { trashed: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(notes.store.getState().open.kind).not.toBe('note');
  });

  it('brings a note back from the trash', async () => {
    const { notes } = await opened(2);
    await notes.change([noteId(1)], { trashed: true });
    expect(notes.store.getState().tally.places).toMatchObject({ all: 1, trash: 1 });
    await notes.change([noteId(1)], { trashed: false });
    expect(notes.store.getState().rows.map(({ id }) => id)).toContain(noteId(1));
    expect(notes.store.getState().tally.places).toMatchObject({ all: 2, trash: 0 });
  });

  it('deletes a note for good', async () => {
    const { notes, vault } = await opened(2);
    await notes.change([noteId(1)], { trashed: true });
    await notes.remove([noteId(1)]);
    expect(vault.notes.has(noteId(1))).toBe(false);
    expect(notes.store.getState().tally.places.trash).toBe(0);
  });

  it('shows a damaged note as damaged and opens the others', async () => {
    const error = errorToData(new LatchkeyError('record-tampered', 'This note failed its integrity check.'));
    const { notes } = await opened(1, [{ state: 'damaged', id: noteId(99), error }]);
    await notes.select(noteId(99));
    expect(notes.store.getState().open).toMatchObject({
      kind: 'damaged',
      error: { code: 'record-tampered' },
    });
    await notes.select(noteId(1));
    expect(bodyOf(notes)).toBe('Body 1');
  });

  it('answers what could not be saved', async () => {
    const { notes, vault } = await opened(1);
    expect(await notes.flush()).toBeNull();
    await notes.select(noteId(1));
    vault.failWith(diskFull);
    typed(notes, 'stuck');
    expect(await notes.flush()).toMatchObject({ count: 1, error: { code: 'disk-full' } });
  });

  it('forgets everything on reset, also what is still on its way', async () => {
    const { notes, vault } = await opened(2);
    const release = vault.hold();
    const opening = notes.select(noteId(1));
    notes.reset();
    release();
    await opening;
    expect(notes.store.getState()).toMatchObject({
      list: 'empty',
      selected: null,
      open: { kind: 'nothing' },
    });
    expect(notes.store.getState()).toMatchObject({ rows: [], catalogue: { size: 0 } });
  });

  it('takes over nothing that comes after a reset', async () => {
    const { notes, vault } = await opened(2);
    notes.reset();
    notes.adopt(summaryOf(1));
    vault.emit('notes.changed', { changed: [summaryOf(2)], gone: [] });
    expect(notes.store.getState()).toMatchObject({ rows: [], catalogue: { size: 0 } });
  });
});
