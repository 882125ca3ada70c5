import { describe, expect, it, vi } from 'vitest';
import { createApi } from '../bridge/api.ts';
import { noteId, unlockedState } from '../bridge/fake-bridge.ts';
import { fakeVault } from '../notes/fake-vault.ts';
import { createNotes, type Notes } from '../notes/notes-store.ts';
import { startSession } from '../session/session-store.ts';
import { startTrail } from './trail.ts';

async function started() {
  const fake = fakeVault(3);
  const api = createApi(fake.bridge);
  const notes = createNotes(api);
  const trail = startTrail(notes, startSession(api, notes));
  fake.emit('app.state', unlockedState());
  await vi.waitFor(() => expect(notes.store.getState().list).toBe('ready'));
  return { notes, trail };
}

function typed(notes: Notes, body: string): void {
  const { open } = notes.store.getState();
  if (open.kind === 'note') notes.edit(open.key, { body });
}

function shown(notes: Notes): unknown {
  const { open } = notes.store.getState();
  return open.kind === 'note' ? open.summary?.id : open.kind;
}

describe('the way through the notes', () => {
  it('leads back from a note that is not saved yet, and forward to it again', async () => {
    const { notes, trail } = await started();
    await notes.select(noteId(1));
    await notes.select(noteId(2));
    typed(notes, 'Just written');
    await trail.go(-1);
    await notes.flush();
    expect(shown(notes)).toBe(noteId(1));
    await trail.go(1);
    expect(shown(notes)).toBe(noteId(2));
  });

  it('leads back from a new note to the one before it, and forward to it if it was written', async () => {
    const { notes, trail } = await started();
    await notes.select(noteId(1));
    await notes.select(noteId(2));
    notes.startNote();
    expect(trail.towards(1)).toBeNull();
    expect(trail.towards(-1)).toBe(noteId(2));
    typed(notes, 'New');
    await trail.go(-1);
    expect(shown(notes)).toBe(noteId(2));
    const created = trail.towards(1);
    expect(created).not.toBeNull();
    await trail.go(1);
    expect(shown(notes)).toBe(created);
  });
});
