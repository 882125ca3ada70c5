import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppState } from '../contract/words.ts';
import { startEngine, type Engine } from '../engine/index.ts';
import { quickWorker } from '../engine/fixtures/quick-worker.ts';
import { Pins } from './pins.ts';
import { Preferences } from './preferences.ts';
import { noFiles } from './testing/no-files.ts';
import { TestKeychain } from './testing/test-keychain.ts';
import { VaultDesk } from './vault-desk.ts';

const passphrase = 'correct horse battery staple';
let folder: string;
let engine: Engine;
let desk: VaultDesk;
let shown: AppState['phase'][];
let settle: () => Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-desk-'));
  engine = startEngine({ resources: resolve('resources') }, quickWorker);
  shown = [];
  settle = () => Promise.resolve();
  desk = await deskWith(engine);
});

async function deskWith(its: Engine): Promise<VaultDesk> {
  const preferences = await Preferences.load(join(folder, 'preferences.json'));
  return new VaultDesk({
    engine: its,
    preferences,
    pins: new Pins(preferences, new TestKeychain()),
    defaultPlace: folder,
    show: ({ phase }) => shown.push(phase),
    serveFiles: noFiles,
    settle: () => settle(),
  });
}

/** From now on a file that is looked at answers when this disk is resolved. */
async function slowDisk(): Promise<PromiseWithResolvers<undefined>> {
  const disk = Promise.withResolvers<undefined>();
  desk = await deskWith({
    ...engine,
    inspect: async (request) => {
      await disk.promise;
      return engine.inspect(request);
    },
  });
  return disk;
}

afterEach(async () => {
  await engine.stop();
  await rm(folder, { recursive: true });
});

describe('the vault desk', () => {
  it('creates a vault in the chosen place and leaves it unlocked', async () => {
    await desk.create({ name: 'Diary', passphrase });
    expect(desk.state).toMatchObject({
      phase: 'unlocked',
      vault: { name: 'Diary', place: folder, problem: null },
    });
    expect(existsSync(join(folder, 'Diary.latchkey'))).toBe(true);
  });

  it('locks, shows who can open the vault, and unlocks again', async () => {
    await desk.create({ name: 'Diary', passphrase });
    await desk.lock('idle');
    expect(desk.state).toMatchObject({
      phase: 'locked',
      reason: 'idle',
      vault: { holders: [{ type: 'passphrase' }] },
    });
    await desk.unlock(passphrase);
    expect(desk.state.phase).toBe('unlocked');
    expect(shown).toEqual(['unlocked', 'locked', 'unlocked']);
  });

  it('lets the window save before it locks', async () => {
    await desk.create({ name: 'Diary', passphrase });
    settle = async () => {
      await engine.createNote({ title: 'Draft', body: 'typed a moment ago' });
    };
    await desk.lock('suspend');
    await desk.unlock(passphrase);
    expect(await engine.listNotes()).toMatchObject([{ title: 'Draft' }]);
  });

  it('locks once when several things ask for it at once', async () => {
    await desk.create({ name: 'Diary', passphrase });
    await Promise.all([desk.lock('asked'), desk.lock('idle'), desk.lock('suspend')]);
    expect(shown).toEqual(['unlocked', 'locked']);
    expect(desk.state).toMatchObject({ reason: 'asked' });
  });

  it('stays locked after a wrong passphrase', async () => {
    await desk.create({ name: 'Diary', passphrase });
    await desk.lock('asked');
    await expect(desk.unlock('wrong horse')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(desk.state.phase).toBe('locked');
  });

  it('gives up an unlocking when the computer goes to sleep meanwhile', async () => {
    await desk.create({ name: 'Diary', passphrase });
    await desk.lock('asked');
    const refusal = expect(desk.unlock(passphrase)).rejects.toMatchObject({ code: 'locked' });
    // The key is being derived.
    await new Promise(setImmediate);
    await desk.lock('suspend');
    await refusal;
    expect(desk.state.phase).toBe('locked');
  });

  it('locks a vault that had just been created when the computer goes to sleep', async () => {
    let locking: Promise<void> | undefined;
    desk = await deskWith({
      ...engine,
      create: async (request) => {
        const opened = await engine.create(request);
        locking = desk.lock('suspend');
        return opened;
      },
    });
    await desk.create({ name: 'Diary', passphrase });
    await locking;
    expect(desk.state).toMatchObject({ phase: 'locked', reason: 'suspend' });
    await expect(engine.listNotes()).rejects.toMatchObject({ code: 'locked' });
  });

  it('knows that a vault is about to be open before it is', async () => {
    expect(desk.isOpenOrOpening).toBe(false);
    const creating = desk.create({ name: 'Diary', passphrase });
    await Promise.resolve();
    expect(desk.isOpenOrOpening).toBe(true);
    await creating;
    await desk.lock('asked');
    expect(desk.isOpenOrOpening).toBe(false);
  });

  it('shows the vault it unlocks when another one is presented at that moment', async () => {
    for (const name of ['Diary', 'Work']) {
      await desk.create({ name, passphrase });
      await engine.createNote({ title: name, body: '' });
    }
    await desk.present(join(folder, 'Diary.latchkey'));
    const presenting = desk.present(join(folder, 'Work.latchkey'));
    await new Promise(setImmediate);
    await Promise.all([presenting, desk.unlock(passphrase)]);
    expect(desk.state).toMatchObject({ phase: 'unlocked', vault: { name: 'Work' } });
    expect(await engine.listNotes()).toMatchObject([{ title: 'Work' }]);
  });

  it('refuses to replace a file that is there', async () => {
    await writeFile(join(folder, 'Diary.latchkey'), 'something else');
    await expect(desk.create({ name: 'Diary', passphrase })).rejects.toMatchObject({
      code: 'already-exists',
    });
    expect(desk.state.phase).toBe('welcome');
  });

  it('shows a file it cannot open with what is wrong, and sees when it is mended', async () => {
    await desk.create({ name: 'Diary', passphrase });
    await desk.present(join(folder, 'Gone.latchkey'));
    expect(desk.state).toMatchObject({
      phase: 'locked',
      vault: { name: 'Gone', problem: { code: 'file-missing' } },
    });
    await desk.present(join(folder, 'Diary.latchkey'));
    expect(desk.state).toMatchObject({ phase: 'locked', vault: { name: 'Diary', problem: null } });
  });

  it('shows a vault before its file has answered, and unlocks it as soon as it has', async () => {
    await desk.create({ name: 'Diary', passphrase });
    await desk.lock('asked');
    const disk = await slowDisk();
    const presenting = desk.present(join(folder, 'Diary.latchkey'));
    await new Promise(setImmediate);
    expect(desk.state).toMatchObject({
      phase: 'locked',
      vault: { name: 'Diary', place: folder, holders: [], problem: null },
    });
    const unlocking = desk.unlock(passphrase);
    disk.resolve(undefined);
    await Promise.all([presenting, unlocking]);
    expect(desk.state).toMatchObject({ phase: 'unlocked', vault: { holders: [{ type: 'passphrase' }] } });
  });

  it('can be locked while a file does not answer, and does not unlock it afterwards', async () => {
    await desk.create({ name: 'Diary', passphrase });
    await desk.lock('asked');
    const disk = await slowDisk();
    const presenting = desk.present(join(folder, 'Diary.latchkey'));
    await new Promise(setImmediate);
    const refusal = expect(desk.unlock(passphrase)).rejects.toMatchObject({ code: 'locked' });
    await desk.lock('suspend');
    disk.resolve(undefined);
    await Promise.all([presenting, refusal]);
    expect(desk.state.phase).toBe('locked');
  });

  it('leaves one whole file behind when it locks', async () => {
    await desk.create({ name: 'Diary', passphrase });
    await engine.createNote({ title: 'A', body: 'a' });
    await desk.lock('asked');
    expect((await readdir(folder)).sort()).toEqual(['Diary.latchkey', 'preferences.json']);
  });

  it('says of an older copy that it is one, until it is accepted', async () => {
    await desk.create({ name: 'Diary', passphrase });
    await engine.createNote({ title: 'Early', body: '' });
    await desk.lock('asked');
    const path = join(folder, 'Diary.latchkey');
    await copyFile(path, `${path}.older`);
    await desk.unlock(passphrase);
    expect(desk.state).toMatchObject({ problems: [] });
    await engine.createNote({ title: 'Late', body: '' });
    await desk.lock('asked');
    await copyFile(`${path}.older`, path);

    await desk.unlock(passphrase);
    expect(desk.state).toMatchObject({ problems: [{ code: 'rolled-back', details: { table: 'vault' } }] });
    await desk.acceptOlder();
    expect(desk.state).toMatchObject({ problems: [] });
    await desk.lock('asked');
    await desk.unlock(passphrase);
    expect(desk.state).toMatchObject({ problems: [] });
  });

  it('asks for the recovery phrase of a new vault until it has been dealt with', async () => {
    await desk.create({ name: 'Diary', passphrase });
    expect(desk.state).toMatchObject({ next: 'recovery-phrase' });
    await desk.lock('asked');
    await desk.unlock(passphrase);
    expect(desk.state).toMatchObject({ next: 'recovery-phrase' });
    await desk.recoveryKept();
    expect(desk.state).toMatchObject({ next: null });
    await desk.lock('asked');
    await desk.unlock(passphrase);
    expect(desk.state).toMatchObject({ next: null });
  });

  it('lets a passphrase be set without the old one only after the recovery phrase', async () => {
    await desk.create({ name: 'Diary', passphrase });
    await expect(desk.setPassphrase('another one')).rejects.toMatchObject({ code: 'invalid-request' });
    const { phrase } = await engine.newRecovery(null);
    await desk.recoveryKept();
    await desk.lock('asked');
    await desk.unlockWithRecovery(phrase);
    expect(desk.state).toMatchObject({ next: 'new-passphrase' });
    await desk.setPassphrase('another one');
    expect(desk.state).toMatchObject({ next: null });
    await desk.lock('asked');
    await expect(desk.unlock(passphrase)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    await desk.unlock('another one');
    expect(desk.state.phase).toBe('unlocked');
  });
});
