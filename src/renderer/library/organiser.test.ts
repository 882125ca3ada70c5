import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { LatchkeyError } from '../../contract/index.ts';
import { createStage } from '../app/stage.ts';
import { createApi } from '../bridge/api.ts';
import { fakeBridge, noteId, summaryOf, unlockedState } from '../bridge/fake-bridge.ts';
import { fakeVault } from '../notes/fake-vault.ts';
import { createNotes } from '../notes/notes-store.ts';
import type { Place } from '../notes/place.ts';
import type { SessionState } from '../session/session-store.ts';
import { createToasts } from '../workspace/toast-store.ts';
import type { LibraryShelves } from './library-store.ts';
import { createOrganiser, type Organiser } from './organiser.ts';

interface Doing {
  /** How what is done ends; by default at once. */
  readonly end?: () => Promise<void>;
  /** Whether the note is written only then. */
  readonly isOver?: boolean;
}

const openSession = {
  store: createStore<SessionState>(() => ({ app: unlockedState(), failure: null })),
  lock: () => Promise.resolve(),
  beforeLock: () => () => undefined,
};

/** Begins a note in a place, does something with the library, and writes the note. Answers where it was made. */
async function madeAfter(
  place: Place,
  act: (organiser: Organiser) => void,
  { end = () => Promise.resolve(), isOver = true }: Doing = {},
): Promise<unknown> {
  const vault = fakeVault(0);
  const api = createApi(vault.bridge);
  const notes = createNotes(api);
  const library = {
    moveNotebook: end,
    removeNotebook: end,
    renameTag: end,
    removeTag: end,
  } as unknown as LibraryShelves;
  await notes.load();
  notes.show(place);
  notes.startNote();
  const toasts = createToasts();
  act(createOrganiser({ api, notes, library, session: openSession, toasts, stage: createStage() }));
  if (isOver) await vi.waitFor(() => expect(toasts.store.getState().toast).not.toBeNull());
  const { open } = notes.store.getState();
  if (open.kind !== 'note') throw new Error('the note that was begun should be open');
  notes.edit(open.key, { title: 'Begun' });
  await notes.flush();
  return vault.calls.find(({ method }) => method === 'notes.create')?.request;
}

const notebook = (path: string): Place => ({ kind: 'notebook', path });

describe('a note that was begun before its place changed', () => {
  it('goes into its notebook by the name that this has now', async () => {
    expect(
      await madeAfter(notebook('Work/Plans'), (organiser) => organiser.moveNotebook('Work', 'Jobs')),
    ).toMatchObject({ notebook: 'Jobs/Plans' });
  });

  it.each([
    ['keep', 'A/B', 'A'],
    ['trash', 'A/B', 'A'],
    ['keep', 'A/B/C', 'A/C'],
    ['trash', 'A/B/C', 'A'],
    ['trash', 'AB', 'AB'],
  ] as const)('makes no notebook anew that was removed (%s, from %s to %s)', async (how, begun, to) => {
    expect(
      await madeAfter(notebook(begun), (organiser) => organiser.removeNotebook('A/B', how)),
    ).toMatchObject({ notebook: to });
  });

  it('goes there from the moment on that it is asked for, and not if that fails', async () => {
    const move = (organiser: Organiser): void => organiser.moveNotebook('Work', 'Jobs');
    const never = (): Promise<void> => new Promise(() => undefined);
    expect(await madeAfter(notebook('Work'), move, { end: never, isOver: false })).toMatchObject({
      notebook: 'Jobs',
    });
    const failed = (): Promise<void> => Promise.reject(new LatchkeyError('disk-full', 'The disk is full.'));
    expect(await madeAfter(notebook('Work'), move, { end: failed })).toMatchObject({ notebook: 'Work' });
  });

  it('gets its tag by the name that this has now, and none that was removed', async () => {
    const place: Place = { kind: 'tag', tag: 'sea' };
    expect(await madeAfter(place, (organiser) => organiser.renameTag('sea', 'water'))).toMatchObject({
      tags: ['water'],
    });
    expect(await madeAfter(place, (organiser) => organiser.removeTag('sea'))).toMatchObject({ tags: [] });
  });
});

describe('notes that are merged', () => {
  /** Merges notes of these titles. Answers the titles that links were asked about, and what was said at last. */
  async function merged(titles: readonly string[], follow: (from: string) => number) {
    const asked: string[] = [];
    const one = summaryOf(9, { title: titles[0] ?? '' });
    const { bridge } = fakeBridge({
      'notes.list': () => {
        const entries = titles.map((title, index) => summaryOf(index + 1, { title }));
        return { entries, next: null, total: entries.length };
      },
      'notes.merge': () => one,
      'notes.open': () => ({ summary: one, body: '' }),
      'notes.followTitle': ({ id, from, to }: { id: string; from: string; to: string }) => {
        expect([id, to]).toEqual([one.id, one.title]);
        asked.push(from);
        return { count: follow(from) };
      },
    });
    const api = createApi(bridge);
    const notes = createNotes(api);
    await notes.load();
    const toasts = createToasts();
    const said = vi.spyOn(toasts, 'show');
    const library = {} as unknown as LibraryShelves;
    const parts = { api, notes, library, session: openSession, toasts, stage: createStage() };
    createOrganiser(parts).merge(titles.map((_, index) => noteId(index + 1)));
    const lastSaid = (): string => said.mock.lastCall?.[0].text ?? '';
    await vi.waitFor(() => expect(lastSaid()).toContain('merged into one'));
    return { asked, lastSaid };
  }

  it('have the links of every other title led to the one they become, and it is said', async () => {
    const { asked, lastSaid } = await merged(['One', 'Two', ' ', 'Two', 'One', 'Three'], (from) =>
      from === 'Two' ? 1 : 0,
    );
    await vi.waitFor(() => expect(lastSaid()).toContain('Links to them now lead to it.'));
    expect(asked).toEqual(['Two', 'Three']);
  });

  it('are merged all the same where links stay as they are, and it is said why', async () => {
    const { lastSaid } = await merged(['One', 'Two'], () => {
      throw new LatchkeyError('disk-full', 'The disk is full.');
    });
    await vi.waitFor(() =>
      expect(lastSaid()).toBe(
        '2 notes merged into one. They are in the trash. Links in other notes still lead to them. The disk is full.',
      ),
    );
  });

  it('leave links alone where the first has no title', async () => {
    const { asked, lastSaid } = await merged(['', 'Two'], () => 1);
    expect(lastSaid()).toBe('2 notes merged into one. They are in the trash.');
    expect(asked).toEqual([]);
  });
});
