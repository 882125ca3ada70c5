import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountDisk, type SmallDisk } from './fixtures/small-disk.ts';
import {
  cheapKdf,
  codeOfFailure,
  freshPath,
  makeVault,
  openVault,
  passphrase,
  removeFolders,
  startSession,
  tamper,
} from './fixtures/vaults.ts';
import { readerName } from './reader-file.ts';
import type { Session } from './session.ts';

const texts = Array.from({ length: 450 }, (_, index) => ({ title: `Note ${index}`, body: `text ${index}` }));
const next = 'another heron entirely';
const backupsIn = (folder: string) => readdirSync(folder).filter((name) => name !== readerName);
const filesBeside = (path: string) => readdirSync(dirname(path)).sort();

let path: string;
let folder: string;
let session: Session;

/** A vault of many notes, made once and copied. */
let template: Buffer | undefined;

beforeEach(async () => {
  path = freshPath();
  folder = join(dirname(path), 'backups');
  mkdirSync(folder);
  if (!template) {
    await makeVault(path, texts);
    template = readFileSync(path);
  }
  writeFileSync(path, template);
  session = startSession().session;
});

afterEach(async () => {
  await session.lock();
  removeFolders();
});

const unlock = () => session.unlock({ path, passphrase });
const vaultId = async () => (await session.inspect({ path })).vaultId;

/** Aborts at the `count`th progress. */
function stopAfter(count: number) {
  const stop = new AbortController();
  let seen = 0;
  const onProgress = () => {
    seen += 1;
    if (seen === count) stop.abort();
  };
  return { signal: stop.signal, onProgress };
}

describe('who can open a vault', () => {
  it('is told when it opens, and its id and write counter with it', async () => {
    const opened = await unlock();
    expect(opened).toMatchObject({ writeCounter: 451, holders: [{ type: 'passphrase' }] });
    expect(opened.vaultId).toMatch(/^[0-9a-f]{32}$/);
    expect(await vaultId()).toBe(opened.vaultId);
    await session.createNote({ title: 'One more', body: '' });
    expect(await session.lock()).toEqual({
      vaultId: opened.vaultId,
      writeCounter: 452,
      inboxKey: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      unsaved: null,
    });
    expect(await session.lock()).toBeNull();
  });

  it('changes with the passphrase: the new one opens, the old one does not', async () => {
    await unlock();
    const [before] = await session.holders();
    const holders = await session.changePassphrase({ current: passphrase, next });
    expect(holders).toMatchObject([{ type: 'passphrase', kdf: cheapKdf }]);
    expect(holders[0]?.id).not.toBe(before?.id);
    expect(await session.holders()).toEqual(holders);
    await session.lock();
    expect(await codeOfFailure(unlock)).toBe('wrong-passphrase');
    await session.unlock({ path, passphrase: next });
  });

  it('stays when the current passphrase is wrong', async () => {
    await unlock();
    const before = await session.holders();
    expect(await codeOfFailure(() => session.changePassphrase({ current: 'no', next }))).toBe(
      'wrong-passphrase',
    );
    expect(await session.holders()).toEqual(before);
  });

  it('includes a recovery phrase that opens the vault and allows a new passphrase', async () => {
    await unlock();
    const { phrase, holders } = await session.newRecovery(null);
    expect(phrase.split(' ')).toHaveLength(24);
    expect(holders.map(({ type }) => type)).toEqual(['passphrase', 'recovery']);
    expect(await codeOfFailure(() => session.setPassphrase({ next }))).toBe('invalid-request');
    await session.lock();
    await session.unlockWithRecovery({ path, phrase: `  ${phrase.toUpperCase()} ` });
    await session.setPassphrase({ next, kdf: cheapKdf });
    await session.lock();
    expect(await codeOfFailure(unlock)).toBe('wrong-passphrase');
    await session.unlock({ path, passphrase: next });
  });

  it('has one recovery phrase at most: a new one ends the old one', async () => {
    await unlock();
    const old = await session.newRecovery(null);
    const { phrase, holders } = await session.newRecovery(null);
    expect(holders).toHaveLength(2);
    await session.lock();
    expect(await codeOfFailure(() => session.unlockWithRecovery({ path, phrase: old.phrase }))).toBe(
      'wrong-recovery-phrase',
    );
    await session.unlockWithRecovery({ path, phrase });
  });

  it('can be fewer, but never nobody', async () => {
    await unlock();
    const { holders } = await session.newRecovery(null);
    expect(await session.removeHolder({ id: holders[1]?.id ?? '' })).toHaveLength(1);
    expect(await codeOfFailure(() => session.removeHolder({ id: holders[1]?.id ?? '' }))).toBe('not-found');
    expect(await codeOfFailure(() => session.removeHolder({ id: holders[0]?.id ?? '' }))).toBe(
      'invalid-request',
    );
  });

  it('does not change when the vault is locked meanwhile', async () => {
    await unlock();
    const changing = codeOfFailure(() => session.changePassphrase({ current: passphrase, next }));
    await session.lock();
    expect(await changing).toBe('locked');
    await unlock();
  });
});

describe('the check', () => {
  it('opens every record and tells how far it is', async () => {
    await unlock();
    const seen: number[] = [];
    const report = await session.verify({ onProgress: ({ done, total }) => seen.push(done / total) });
    expect(report).toMatchObject({ checked: 900, problems: [] });
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it('names each damaged record', async () => {
    tamper(path, 'UPDATE content SET sealed = zeroblob(length(sealed)) WHERE row IN (3, 9)');
    await unlock();
    const { problems } = await session.verify();
    expect(problems.map(({ code, details }) => [code, details.table])).toEqual([
      ['record-tampered', 'content'],
      ['record-tampered', 'content'],
    ]);
  });

  it('can be stopped, before it began and in the middle', async () => {
    await unlock();
    expect(await codeOfFailure(() => session.verify({ signal: AbortSignal.abort() }))).toBe('cancelled');
    expect(await codeOfFailure(() => session.verify(stopAfter(3)))).toBe('cancelled');
    await expect(session.verify(stopAfter(3))).rejects.toThrow('The check was stopped. Nothing was changed.');
    expect((await session.verify()).checked).toBe(900);
  });

  it('lets notes be read meanwhile, and what is written waits for its end, in order', async () => {
    await unlock();
    const events: string[] = [];
    const [first] = await session.listNotes();
    const checking = session.verify().then(({ problems }) => events.push(`checked ${problems.length}`));
    await new Promise((resolve) => setImmediate(resolve));
    const id = first?.id;
    if (!id) throw new Error('no note');
    const writing = [2, 3, 4].map((revision) =>
      session
        .saveNote({ id, revision: revision - 1, title: 'T', body: '' })
        .then((saved) => events.push(`saved ${saved.revision}`)),
    );
    await session.openNote({ id }).then(() => events.push('read'));
    await Promise.all([checking, ...writing]);
    expect(events).toEqual(['read', 'checked 0', 'saved 2', 'saved 3', 'saved 4']);
  });

  it('ends at a lock, and what waited to be written is written before that', async () => {
    await unlock();
    const checking = codeOfFailure(() => session.verify());
    await new Promise((resolve) => setImmediate(resolve));
    const writing = session.createNote({ title: 'Last words', body: '' });
    await session.lock();
    expect(await checking).toBe('locked');
    const { id } = await writing;
    await unlock();
    expect((await session.openNote({ id })).summary.title).toBe('Last words');
  });
});

describe('a changed key', () => {
  it('leaves the notes, the revisions and the id, and drops every holder but the passphrase', async () => {
    const { vaultId: id } = await unlock();
    const { phrase: old } = await session.newRecovery(null);
    const before = await session.listNotes();
    const ino = statSync(path).ino;
    const rotated = await session.rotate({ passphrase, recovery: true });
    expect(rotated.dropped.map(({ type }) => type)).toEqual(['recovery']);
    expect(rotated.holders.map(({ type }) => type)).toEqual(['passphrase', 'recovery']);
    expect(await session.listNotes()).toEqual(before);
    expect(statSync(path).ino).not.toBe(ino);
    await session.createNote({ title: 'After', body: '' });
    expect((await session.verify()).problems).toEqual([]);
    await session.lock();
    expect(filesBeside(path)).toEqual(['backups', 'notes.latchkey']);
    expect(await codeOfFailure(() => session.unlockWithRecovery({ path, phrase: old }))).toBe(
      'wrong-recovery-phrase',
    );
    expect((await session.unlockWithRecovery({ path, phrase: rotated.phrase ?? '' })).vaultId).toBe(id);
    await session.lock();
    await unlock();
    expect(await session.listNotes()).toHaveLength(451);
  });

  it('needs a passphrase that opens the vault', async () => {
    await unlock();
    const before = await session.holders();
    expect(await codeOfFailure(() => session.rotate({ passphrase: 'no', recovery: false }))).toBe(
      'wrong-passphrase',
    );
    expect(await session.holders()).toEqual(before);
    expect(filesBeside(path)).toHaveLength(3);
  });

  it.each([1, 3, 5, 9])(
    'leaves the old vault and nothing else when it is stopped at step %i',
    async (step) => {
      await unlock();
      const before = await session.holders();
      await expect(session.rotate({ passphrase, recovery: true }, stopAfter(step))).rejects.toMatchObject({
        code: 'cancelled',
        message: 'Changing the key was stopped. Nothing was changed.',
      });
      expect(await session.holders()).toEqual(before);
      expect(filesBeside(path)).toEqual(['backups', 'notes.latchkey', 'notes.latchkey-wal']);
      await session.createNote({ title: 'Still here', body: '' });
      await session.lock();
      await unlock();
      expect(await session.listNotes()).toHaveLength(451);
    },
  );

  it('waits to be carried on when the vault is locked meanwhile', async () => {
    await unlock();
    const begun = Promise.withResolvers<null>();
    const onProgress = () => begun.resolve(null);
    const rotating = codeOfFailure(() => session.rotate({ passphrase, recovery: false }, { onProgress }));
    await begun.promise;
    await session.lock();
    expect(await rotating).toBe('locked');
    expect((await unlock()).rotationLeft).toBe(filesBeside(path).some((name) => name.includes('rotating')));
    await session.discardRotation();
    expect(filesBeside(path)).toEqual(['backups', 'notes.latchkey', 'notes.latchkey-wal']);
    expect(await session.listNotes()).toHaveLength(450);
  });

  it('takes what is written meanwhile into the new vault', async () => {
    await unlock();
    const begun = Promise.withResolvers<null>();
    const onProgress = () => begun.resolve(null);
    const rotating = session.rotate({ passphrase, recovery: false }, { onProgress });
    await begun.promise;
    const { id } = await session.createNote({ title: 'Meanwhile', body: 'kept' });
    await rotating;
    await session.lock();
    await unlock();
    expect((await session.openNote({ id })).body).toBe('kept');
  });

  it('can be changed twice at once, one after the other', async () => {
    await unlock();
    const both = await Promise.all([
      session.rotate({ passphrase, recovery: true }),
      session.rotate({ passphrase, recovery: false }),
    ]);
    expect(both[1].dropped.map(({ type }) => type)).toEqual(['recovery']);
    expect((await session.verify()).checked).toBe(900);
    await session.lock();
    await unlock();
  });

  it('is refused where something is wrong with the vault', async () => {
    tamper(path, 'DELETE FROM content WHERE row = 7');
    await unlock();
    expect(await codeOfFailure(() => session.rotate({ passphrase, recovery: false }))).toBe('rows-missing');
    expect(filesBeside(path)).toHaveLength(3);
  });

  it('is refused where a record does not open', async () => {
    tamper(path, 'UPDATE content SET sealed = zeroblob(length(sealed)) WHERE row = 250');
    await unlock();
    expect(await codeOfFailure(() => session.rotate({ passphrase, recovery: false }))).toBe(
      'record-tampered',
    );
    expect(filesBeside(path)).toHaveLength(3);
  });

  it.skipIf(process.platform === 'win32')(
    'keeps a symbolic link to the vault, and the rights of its file',
    async () => {
      const link = join(folder, 'link.latchkey');
      symlinkSync(path, link);
      const { mode } = statSync(path);
      await session.unlock({ path: link, passphrase });
      await session.rotate({ passphrase, recovery: false });
      await session.createNote({ title: 'After', body: '' });
      await session.lock();
      expect(statSync(path).mode).toBe(mode);
      expect(readdirSync(folder)).toEqual(['link.latchkey']);
      await unlock();
      expect(await session.listNotes()).toHaveLength(451);
    },
  );

  it('removes what a crash left when the vault is next opened, and nothing that only looks like it', async () => {
    const left = [
      '.rotating-0123456789ab',
      '.rotating-0123456789ab-wal',
      '.repairing-0123456789ab',
      '.repairing-0123456789ab-wal',
      '.new-0123456789ab',
      '.new-0123456789ab-journal',
    ];
    const others = ['.rotating-0123456789', '.newer-0123456789ab', '.rotating-0123456789ab.txt', '.old'];
    for (const end of [...left, ...others]) writeFileSync(path + end, 'x');
    writeFileSync(join(dirname(path), 'other.latchkey.rotating-0123456789ab'), 'x');
    await unlock();
    const beside = filesBeside(path);
    expect(left.filter((end) => beside.includes(basename(path) + end))).toEqual([]);
    expect(others.filter((end) => beside.includes(basename(path) + end))).toEqual(others);
    expect(beside).toContain('other.latchkey.rotating-0123456789ab');
  });
});

describe('a backup', () => {
  it('is a vault of its own that opens with the same passphrase, and was opened when it was made', async () => {
    await unlock();
    const before = Date.now();
    const report = await session.backup({ folder });
    expect(basename(report.file)).toMatch(/^notes \d{4}-\d\d-\d\dT\d{6}Z\.latchkey$/);
    expect(report).toMatchObject({ checked: 900, bytes: statSync(report.file).size });
    expect(Math.abs(report.at - before)).toBeLessThan(5000);
    expect(readdirSync(folder).sort()).toEqual([readerName, basename(report.file)].sort());
    const copy = await openVault(report.file);
    expect(copy.list()).toHaveLength(450);
    copy.lock();
  });

  it('goes into the folder of the vault itself, and the second of one second gets the next name', async () => {
    await unlock();
    const one = await session.backup({ folder: dirname(path) });
    const two = await session.backup({ folder: dirname(path) });
    expect(two.at).toBeGreaterThan(one.at);
    expect(await session.listBackups({ folder: dirname(path), vaultId: await vaultId() })).toEqual(
      [two, one].map(({ file, at, bytes }) => ({ file, at, bytes })),
    );
    await session.createNote({ title: 'The locks hold', body: '' });
    expect(await codeOfFailure(() => startSession().session.unlock({ path, passphrase }))).toBe(
      'vault-in-use',
    );
  });

  it('is made while notes are written, and is the vault of one moment', async () => {
    await unlock();
    const backing = session.backup({ folder });
    for (let count = 0; count < 40; count++)
      await session.createNote({ title: `More ${count}`, body: 'x'.repeat(9000) });
    const { file, checked } = await backing;
    const copy = await openVault(file);
    expect(copy.list()).toHaveLength(checked / 2);
    copy.lock();
  });

  it.each([1, 4])('leaves nothing when it is stopped at step %i', async (step) => {
    await unlock();
    expect(await codeOfFailure(() => session.backup({ folder }, stopAfter(step)))).toBe('cancelled');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing when the vault is locked meanwhile', async () => {
    await unlock();
    const backing = codeOfFailure(() => session.backup({ folder }));
    await session.lock();
    expect(await backing).toBe('locked');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused without a folder, and when that vanishes meanwhile', async () => {
    await unlock();
    expect(await codeOfFailure(() => session.backup({ folder: join(folder, 'no') }))).toBe('file-missing');
    const onProgress = () => rmSync(folder, { recursive: true, force: true });
    await expect(session.backup({ folder }, { onProgress })).rejects.toMatchObject({
      code: 'file-missing',
      message: expect.stringContaining('folder for backups') as string,
    });
    expect(await session.listNotes()).toHaveLength(450);
  });

  it('is not kept when it does not open', async () => {
    tamper(path, 'UPDATE content SET sealed = zeroblob(length(sealed)) WHERE row = 250');
    await unlock();
    expect(await codeOfFailure(() => session.backup({ folder }))).toBe('record-tampered');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is listed with the others of its vault only, and clears away what a crash left', async () => {
    const { vaultId: id } = await unlock();
    const { file } = await session.backup({ folder });
    const other = freshPath();
    await makeVault(other);
    copyFileSync(other, join(folder, 'notes 2020-01-01T000000Z.latchkey'));
    writeFileSync(join(folder, 'notes 2021-01-01T000000Z.latchkey'), 'not a vault');
    const litter = `${file}.backup-${id.slice(0, 12)}-0123456789ab`;
    writeFileSync(litter, 'x');
    writeFileSync(`${file}.backup-000000000000-0123456789ab`, 'another vault');
    expect((await session.listBackups({ folder, vaultId: id })).map((backup) => backup.file)).toEqual([file]);
    await session.backup({ folder });
    expect(existsSync(litter)).toBe(false);
    expect(existsSync(`${file}.backup-000000000000-0123456789ab`)).toBe(true);
  });

  it('goes when newer ones make it superfluous, unless it is open', async () => {
    const { vaultId: id } = await unlock();
    const { file } = await session.backup({ folder });
    const at = (stamp: string) => join(folder, `notes ${stamp}.latchkey`);
    const old = ['2019-03-01T100000Z', '2019-03-02T100000Z', '2019-03-03T100000Z'].map(at);
    for (const each of old) copyFileSync(file, each);
    const reader = startSession().session;
    await reader.unlock({ path: old[0] ?? '', passphrase });
    expect(await session.thinBackups({ folder, vaultId: id })).toEqual([old[1]]);
    await reader.lock();
    expect(await session.thinBackups({ folder, vaultId: id })).toEqual([old[0]]);
    expect(await session.thinBackups({ folder, vaultId: id })).toEqual([]);
    expect(backupsIn(folder)).toHaveLength(2);
  });
});

describe('restoring', () => {
  it('puts a copy where nothing was, and never over a file', async () => {
    await unlock();
    const { file } = await session.backup({ folder });
    const back = join(folder, 'back.latchkey');
    await session.restore({ backup: file, path: back });
    const copy = await openVault(back);
    expect(copy.list()).toHaveLength(450);
    copy.lock();
    expect(await codeOfFailure(() => session.restore({ backup: file, path: back }))).toBe('already-exists');
    expect(await codeOfFailure(() => session.restore({ backup: file, path: file }))).toBe('already-exists');
    expect(backupsIn(folder).sort()).toEqual(['back.latchkey', basename(file)].sort());
  });

  it.each([
    ['is not there', 'file-missing', () => undefined],
    ['is no vault', 'not-a-vault', (file: string) => writeFileSync(file, 'Dear diary')],
    ['is empty', 'empty-file', (file: string) => writeFileSync(file, '')],
    [
      'has a schema of its own',
      'schema-tampered',
      (file: string) => {
        copyFileSync(path, file);
        tamper(file, 'CREATE TABLE extra (x)');
      },
    ],
    [
      'has a damaged header',
      'header-tampered',
      (file: string) => {
        copyFileSync(path, file);
        tamper(file, "UPDATE header SET body = CAST('{}' AS BLOB)");
      },
    ],
  ])('refuses a backup that %s', async (_, code, make) => {
    const backup = join(folder, 'bad.latchkey');
    make(backup);
    const back = join(dirname(path), 'back.latchkey');
    expect(await codeOfFailure(() => session.restore({ backup, path: back }))).toBe(code);
    expect(existsSync(back)).toBe(false);
    expect(filesBeside(path)).toEqual(['backups', 'notes.latchkey']);
  });

  it('refuses a vault that is open', async () => {
    await unlock();
    const back = join(folder, 'back.latchkey');
    expect(await codeOfFailure(() => session.restore({ backup: path, path: back }))).toBe('vault-in-use');
  });
});

const probe = mountDisk(64);
probe?.remove();

describe.skipIf(!probe)('a small disk', () => {
  let disk: SmallDisk;

  const mount = (kib: number) => {
    const mounted = mountDisk(kib);
    if (!mounted) throw new Error('The disk could not be mounted');
    disk = mounted;
    return disk.folder;
  };

  afterEach(async () => {
    await session.lock();
    disk.remove();
  });

  it('that is full refuses a backup and keeps nothing of it', async () => {
    await unlock();
    const small = mount(200);
    await expect(session.backup({ folder: small })).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('disk for backups') as string,
    });
    expect(readdirSync(small)).toEqual([]);
  });

  it('that is full refuses to restore and keeps nothing of it', async () => {
    const back = join(mount(200), 'back.latchkey');
    expect(await codeOfFailure(() => session.restore({ backup: path, path: back }))).toBe('disk-full');
    expect(readdirSync(disk.folder)).toEqual([]);
  });

  it('that can only be read refuses a backup, and a backup on it can be restored', async () => {
    const small = mount(4096);
    await unlock();
    const { file } = await session.backup({ folder: small });
    disk.makeReadOnly();
    expect(await codeOfFailure(() => session.backup({ folder: small }))).toBe('read-only');
    expect(await session.listBackups({ folder: small, vaultId: await vaultId() })).toHaveLength(1);
    expect(await session.thinBackups({ folder: small, vaultId: await vaultId() })).toEqual([]);
    const back = join(folder, 'back.latchkey');
    await session.restore({ backup: file, path: back });
    const copy = await openVault(back);
    expect(copy.list()).toHaveLength(450);
    copy.lock();
  });

  it.each([
    [16, 'disk-full'],
    [64, 'disk-full'],
    [150, 'disk-full'],
    [300, 'disk-full'],
    [450, 'disk-full'],
    [2000, 'no error'],
  ])('with %i KiB to spare has the old key or the new one afterwards, whole: %s', async (spare, expected) => {
    const size = Math.ceil((template?.length ?? 0) / 1024);
    const small = join(mount(size + spare), 'notes.latchkey');
    copyFileSync(path, small);
    await session.unlock({ path: small, passphrase });
    const before = await session.holders();
    const code = await codeOfFailure(() => session.rotate({ passphrase, recovery: false }));
    expect(code).toBe(expected);
    if (code === 'disk-full') expect(await session.holders()).toEqual(before);
    expect(readdirSync(disk.folder).filter((name) => name.includes('rotating'))).toEqual([]);
    expect((await session.verify()).problems).toEqual([]);
    await session.lock();
    await session.unlock({ path: small, passphrase });
    expect((await session.verify()).checked).toBe(900);
  });
});
