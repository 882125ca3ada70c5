import { describe, expect, it, vi } from 'vitest';
import { LatchkeyError, type MethodName } from '../../contract/index.ts';
import { createApi } from '../bridge/api.ts';
import { fakeBridge, lockedState, summaryOf, unlockedState } from '../bridge/fake-bridge.ts';
import { createNotes } from '../notes/notes-store.ts';
import { startSession } from '../session/session-store.ts';
import { startCare } from './care-store.ts';

const rehearsal = { checked: 9, notes: 3, attachments: 0, problems: [] };
const health = {
  lastCheck: null,
  backupFolder: null,
  backups: [],
  backupProblem: null,
  backupsOverdue: false,
  working: null,
};

/** An open vault with one note, and its care. */
async function started(handlers: Partial<Record<MethodName, () => unknown>>) {
  const fake = fakeBridge({
    'app.state': () => unlockedState(),
    'notes.list': () => ({ entries: [summaryOf(1)], next: null, total: 1 }),
    'vault.health': () => health,
    ...handlers,
  });
  const api = createApi(fake.bridge);
  const notes = createNotes(api);
  const session = startSession(api, notes);
  const care = startCare(api, session, notes);
  await vi.waitFor(() => expect(notes.store.getState().list).toBe('ready'));
  const listed = (): number => fake.calls.filter(({ method }) => method === 'notes.list').length;
  return { ...fake, notes, care, listed };
}

const fail = (code: 'cancelled' | 'other-key' | 'disk-full') => () => {
  throw new LatchkeyError(code, 'It did not work.');
};

describe('care for the open vault', () => {
  it('keeps the result of a rehearsal with its backup, and forgets it when the vault locks', async () => {
    const { care, emit } = await started({ 'backup.rehearse': () => rehearsal });
    const rehearsed = care.rehearse('a.backup');
    expect(care.store.getState().rehearsing).toBe('a.backup');
    await rehearsed;
    expect(care.store.getState()).toMatchObject({ rehearsing: null, rehearsals: { 'a.backup': rehearsal } });
    emit('app.state', lockedState());
    expect(care.store.getState().rehearsals).toEqual({});
  });

  it('keeps the reason why a backup could not be rehearsed with it, too', async () => {
    const { care } = await started({ 'backup.rehearse': fail('other-key') });
    await care.rehearse('old.backup');
    expect(care.store.getState().rehearsals['old.backup']).toMatchObject({ code: 'other-key' });
  });

  it('keeps the titles from before a repair, and reads the list again', async () => {
    const outcome = { mended: [], lost: [], before: 'Private.before.latchkey' };
    const { care, notes, listed } = await started({ 'vault.repair': () => outcome });
    const before = notes.store.getState().catalogue;
    await care.repair();
    expect(care.store.getState().repaired).toEqual({ outcome, before });
    await vi.waitFor(() => expect(listed()).toBe(2));
    care.forgetRepair();
    expect(care.store.getState().repaired).toBeNull();
  });

  it('says that a repair was cancelled, and leaves the list alone', async () => {
    const { care, listed } = await started({ 'vault.repair': fail('cancelled') });
    await care.repair();
    expect(care.store.getState()).toMatchObject({ repaired: null, failure: { work: 'repair' } });
    expect(listed()).toBe(1);
  });

  it('reads the list again after an import, even one that was cut off', async () => {
    const { care, listed } = await started({ 'vault.import': fail('disk-full') });
    await care.importNotes();
    expect(listed()).toBe(2);
    expect(care.store.getState()).toMatchObject({ asked: null, failure: { work: 'import' } });
  });

  it('tells nothing of an export whose folder was not chosen', async () => {
    const { care } = await started({ 'vault.export': () => null });
    await care.exportNotes();
    expect(care.store.getState()).toMatchObject({ asked: null, exported: null, failure: null });
  });

  it('makes the first recovery phrase without the passphrase, which was typed a moment ago', async () => {
    const { emit, calls, care } = await started({ 'vault.newRecovery': () => ({ phrase: 'one two' }) });
    emit('app.state', unlockedState({ next: 'recovery-phrase' }));
    await vi.waitFor(() => expect(care.store.getState().first.state).toBe('made'));
    expect(calls).toContainEqual({ method: 'vault.newRecovery', request: { current: null } });
  });

  it('keeps no recovery phrase that comes after the vault was locked', async () => {
    const answer = Promise.withResolvers<{ phrase: string }>();
    const { emit, care } = await started({ 'vault.newRecovery': () => answer.promise });
    emit('app.state', unlockedState({ next: 'recovery-phrase' }));
    expect(care.store.getState().first.state).toBe('making');
    emit('app.state', lockedState());
    answer.resolve({ phrase: 'one two' });
    await new Promise((resolve) => setTimeout(resolve));
    expect(care.store.getState().first).toEqual({ state: 'none' });
  });

  it('says nothing of work that fails after the vault was locked', async () => {
    const answer = Promise.withResolvers<never>();
    const { emit, care } = await started({ 'vault.import': () => answer.promise });
    const imported = care.importNotes();
    emit('app.state', lockedState());
    answer.reject(new LatchkeyError('file-missing', '“Diary.md” could not be read.'));
    await imported;
    expect(care.store.getState()).toMatchObject({ asked: null, failure: null });
  });
});
