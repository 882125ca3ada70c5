import { readdirSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { timeOfBackup } from './backup-name.ts';
import {
  freshPath,
  makeVault,
  openVault,
  passphrase,
  removeFolders,
  startSession,
} from './fixtures/vaults.ts';

afterEach(removeFolders);

const minute = 60_000;
const day = 24 * 60 * minute;
const year = 365 * day;
const start = Date.UTC(2026, 5, 15, 12);

/** A session whose clock stands still until somebody sets it. */
async function openAt(path: string, time: number) {
  const clock = { now: time };
  const { session } = startSession({ now: () => clock.now });
  await session.unlock({ path, passphrase });
  return { session, clock };
}

describe('a clock that was set back by a year', () => {
  it('loses no text: every save is there, in the order of the revisions', async () => {
    const path = freshPath();
    await makeVault(path);
    const { session, clock } = await openAt(path, start);
    let note = await session.createNote({ title: 'Tea', body: 'text 0' });
    clock.now -= year;
    for (let index = 1; index <= 5; index++) {
      clock.now += 10 * minute;
      note = await session.saveNote({
        id: note.id,
        revision: note.revision,
        title: 'Tea',
        body: `text ${index}`,
      });
    }
    expect(note.revision).toBe(6);
    const versions = await session.listVersions(note);
    const texts = await Promise.all(
      versions.map(async ({ revision }) => (await session.openVersion({ id: note.id, revision })).body),
    );
    expect(texts.toSorted()).toEqual(['text 0', 'text 1', 'text 2', 'text 3', 'text 4']);
    expect((await session.openNote(note)).body).toBe('text 5');
    await session.lock();
    const vault = await openVault(path);
    expect(Array.from(vault.check())).toEqual([]);
    vault.lock();
  });

  it('keeps the versions that seem to come from the future, however many are thinned', async () => {
    const path = freshPath();
    await makeVault(path);
    const { session, clock } = await openAt(path, start);
    let note = await session.createNote({ title: 'Tea', body: 'text 0' });
    const save = async (body: string) => {
      note = await session.saveNote({ id: note.id, revision: note.revision, title: 'Tea', body });
    };
    for (let index = 1; index <= 3; index++) {
      clock.now += 10 * minute;
      await save(`text ${index}`);
    }
    clock.now -= year;
    await save('text 4');
    const bodies = await Promise.all(
      (await session.listVersions(note)).map(({ revision }) =>
        session.openVersion({ id: note.id, revision }),
      ),
    );
    expect(bodies.map(({ body }) => body).toSorted()).toEqual(['text 0', 'text 1', 'text 2', 'text 3']);
    await session.lock();
  });

  it('makes a backup all the same, and thins none away that could be the newest', async () => {
    const path = freshPath();
    await makeVault(path);
    const folder = join(dirname(path), 'backups');
    mkdirSync(folder);
    const { session, clock } = await openAt(path, start);
    const first = await session.backup({ folder });
    clock.now -= year;
    const second = await session.backup({ folder });
    const third = await session.backup({ folder });
    const names = readdirSync(folder).filter((name) => timeOfBackup(name) !== null);
    expect(names).toHaveLength(3);
    expect(new Set([first, second, third].map(({ at }) => at)).size).toBe(3);
    clock.now += minute;
    const { vaultId } = await session.inspect({ path });
    const removed = await session.thinBackups({ folder, vaultId });
    // Two of one hour are one too many. The one from the future stays, and so does the newest of today.
    expect(removed).toEqual([second.file]);
    expect((await session.listBackups({ folder, vaultId })).map(({ file }) => file)).toEqual([
      first.file,
      third.file,
    ]);
    await session.lock();
  });

  it('opens a vault that was last written in the future', async () => {
    const path = freshPath();
    await makeVault(path);
    const later = await openAt(path, start + year);
    const note = await later.session.createNote({ title: 'Tea', body: 'Oolong' });
    const { writeCounter } = (await later.session.lock()) ?? { writeCounter: 0 };
    const { session } = await openAt(path, start);
    await session.changeNotes({ ids: [note.id], change: { trashed: true } });
    expect(await session.listNotes()).toMatchObject([{ trashedAt: start }]);
    expect((await session.lock())?.writeCounter).toBe((writeCounter ?? NaN) + 1);
  });

  it('changes the key and repairs as ever', async () => {
    const path = freshPath();
    await makeVault(path, [{ title: 'Tea', body: 'Oolong' }]);
    const { session, clock } = await openAt(path, start);
    clock.now = 0;
    await session.rotate({ passphrase, recovery: false });
    await session.repair({ backups: [] });
    expect(await session.listNotes()).toHaveLength(1);
    await session.lock();
  });
});
