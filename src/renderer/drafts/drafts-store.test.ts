import { describe, expect, it, vi } from 'vitest';
import { LatchkeyError, type DraftsBack } from '../../contract/index.ts';
import { createApi } from '../bridge/api.ts';
import { fakeBridge, lockedState, noteId, unlockedState } from '../bridge/fake-bridge.ts';
import { createNotes } from '../notes/notes-store.ts';
import { startSession } from '../session/session-store.ts';
import { startDrafts } from './drafts-store.ts';

const why = { code: 'disk-full' as const, message: 'The disk is full.', details: {} };

function started(answers: (DraftsBack | LatchkeyError)[]) {
  const fake = fakeBridge({
    'notes.list': () => ({ entries: [], next: null, total: 0 }),
    'drafts.bringBack': () => {
      const answer = answers.shift();
      if (answer === undefined || answer instanceof LatchkeyError) throw answer ?? new Error('no answer');
      return answer;
    },
  });
  const api = createApi(fake.bridge);
  return { fake, drafts: startDrafts(api, startSession(api, createNotes(api))) };
}

describe('the drafts of a window', () => {
  it('come back after the unlock, and those that wait can be tried again', async () => {
    const { fake, drafts } = started([
      { notes: [{ id: noteId(1), title: 'Tea' }], waiting: 1, why },
      { notes: [{ id: noteId(2), title: 'Salt' }], waiting: 0, why: null },
    ]);
    fake.emit('app.state', unlockedState());
    await vi.waitFor(() => expect(drafts.store.getState()).toMatchObject({ waiting: 1, why, trying: false }));
    await drafts.again();
    expect(drafts.store.getState()).toMatchObject({
      notes: [{ title: 'Tea' }, { title: 'Salt' }],
      waiting: 0,
      why: null,
    });
    drafts.dismiss();
    expect(drafts.store.getState().notes).toEqual([]);
  });

  it('are forgotten at a lock', async () => {
    const { fake, drafts } = started([{ notes: [{ id: noteId(1), title: 'Tea' }], waiting: 2, why }]);
    fake.emit('app.state', unlockedState());
    await vi.waitFor(() => expect(drafts.store.getState().waiting).toBe(2));
    fake.emit('app.state', lockedState());
    expect(drafts.store.getState()).toEqual({ notes: [], waiting: 0, why: null, trying: false });
  });

  it('stay where they are when it fails', async () => {
    const { fake, drafts } = started([
      { notes: [], waiting: 2, why },
      new LatchkeyError('locked', 'It is locked.'),
    ]);
    fake.emit('app.state', unlockedState());
    await vi.waitFor(() => expect(drafts.store.getState().waiting).toBe(2));
    await drafts.again();
    expect(drafts.store.getState()).toMatchObject({ waiting: 2, why: { code: 'locked' }, trying: false });
  });
});
