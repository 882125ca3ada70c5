import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NoteId } from '../contract/words.ts';
import {
  codeOfFailure,
  freshPath,
  makeVault,
  openVault,
  passphrase,
  removeFolders,
  resources,
  startSession,
  tamper,
} from './fixtures/vaults.ts';
import { createSession, type Session } from './session.ts';

const texts = Array.from({ length: 12 }, (_, index) => ({ title: `Note ${index}`, body: `text ${index}` }));

let path: string;
let folder: string;
let session: Session;
let ids: readonly NoteId[];

beforeEach(async () => {
  path = freshPath();
  folder = join(dirname(path), 'backups');
  mkdirSync(folder);
  ids = await makeVault(path, texts);
  session = startSession().session;
});

afterEach(async () => {
  await session.lock();
  removeFolders();
});

const unlock = () => session.unlock({ path, passphrase });
const idOf = (index: number): NoteId => {
  const id = ids[index];
  if (!id) throw new Error('no such note');
  return id;
};
const blobOf = (index: number) => Buffer.from(idOf(index), 'hex');
const beside = () => readdirSync(dirname(path)).filter((name) => name.includes('before repair'));

async function backUp(): Promise<string> {
  await unlock();
  const { file } = await session.backup({ folder });
  await session.lock();
  return file;
}

/** The text of note 3 is changed, that of note 5 is gone, and so is the title of note 7. */
function damage(): void {
  tamper(path, 'UPDATE content SET sealed = zeroblob(length(sealed)) WHERE id = ?', blobOf(3));
  tamper(path, 'DELETE FROM content WHERE id = ?', blobOf(5));
  tamper(path, 'DELETE FROM summary WHERE id = ?', blobOf(7));
}

describe('a repair', () => {
  it('brings back from a backup what is damaged or missing, and the session goes on', async () => {
    const backup = await backUp();
    damage();
    await unlock();
    await session.saveNote({ id: idOf(0), revision: 1, title: 'Newer than the backup', body: 'kept' });
    const { mended, lost } = await session.repair({ backups: [backup] });
    expect(lost).toEqual([]);
    expect(new Set(mended.map(({ id }) => id))).toEqual(new Set([3, 5, 7].map(idOf)));
    expect(mended.every(({ source }) => source === 'backup')).toBe(true);
    expect((await session.verify()).problems).toEqual([]);
    expect((await session.openNote({ id: idOf(3) })).body).toBe('text 3');
    expect((await session.openNote({ id: idOf(7) })).summary.title).toBe('Note 7');
    expect((await session.openNote({ id: idOf(0) })).body).toBe('kept');
    await session.createNote({ title: 'After', body: '' });
    await session.lock();
    await unlock();
    expect(await session.listNotes()).toHaveLength(texts.length + 1);
  });

  it('makes a vault whole that does not know any more what it should hold', async () => {
    tamper(path, 'DELETE FROM state');
    await unlock();
    expect(await session.repair({ backups: [] })).toMatchObject({ mended: [], lost: [] });
    expect((await session.verify()).problems).toEqual([]);
    await session.createNote({ title: 'After', body: '' });
    await session.lock();
    expect((await unlock()).writeCounter).toBeGreaterThan(0);
    expect(await session.listNotes()).toHaveLength(texts.length + 1);
  });

  it('keeps the file as it was beside, which opens and is no backup', async () => {
    damage();
    await unlock();
    const { before } = await session.repair({ backups: [] });
    expect(before).toMatch(/^notes before repair \d{4}-\d\d-\d\dT\d{6}Z\.latchkey$/);
    expect(beside()).toEqual([before]);
    await session.createNote({ title: 'After', body: '' });
    const { vaultId } = await session.inspect({ path });
    expect(await session.listBackups({ folder: dirname(path), vaultId })).toEqual([]);
    await session.lock();
    const old = await openVault(join(dirname(path), before));
    expect(old.list()).toHaveLength(texts.length - 1);
    old.lock();
    expect(statSync(join(dirname(path), before)).nlink).toBe(1);
  });

  it('leaves out what nothing brings back, and says so', async () => {
    damage();
    await unlock();
    const { lost } = await session.repair({ backups: [] });
    const gone = [3, 5].map((index) => idOf(index) as string);
    expect(lost.map(({ details }) => details.id)).toEqual(expect.arrayContaining(gone));
    expect((await session.verify()).problems).toEqual([]);
    // The text of note 7 is all there: it got a title again.
    expect((await session.openNote({ id: idOf(7) })).body).toBe('text 7');
  });

  it('puts back an earlier text that was kept', async () => {
    await unlock();
    await session.saveNote({ id: idOf(3), revision: 1, title: 'Note 3', body: '' });
    await session.lock();
    damage();
    await unlock();
    const { mended } = await session.repair({ backups: [] });
    expect(mended).toContainEqual({ id: idOf(3), table: 'content', source: 'version' });
    expect((await session.openNote({ id: idOf(3) })).body).toBe('text 3');
  });

  it('passes over backups that are not there, no vaults, of other vaults, or under another key', async () => {
    const older = await backUp();
    await unlock();
    await session.rotate({ passphrase, recovery: false });
    await session.lock();
    const backup = await backUp();
    const other = freshPath();
    await makeVault(other, texts);
    const noVault = join(folder, 'no vault');
    writeFileSync(noVault, 'x');
    damage();
    await unlock();
    const backups = [join(folder, 'nothing'), noVault, other, older, backup];
    const { mended, lost } = await session.repair({ backups });
    expect([mended.length > 0, lost]).toEqual([true, []]);
    expect((await session.verify()).problems).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('passes over a link that leads to itself', async () => {
    const file = await backUp();
    const loop = join(folder, 'notes 2026-01-01T000000Z.latchkey');
    symlinkSync(loop, loop);
    damage();
    const { vaultId } = await unlock();
    expect((await session.listBackups({ folder, vaultId })).map((backup) => backup.file)).toEqual([file]);
    const { lost } = await session.repair({ backups: [loop, file] });
    expect(lost).toEqual([]);
    expect(readdirSync(dirname(path)).filter((name) => name.includes('repairing'))).toEqual([]);
  });

  it('takes a new name for the file as it was, and replaces none', async () => {
    const now = Date.UTC(2026, 0, 2, 3, 4, 5);
    const other = createSession({ resources, onProblems: () => undefined, now: () => now });
    writeFileSync(join(dirname(path), 'notes before repair 2026-01-02T030405Z.latchkey'), 'mine');
    await other.unlock({ path, passphrase });
    const { before } = await other.repair({ backups: [] });
    await other.lock();
    expect(before).toBe('notes before repair 2026-01-02T030406Z.latchkey');
    expect(readFileSync(join(dirname(path), beside()[0] ?? ''), 'utf8')).toBe('mine');
  });

  it('changes nothing when it is stopped', async () => {
    damage();
    await unlock();
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    expect(
      await codeOfFailure(() => session.repair({ backups: [] }, { signal: stop.signal, onProgress })),
    ).toBe('cancelled');
    expect(readdirSync(dirname(path)).sort()).toEqual(['backups', 'notes.latchkey', 'notes.latchkey-wal']);
    expect(await codeOfFailure(() => session.openNote({ id: idOf(3) }))).toBe('record-tampered');
  });

  it('that a crash cut off leaves no second name of the vault and no draft', async () => {
    const second = join(dirname(path), 'notes before repair 2026-01-02T030405Z.latchkey');
    const another = join(dirname(path), 'notes before repair 2026-01-02T030406Z.latchkey');
    linkSync(path, second);
    writeFileSync(another, 'another file');
    writeFileSync(`${path}.repairing-0123456789ab`, 'x');
    await unlock();
    expect(existsSync(second)).toBe(false);
    expect(existsSync(another)).toBe(true);
    expect(existsSync(`${path}.repairing-0123456789ab`)).toBe(false);
    expect((await session.verify()).problems).toEqual([]);
  });
});

describe('a rehearsal', () => {
  it('opens every record of a backup and says what it would bring back', async () => {
    await unlock();
    const file = join(dirname(path), 'a.txt');
    writeFileSync(file, 'attached');
    await session.attach({ id: idOf(0), file });
    const backup = await session.backup({ folder });
    expect(await session.rehearse({ file: backup.file })).toEqual({
      checked: backup.checked,
      notes: texts.length,
      attachments: 1,
      problems: [],
    });
  });

  it('names what does not open', async () => {
    const file = await backUp();
    tamper(file, 'UPDATE content SET sealed = zeroblob(length(sealed)) WHERE id = ?', blobOf(3));
    await unlock();
    const { problems } = await session.rehearse({ file });
    expect(problems).toMatchObject([{ code: 'record-tampered', details: { table: 'content', id: idOf(3) } }]);
  });

  it('knows a backup from before a change of key, and one of another vault', async () => {
    const file = await backUp();
    const other = freshPath();
    await makeVault(other, texts);
    await unlock();
    expect(await codeOfFailure(() => session.rehearse({ file: other }))).toBe('other-key');
    await session.rotate({ passphrase, recovery: false });
    expect(await codeOfFailure(() => session.rehearse({ file }))).toBe('other-key');
    await session.createNote({ title: 'Still open', body: '' });
  });

  it('is refused for what is no backup', async () => {
    await unlock();
    const rehearse = (file: string) => codeOfFailure(() => session.rehearse({ file }));
    const noVault = join(folder, 'no vault');
    writeFileSync(noVault, 'x');
    expect(await rehearse(noVault)).toBe('not-a-vault');
    expect(await rehearse(join(folder, 'nothing'))).toBe('file-missing');
    expect(await rehearse(path)).toBe('vault-in-use');
  });
});
