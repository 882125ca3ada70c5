import { afterEach, describe, expect, it } from 'vitest';
import type { ListPart } from '../contract/library.ts';
import type { NoteId, NoteListEntry } from '../contract/words.ts';
import { cheapKdf, freshPath, passphrase, removeFolders, resources, tamper } from './fixtures/vaults.ts';
import type { ChangedNotes } from './messages.ts';
import { createSession, type Session } from './session.ts';

afterEach(removeFolders);

function start(): { session: Session; told: Promise<ChangedNotes> } {
  const { promise: told, resolve } = Promise.withResolvers<ChangedNotes>();
  return { session: createSession({ resources, onProblems: () => undefined, onChanged: resolve }), told };
}

async function listOf(session: Session): Promise<NoteListEntry[]> {
  const entries: NoteListEntry[] = [];
  for (let from: number | null = null; ;) {
    const part: ListPart = await session.listPart({ from });
    entries.push(...part.entries);
    from = part.next;
    if (from === null) return entries;
  }
}

function ids(entries: readonly NoteListEntry[]): NoteId[] {
  return entries.map(({ id }) => id).toSorted();
}

/** A vault that was listed and locked, so that its list lies in the cache. */
async function listedVault(): Promise<{ path: string; ids: readonly NoteId[] }> {
  const path = freshPath();
  const { session } = start();
  await session.create({ path, passphrase, kdf: cheapKdf });
  for (let count = 0; count < 120; count++)
    await session.createNote({ title: `Note ${count}`, body: 'Text' });
  const listed = await listOf(session);
  await session.lock();
  return { path, ids: listed.map(({ id }) => id) };
}

describe('the list in parts', () => {
  it('is the list of all notes, after an unlock too', async () => {
    const { path, ids: before } = await listedVault();
    const { session } = start();
    await session.unlock({ path, passphrase });
    const first = await session.listPart({ from: null });
    expect(first.entries).toHaveLength(100);
    expect(first).toMatchObject({ next: 100, total: 120 });
    expect((await listOf(session)).map(({ id }) => id)).toEqual(before);
    expect(ids(await session.listNotes())).toEqual(before.toSorted());
    await session.createNote({ title: 'New', body: '' });
    expect(await listOf(session)).toHaveLength(121);
    await session.lock();
    await expect(session.listPart({ from: null })).rejects.toMatchObject({ code: 'locked' });
  });

  it('tells of a note that was damaged behind the list, once the check has found it', async () => {
    const { path, ids: before } = await listedVault();
    const [damaged] = before;
    if (!damaged) throw new Error('expected a note');
    tamper(
      path,
      'UPDATE summary SET sealed = zeroblob(length(sealed)) WHERE id = ?',
      Buffer.from(damaged, 'hex'),
    );
    const { session, told } = start();
    await session.unlock({ path, passphrase });
    expect(await listOf(session)).toHaveLength(120);
    const { changed, gone } = await told;
    expect(gone).toEqual([]);
    expect(changed).toMatchObject([{ state: 'damaged', id: damaged }]);
    expect((await listOf(session))[0]).toMatchObject({ state: 'damaged', id: damaged });
    await session.lock();
  });

  it('tells of a note that was deleted behind the list', async () => {
    const { path, ids: before } = await listedVault();
    const [missing] = before;
    if (!missing) throw new Error('expected a note');
    tamper(path, 'DELETE FROM summary WHERE id = ?', Buffer.from(missing, 'hex'));
    const { session, told } = start();
    await session.unlock({ path, passphrase });
    expect(await listOf(session)).toHaveLength(120);
    expect(await told).toEqual({ changed: [], gone: [missing] });
    expect(await listOf(session)).toHaveLength(119);
    await session.lock();
  });

  it('goes on after a rotation and a repair', async () => {
    const { path, ids: before } = await listedVault();
    const { session } = start();
    await session.unlock({ path, passphrase });
    await session.rotate({ passphrase, recovery: false });
    expect((await listOf(session)).map(({ id }) => id)).toEqual(before);
    await session.repair({ backups: [] });
    expect((await listOf(session)).map(({ id }) => id)).toEqual(before);
    await session.lock();
    const again = start().session;
    await again.unlock({ path, passphrase });
    expect((await listOf(again)).map(({ id }) => id)).toEqual(before);
    await again.lock();
  });
});
