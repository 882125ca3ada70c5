import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  codeOfFailure,
  freshPath,
  makeVault,
  openVault,
  passphrase,
  removeFolders,
  startSession,
} from './fixtures/vaults.ts';

afterEach(removeFolders);

async function openOne(path: string) {
  const [id] = await makeVault(path, [{ title: 'Tea', body: 'Oolong' }]);
  if (!id) throw new Error('no note');
  const { session } = startSession();
  await session.unlock({ path, passphrase });
  const text = { id, revision: 1, title: 'Tea', body: 'Sencha' };
  const readBack = async () => {
    const vault = await openVault(path);
    const { body } = vault.open(id);
    expect(Array.from(vault.check())).toEqual([]);
    vault.lock();
    return body;
  };
  return { session, text, readBack };
}

/** Windows lets nobody move a file that is open. */
describe.skipIf(process.platform === 'win32')('a vault file that is moved away while it is open', () => {
  it('refuses to save by code and keeps what it shows; put back, it takes the same text', async () => {
    const path = freshPath();
    const { session, text, readBack } = await openOne(path);
    const elsewhere = `${path}.elsewhere`;
    renameSync(path, elsewhere);
    expect(await codeOfFailure(() => session.saveNote(text))).toBe('file-missing');
    expect((await session.openNote(text)).body).toBe('Oolong');
    renameSync(elsewhere, path);
    expect((await session.saveNote(text)).revision).toBe(2);
    await session.lock();
    expect(readdirSync(dirname(path))).toEqual(['notes.latchkey']);
    expect(await readBack()).toBe('Sencha');
  });

  it('does the same when its whole folder goes, as a disk does that is unplugged', async () => {
    const folder = join(dirname(freshPath()), 'disk');
    mkdirSync(folder);
    const path = join(folder, 'notes.latchkey');
    const { session, text, readBack } = await openOne(path);
    renameSync(folder, `${folder}.gone`);
    expect(await codeOfFailure(() => session.saveNote(text))).toBe('file-missing');
    renameSync(`${folder}.gone`, folder);
    await session.saveNote(text);
    await session.lock();
    expect(await readBack()).toBe('Sencha');
  });

  it('never writes to another file that lies in its place', async () => {
    const path = freshPath();
    const { session, text } = await openOne(path);
    renameSync(path, `${path}.elsewhere`);
    copyFileSync(`${path}.elsewhere`, path);
    const before = readFileSync(path);
    expect(await codeOfFailure(() => session.saveNote(text))).toBe('file-missing');
    const calls = [
      () => session.rotate({ passphrase, recovery: false }),
      () => session.newRecovery({ passphrase }),
      () => session.repair({ backups: [] }),
    ];
    for (const call of calls) expect(await codeOfFailure(call)).toBe('file-missing');
    await session.lock();
    expect(readFileSync(path)).toEqual(before);
  });

  it('locks when it is gone for good, and leaves no log for another file to obey', async () => {
    const path = freshPath();
    const { session, text } = await openOne(path);
    await session.saveNote(text);
    rmSync(path);
    await session.lock();
    expect(existsSync(path)).toBe(false);
    expect(existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0).toBe(0);
  });
});
