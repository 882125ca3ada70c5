import { describe, expect, it, vi } from 'vitest';
import { LatchkeyError } from '../../contract/index.ts';
import { createApi } from '../bridge/api.ts';
import { fakeVault } from '../notes/fake-vault.ts';
import { createNotes } from '../notes/notes-store.ts';
import { lockedState, noteId, unlockedState } from '../bridge/fake-bridge.ts';
import { startSession } from './session-store.ts';

const unlocked = unlockedState();
const locked = lockedState();

function started() {
  const fake = fakeVault(2);
  const api = createApi(fake.bridge);
  const notes = createNotes(api);
  return { fake, notes, session: startSession(api, notes) };
}

const settled = (calls: readonly { method: string }[]): boolean =>
  calls.some(({ method }) => method === 'session.settled');

describe('the session', () => {
  it('says why when main does not answer', async () => {
    const { session } = started();
    await vi.waitFor(() => expect(session.store.getState().failure).toMatchObject({ code: 'internal' }));
  });

  it('reads the notes when the vault unlocks and forgets them when it locks', async () => {
    const { fake, notes, session } = started();
    fake.emit('app.state', unlocked);
    await vi.waitFor(() => expect(notes.store.getState().rows).toHaveLength(2));
    fake.emit('app.state', locked);
    expect(notes.store.getState().rows).toEqual([]);
    expect(session.store.getState().app).toEqual(locked);
  });

  it('does not read the notes again when only the problems change', async () => {
    const { fake, notes } = started();
    fake.emit('app.state', unlocked);
    await vi.waitFor(() => expect(notes.store.getState().list).toBe('ready'));
    fake.emit('app.state', {
      ...unlocked,
      problems: [{ code: 'rows-missing', message: 'One is gone.', details: {} }],
    });
    expect(fake.calls.filter(({ method }) => method === 'notes.list')).toHaveLength(1);
  });

  it('saves what is unsaved before it answers that all is settled', async () => {
    const { fake, notes } = started();
    fake.emit('app.state', unlocked);
    await vi.waitFor(() => expect(notes.store.getState().list).toBe('ready'));
    await notes.select(noteId(1));
    const { open } = notes.store.getState();
    notes.edit(open.kind === 'note' ? open.key : '', { body: 'just typed' });
    fake.emit('session.settle', undefined);
    await vi.waitFor(() => expect(settled(fake.calls)).toBe(true));
    expect(fake.notes.get(noteId(1))?.body).toBe('just typed');
  });

  it('does what was asked for before it locks, and before it answers that all is settled', async () => {
    const { fake, session } = started();
    const called = (method: string): boolean => fake.calls.some((call) => call.method === method);
    const late: boolean[] = [];
    const work = vi.fn(async () => {
      await new Promise((resolve) => setTimeout(resolve));
      late.push(called('vault.lock'), settled(fake.calls));
    });
    const forget = session.beforeLock(work);
    await session.lock().catch(() => undefined);
    expect(called('vault.lock')).toBe(true);
    fake.emit('session.settle', undefined);
    await vi.waitFor(() => expect(settled(fake.calls)).toBe(true));
    expect(late).toEqual([false, false, true, false]);
    forget();
    await session.lock().catch(() => undefined);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('settles also when a save fails', async () => {
    const { fake, notes } = started();
    fake.emit('app.state', unlocked);
    await vi.waitFor(() => expect(notes.store.getState().list).toBe('ready'));
    await notes.select(noteId(1));
    fake.failWith(new LatchkeyError('disk-full', 'The disk is full.'));
    const { open } = notes.store.getState();
    notes.edit(open.kind === 'note' ? open.key : '', { body: 'no room' });
    fake.emit('session.settle', undefined);
    await vi.waitFor(() => expect(settled(fake.calls)).toBe(true));
  });
});
