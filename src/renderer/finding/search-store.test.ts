import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NoteId, SearchAnswer, SearchRow } from '../../contract/index.ts';
import { createApi } from '../bridge/api.ts';
import { fakeBridge, lockedState, noteId, summaryOf, unlockedState } from '../bridge/fake-bridge.ts';
import { startLibrary } from '../library/library-store.ts';
import { createNotes } from '../notes/notes-store.ts';
import { startSession } from '../session/session-store.ts';
import { startSearch } from './search-store.ts';
import { startTrail } from './trail.ts';

const rowOf = (id: NoteId, title = 'Found'): SearchRow => ({
  id,
  title: { text: title, marks: [] },
  snippet: { text: '', marks: [] },
  attachment: null,
});

const answerOf = (numbers: readonly number[], change: Partial<SearchAnswer> = {}): SearchAnswer => ({
  ids: numbers.map(noteId),
  total: numbers.length,
  rows: numbers.slice(0, 2).map((number) => rowOf(noteId(number))),
  terms: ['found'],
  problem: null,
  isComplete: true,
  ...change,
});

interface Asked {
  readonly query: string;
  readonly place: string;
}

/** A window with 200 notes whose searches are answered by `answer`. */
async function searching(answer: (asked: Asked) => SearchAnswer | Promise<SearchAnswer>) {
  const fake = fakeBridge({
    'app.state': () => unlockedState(),
    'notes.list': () => ({
      entries: Array.from({ length: 200 }, (_one, index) => summaryOf(index + 1)),
      next: null,
      total: 200,
    }),
    'notes.open': ({ id }: { id: NoteId }) => ({ summary: summaryOf(Number(`0x${id}`)), body: '' }),
    'library.read': () => ({ notebooks: [], colours: [], searches: [], trashDays: null }),
    'search.notes': answer,
    'search.rows': ({ ids }: { ids: readonly NoteId[] }) => ids.map((id) => rowOf(id, 'Later')),
  });
  const api = createApi(fake.bridge);
  const notes = createNotes(api);
  const session = startSession(api, notes);
  const library = startLibrary(api, session);
  const search = startSearch({ api, notes, library, session });
  const trail = startTrail(notes, session);
  await vi.advanceTimersByTimeAsync(1_000);
  const asked = (): readonly unknown[] =>
    fake.calls.filter(({ method }) => method === 'search.notes').map(({ request }) => request);
  const shown = (): readonly NoteId[] => notes.store.getState().rows.map(({ id }) => id);
  return { ...fake, notes, search, trail, asked, shown };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('searching all notes', () => {
  it('waits for a pause, and shows what was found in its order', async () => {
    const { search, notes, asked, shown } = await searching(() => answerOf([7, 3]));
    for (const query of ['s', 'sh', 'shi', 'ship ']) {
      search.type(query);
      await vi.advanceTimersByTimeAsync(20);
    }
    await vi.advanceTimersByTimeAsync(100);
    expect(asked()).toEqual([{ query: 'ship', place: 'notes' }]);
    expect(shown()).toEqual([noteId(7), noteId(3)]);
    expect(notes.store.getState().place).toEqual({ kind: 'search', query: 'ship ', name: null });
  });

  it('drops the answer to an older query', async () => {
    const { search, shown } = await searching(async ({ query }) => {
      await new Promise((resolve) => setTimeout(resolve, query === 'old' ? 500 : 10));
      return answerOf(query === 'old' ? [1] : [2]);
    });
    search.type('old');
    await vi.advanceTimersByTimeAsync(100);
    search.type('new');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown()).toEqual([noteId(2)]);
  });

  it('does not ask for what nobody has finished typing', async () => {
    const { search, asked } = await searching(() => answerOf([]));
    for (const query of ['tag:', '-', ' "', '-in:"', '   ']) {
      search.type(query);
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(asked()).toEqual([]);
  });

  it('asks for rows that come into view together, each once', async () => {
    const many = Array.from({ length: 120 }, (_one, index) => index + 1);
    const { search, calls } = await searching(() => answerOf(many));
    search.type('found');
    await vi.advanceTimersByTimeAsync(100);
    search.want(many.map(noteId));
    search.want([noteId(5), noteId(6)]);
    await vi.advanceTimersByTimeAsync(200);
    const sizes = calls.flatMap(({ method, request }) =>
      method === 'search.rows' ? [(request as { ids: readonly NoteId[] }).ids.length] : [],
    );
    expect(sizes).toEqual([50, 50, 18]);
    expect(search.store.getState().rows.get(noteId(100))?.title.text).toBe('Later');
  });

  it('asks again after notes have changed, and until all have been read', async () => {
    let [count, isComplete] = [0, false];
    const { search, emit, shown } = await searching(() => {
      count += 1;
      isComplete = count > 2;
      return answerOf([count], { isComplete });
    });
    search.type('found');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(shown()).toEqual([noteId(3)]);
    emit('notes.changed', { changed: [summaryOf(50, { revision: 2 })], gone: [] });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(shown()).toEqual([noteId(4)]);
  });

  it('looks where the person is, and goes back there', async () => {
    const { search, notes, asked } = await searching(() => answerOf([1]));
    notes.show({ kind: 'trash' });
    search.type('found');
    await vi.advanceTimersByTimeAsync(100);
    expect(asked()).toEqual([{ query: 'found', place: 'trash' }]);
    search.clear();
    expect(notes.store.getState().place).toEqual({ kind: 'trash' });
  });

  it('ends where somebody goes to another list, and goes along to a saved search', async () => {
    const { search, notes, shown } = await searching(() => answerOf([9]));
    search.type('found');
    await vi.advanceTimersByTimeAsync(100);
    notes.show({ kind: 'favourites' });
    expect(search.store.getState().query).toBe('');
    notes.show({ kind: 'search', name: 'Kept', query: 'tag:x' });
    await vi.advanceTimersByTimeAsync(100);
    expect(search.store.getState().query).toBe('tag:x');
    expect(shown()).toEqual([noteId(9)]);
  });

  it('opens the best hit first, then the next, and the chosen one by Enter', async () => {
    const { search, notes } = await searching(() => answerOf([4, 5]));
    search.type('found');
    expect(await search.openChosen()).toBe(true);
    expect(notes.store.getState().selected).toBe(noteId(4));
    search.choose(1);
    expect(notes.store.getState().selected).toBe(noteId(5));
    await search.openChosen();
    expect(notes.store.getState().selected).toBe(noteId(5));
  });

  it('leaves nothing behind at a lock, nor of an answer that comes later', async () => {
    const { search, trail, notes, emit } = await searching(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return answerOf([4]);
    });
    await notes.select(noteId(1));
    search.type('secret');
    await vi.advanceTimersByTimeAsync(100);
    emit('app.state', lockedState());
    await vi.advanceTimersByTimeAsync(1_000);
    expect(search.store.getState()).toMatchObject({ query: '', answer: null });
    expect(search.store.getState().rows.size).toBe(0);
    expect(trail.store.getState().steps).toEqual([]);
  });
});

describe('the way through the notes', () => {
  it('goes back, forward and on from there, and knows the latest', async () => {
    const { notes, trail } = await searching(() => answerOf([]));
    for (const number of [1, 2, 3]) await notes.select(noteId(number));
    await trail.go(-1);
    await trail.go(-1);
    expect(notes.store.getState().selected).toBe(noteId(1));
    expect(trail.towards(-1)).toBeNull();
    await trail.go(1);
    expect(notes.store.getState().selected).toBe(noteId(2));
    await notes.select(noteId(4));
    expect(trail.towards(1)).toBeNull();
    expect(trail.latest()).toEqual([noteId(4), noteId(2), noteId(1)]);
  });

  it('passes over what was deleted', async () => {
    const { notes, trail, emit } = await searching(() => answerOf([]));
    for (const number of [1, 2, 3]) await notes.select(noteId(number));
    emit('notes.changed', { changed: [], gone: [noteId(2)] });
    expect(trail.towards(-1)).toBe(noteId(1));
  });
});
