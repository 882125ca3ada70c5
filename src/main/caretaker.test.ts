import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Health, WorkProgress } from '../contract/care.ts';
import { startEngine, type Engine } from '../engine/index.ts';
import { quickWorker } from '../engine/fixtures/quick-worker.ts';
import { Caretaker } from './caretaker.ts';
import { Pins } from './pins.ts';
import { Preferences } from './preferences.ts';
import { TestKeychain } from './testing/test-keychain.ts';
import { noFiles } from './testing/no-files.ts';
import { VaultDesk } from './vault-desk.ts';

const passphrase = 'correct horse battery staple';
let folder: string;
let backups: string;
let engine: Engine;
let preferences: Preferences;
let desk: VaultDesk;
let caretaker: Caretaker;
let shown: Health[];
let progress: WorkProgress[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-care-'));
  backups = join(folder, 'backups');
  await mkdir(backups);
  engine = startEngine({ resources: resolve('resources') }, quickWorker);
  preferences = await Preferences.load(join(folder, 'preferences.json'));
  const settle = (): Promise<void> => Promise.resolve();
  const pins = new Pins(preferences, new TestKeychain());
  desk = new VaultDesk({
    engine,
    preferences,
    pins,
    defaultPlace: folder,
    show: () => undefined,
    serveFiles: noFiles,
    settle,
  });
  shown = [];
  progress = [];
  caretaker = new Caretaker({
    engine,
    preferences,
    desk,
    showHealth: (health) => shown.push(health),
    showProgress: (step) => progress.push(step),
  });
  await desk.create({ name: 'Diary', passphrase });
  await engine.createNote({ title: 'A', body: 'a' });
});

afterEach(async () => {
  await engine.stop();
  await rm(folder, { recursive: true });
});

/** Waits until the backup that was not asked for is there. */
async function firstBackup(): Promise<void> {
  await vi.waitUntil(() => caretaker.health.backups.length > 0 && caretaker.health.working === null, 10_000);
}

/** Takes every note's text out of a vault file that nobody has open. */
function damage(path: string): void {
  const file = new DatabaseSync(path);
  file.exec('DELETE FROM content');
  file.close();
}

describe('the caretaker', () => {
  it('makes no backup until a folder has been chosen, and then one at once', async () => {
    expect(await caretaker.backUp()).toBeNull();
    await caretaker.setFolder(backups);
    await firstBackup();
    const { name } = caretaker.health.backups[0] ?? {};
    expect((await readdir(backups)).sort()).toEqual([name, 'latchkey-reader.html']);
  });

  it('remembers the folder and does not back up again within the hour', async () => {
    await caretaker.setFolder(backups);
    await firstBackup();
    await desk.lock('asked');
    expect(caretaker.health.backupFolder).toBeNull();
    await desk.unlock(passphrase);
    await vi.waitUntil(() => caretaker.health.backups.length > 0, 10_000);
    expect(caretaker.health.backupFolder).toBe(backups);
    expect(caretaker.health.backups).toHaveLength(1);
  });

  it('keeps both of two backups that somebody asked for in one hour', async () => {
    await caretaker.setFolder(backups);
    await firstBackup();
    await caretaker.backUp();
    expect(caretaker.health.backups).toHaveLength(2);
  });

  it('tells quietly of a failed backup, and loudly once the newest good one is a week old', async () => {
    await caretaker.setFolder(backups);
    await firstBackup();
    await rename(backups, `${backups}-elsewhere`);
    await expect(caretaker.backUp()).rejects.toMatchObject({ code: 'file-missing' });
    expect(caretaker.health).toMatchObject({
      backupProblem: { code: 'file-missing' },
      backupsOverdue: false,
    });

    const { vaultId } = desk.open ?? { vaultId: '' };
    await preferences.remember(vaultId, { lastBackupAt: Date.now() - 8 * 24 * 3_600_000 });
    await expect(caretaker.backUp()).rejects.toMatchObject({ code: 'file-missing' });
    expect(caretaker.health.backupsOverdue).toBe(true);

    await rename(`${backups}-elsewhere`, backups);
    await caretaker.backUp();
    expect(caretaker.health).toMatchObject({ backupProblem: null, backupsOverdue: false });
  });

  it('remembers of a check when it was and how much it found, and nothing of the notes', async () => {
    const report = await caretaker.check();
    expect(report).toMatchObject({ checked: 2, found: 0, problems: [] });
    await desk.lock('asked');
    await desk.unlock(passphrase);
    expect(caretaker.health.lastCheck).toEqual({ at: report.at, checked: 2, found: 0, problems: null });
  });

  it('backs up before it changes the key, and says which backups are older than the new key', async () => {
    await caretaker.setFolder(backups);
    await firstBackup();
    const { olderBackups, phrase } = await caretaker.rotate({ passphrase, recovery: true });
    expect(olderBackups).toHaveLength(2);
    expect(phrase?.split(' ')).toHaveLength(24);
    expect(desk.state).toMatchObject({ vault: { holders: [{ type: 'passphrase' }, { type: 'recovery' }] } });
  });

  it('stops work when it is asked to, and ends it when the vault locks', async () => {
    const rotation = caretaker.rotate({ passphrase, recovery: false });
    const stopped = expect(rotation).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitUntil(() => caretaker.health.working === 'rotation');
    caretaker.stopWork();
    await stopped;
    const waiting = expect(caretaker.rotate({ passphrase, recovery: false })).rejects.toMatchObject({
      code: 'locked',
    });
    await desk.lock('suspend');
    await waiting;
    await expect(caretaker.check()).rejects.toMatchObject({ code: 'locked' });
  });

  it('rehearses a backup, and says of one from before a change of key that it has another key', async () => {
    await caretaker.setFolder(backups);
    await firstBackup();
    const name = caretaker.health.backups[0]?.name ?? '';
    expect(await caretaker.rehearse(name)).toEqual({ checked: 2, notes: 1, attachments: 0, problems: [] });
    await expect(caretaker.rehearse('../Diary.latchkey')).rejects.toMatchObject({ code: 'not-found' });
    await caretaker.rotate({ passphrase, recovery: false });
    await expect(caretaker.rehearse(name)).rejects.toMatchObject({ code: 'other-key' });
  });

  it('finds the newest backup that is whole, and says so when there is none', async () => {
    await expect(caretaker.newestGood()).rejects.toMatchObject({ code: 'not-found' });
    await caretaker.setFolder(backups);
    await firstBackup();
    const good = caretaker.health.backups[0]?.name ?? '';
    await caretaker.backUp();
    damage(join(backups, caretaker.health.backups[0]?.name ?? ''));
    expect(await caretaker.newestGood()).toBe(join(backups, good));
    damage(join(backups, good));
    await expect(caretaker.newestGood()).rejects.toMatchObject({ code: 'not-found' });
  });

  it('mends a vault from its backups, and checks it afterwards', async () => {
    await caretaker.setFolder(backups);
    await firstBackup();
    await desk.lock('asked');
    damage(join(folder, 'Diary.latchkey'));
    await desk.unlock(passphrase);
    await vi.waitUntil(() => desk.state.phase === 'unlocked' && desk.state.problems.length > 0, 10_000);
    const { mended, lost, before } = await caretaker.repair();
    expect({ mended, lost }).toMatchObject({ mended: [{ table: 'content', source: 'backup' }], lost: [] });
    expect(await readdir(folder)).toContain(before);
    expect(desk.state).toMatchObject({ problems: [] });
    await vi.waitUntil(() => caretaker.health.lastCheck !== null, 10_000);
    expect(caretaker.health.lastCheck).toMatchObject({ found: 0 });
  });

  it('exports notes as files, and imports a folder of them after a backup', async () => {
    const files = join(folder, 'files');
    await mkdir(files);
    expect(await caretaker.export(files)).toMatchObject({ notes: 1, attachments: 0, damaged: [] });
    await caretaker.setFolder(backups);
    await firstBackup();
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'Tides.md'), 'High water at six.\n');
    expect(await caretaker.import(elsewhere)).toMatchObject({ found: 1, imported: 1, skipped: 0 });
    expect(caretaker.health.backups).toHaveLength(2);
    expect(await engine.listNotes()).toHaveLength(2);
    expect(shown.map(({ working }) => working)).toEqual(expect.arrayContaining(['export', 'import']));
  });

  it('imports nothing when the backup before it fails', async () => {
    await caretaker.setFolder(backups);
    await firstBackup();
    await rename(backups, `${backups}-elsewhere`);
    await writeFile(join(folder, 'Tides.md'), 'High water at six.\n');
    await expect(caretaker.import(folder)).rejects.toMatchObject({ code: 'file-missing' });
    expect(await engine.listNotes()).toHaveLength(1);
  });

  it('can carry on a change of key that a lock cut off, until it is discarded', async () => {
    for (let number = 0; number < 100; number++) await engine.createNote({ title: `${number}`, body: '' });
    const isLeft = () => desk.state.phase === 'unlocked' && desk.state.rotationLeft;
    const cutOff = async () => {
      progress = [];
      const rotation = expect(caretaker.rotate({ passphrase, recovery: false })).rejects;
      const locked = rotation.toMatchObject({ code: 'locked' });
      await vi.waitUntil(() => progress.some(({ done }) => done > 0), { timeout: 10_000, interval: 1 });
      await desk.lock('suspend');
      await locked;
      await desk.unlock(passphrase);
    };
    await cutOff();
    expect(isLeft()).toBe(true);
    await caretaker.discardRotation();
    expect(isLeft()).toBe(false);
    await cutOff();
    expect(isLeft()).toBe(true);
    await caretaker.rotate({ passphrase, recovery: false });
    expect(isLeft()).toBe(false);
  });

  it('has nothing left of a change of key that was stopped, not even what was left before', async () => {
    const rotation = caretaker.rotate({ passphrase, recovery: false });
    const stopped = expect(rotation).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitUntil(() => caretaker.health.working === 'rotation');
    caretaker.stopWork();
    await stopped;
    expect(desk.state).toMatchObject({ rotationLeft: false });
    await desk.lock('asked');
    await desk.unlock(passphrase);
    expect(desk.state).toMatchObject({ rotationLeft: false });
  });

  it('opens only backups that it has shown', async () => {
    await caretaker.setFolder(backups);
    await firstBackup();
    const [newest] = caretaker.health.backups;
    expect(caretaker.pathOf(newest?.name ?? '')).toBe(join(backups, newest?.name ?? ''));
    expect(() => caretaker.pathOf('../Diary.latchkey')).toThrow('not in the folder');
  });

  it('shows what is going on while it goes on, and how far it has come', async () => {
    for (let number = 0; number < 100; number++) await engine.createNote({ title: `${number}`, body: '' });
    await caretaker.check();
    expect(progress).toContainEqual({ work: 'check', done: 100, total: 202 });
    expect(shown.map(({ working }) => working)).toEqual(expect.arrayContaining(['check', null]));
  });
});
