import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppState } from '../contract/words.ts';
import { startEngine, type Engine } from '../engine/index.ts';
import { quickWorker } from '../engine/fixtures/quick-worker.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { Pins, pinTries } from './pins.ts';
import { Preferences } from './preferences.ts';
import { TestKeychain } from './testing/test-keychain.ts';
import { noFiles } from './testing/no-files.ts';
import { VaultDesk } from './vault-desk.ts';

const passphrase = 'correct horse battery staple';
const pin = '271828';
let folder: string;
let engine: Engine;
let keychain: TestKeychain;
let desk: VaultDesk;
let doorkeeper: Doorkeeper;
const vault = () => join(folder, 'Diary.latchkey');
const keyFile = () => join(folder, 'Diary.latchkey-key');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-door-'));
  const real = startEngine({ resources: resolve('resources') }, quickWorker);
  // What is made later costs what the first passphrase does.
  const kdf = { memoryKiB: 8192, passes: 1, lanes: 1 };
  engine = { ...real, create: (request) => real.create({ ...request, kdf }) };
  keychain = new TestKeychain();
  await startApp();
  await desk.create({ name: 'Diary', passphrase });
  await desk.recoveryKept();
});

afterEach(async () => {
  await engine.stop();
  await rm(folder, { recursive: true });
});

/** As when the app starts: what is remembered is read from the disk. */
async function startApp(): Promise<void> {
  const preferences = await Preferences.load(join(folder, 'preferences.json'));
  const pins = new Pins(preferences, keychain);
  const settle = () => Promise.resolve();
  desk = new VaultDesk({
    engine,
    preferences,
    pins,
    defaultPlace: folder,
    show: () => undefined,
    serveFiles: noFiles,
    settle,
  });
  doorkeeper = new Doorkeeper({ engine, desk, pins, computer: 'Ada’s laptop' });
}

async function restartApp(): Promise<void> {
  await desk.lock('asked');
  await startApp();
  await desk.present(vault());
}

function unlocked(): Extract<AppState, { phase: 'unlocked' }> {
  if (desk.state.phase !== 'unlocked') throw new Error('The vault is locked.');
  return desk.state;
}

const typesOf = (state: AppState) =>
  state.phase === 'welcome' ? [] : state.vault.holders.map(({ type }) => type).sort();

describe('a PIN', () => {
  it('opens the vault on the computer that keeps a key, under that computer’s name', async () => {
    expect(unlocked().pin).toEqual({ isPossible: true, holder: null });
    await doorkeeper.setPin({ current: passphrase, pin });
    const { holder } = unlocked().pin;
    expect(unlocked().vault.holders).toContainEqual(
      expect.objectContaining({ id: holder, type: 'device', label: 'Ada’s laptop' }),
    );
    await restartApp();
    expect(desk.state).toMatchObject({ phase: 'locked', pinTriesLeft: pinTries });
    await desk.unlockWithPin(pin);
    expect(unlocked().pin.holder).toBe(holder);
  });

  it('that is wrong says how many tries are left, and the passphrase gives them back', async () => {
    await doorkeeper.setPin({ current: passphrase, pin });
    await restartApp();
    for (const left of [4, 3, 2, 1, 0]) {
      await expect(desk.unlockWithPin('not it')).rejects.toMatchObject({ code: 'wrong-pin' });
      expect(desk.state).toMatchObject({ phase: 'locked', pinTriesLeft: left });
    }
    await expect(desk.unlockWithPin(pin)).rejects.toMatchObject({ code: 'invalid-request' });
    await restartApp();
    await expect(desk.unlockWithPin(pin)).rejects.toMatchObject({ code: 'invalid-request' });
    await desk.unlock(passphrase);
    await desk.lock('asked');
    expect(desk.state).toMatchObject({ pinTriesLeft: pinTries });
    await desk.unlockWithPin(pin);
    expect(desk.state.phase).toBe('unlocked');
  });

  it('takes the place of the one before', async () => {
    await doorkeeper.setPin({ current: passphrase, pin });
    await doorkeeper.setPin({ current: passphrase, pin: '314159' });
    expect(typesOf(desk.state)).toEqual(['device', 'passphrase']);
    await restartApp();
    await expect(desk.unlockWithPin(pin)).rejects.toMatchObject({ code: 'wrong-pin' });
    await desk.unlockWithPin('314159');
  });

  it('needs the passphrase, and changes nothing without it', async () => {
    const setting = doorkeeper.setPin({ current: 'wrong horse', pin });
    await expect(setting).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(typesOf(desk.state)).toEqual(['passphrase']);
  });

  it('whose key the keychain does not keep leaves no holder in the vault', async () => {
    keychain.isBroken = true;
    const setting = doorkeeper.setPin({ current: passphrase, pin });
    await expect(setting).rejects.toThrow('The keychain is closed.');
    expect(typesOf(desk.state)).toEqual(['passphrase']);
    expect(unlocked().pin.holder).toBeNull();
  });

  it('is refused where the system has no safe place for a key', async () => {
    keychain.isPossible = false;
    const setting = doorkeeper.setPin({ current: passphrase, pin });
    await expect(setting).rejects.toMatchObject({ code: 'invalid-request' });
    expect(typesOf(desk.state)).toEqual(['passphrase']);
  });

  it('is removed from the vault and from this computer', async () => {
    await doorkeeper.setPin({ current: passphrase, pin });
    await doorkeeper.removePin();
    expect(typesOf(desk.state)).toEqual(['passphrase']);
    expect(await readFile(join(folder, 'preferences.json'), 'utf8')).toContain('"device": null');
    await desk.lock('asked');
    expect(desk.state).toMatchObject({ pinTriesLeft: null });
  });

  it('goes off this computer when its holder is removed among the others', async () => {
    await doorkeeper.setPin({ current: passphrase, pin });
    await doorkeeper.removeHolder(unlocked().pin.holder ?? '');
    expect(unlocked().pin.holder).toBeNull();
    await desk.lock('asked');
    expect(await readFile(join(folder, 'preferences.json'), 'utf8')).toContain('"device": null');
  });
});

describe('a key file', () => {
  it('is needed from then on, and found again by the app that used it', async () => {
    await doorkeeper.makeKeyFile(passphrase, keyFile());
    expect(unlocked()).toMatchObject({
      keyFile: 'Diary.latchkey-key',
      vault: { holders: [{ needsKeyFile: true }] },
    });
    await restartApp();
    expect(desk.state).toMatchObject({ keyFile: 'Diary.latchkey-key' });
    await desk.unlock(passphrase);
    await desk.keepKeyFile(null);
    await restartApp();
    expect(desk.state).toMatchObject({ keyFile: null });
    await expect(desk.unlock(passphrase)).rejects.toMatchObject({ code: 'key-file-required' });
  });

  it('that is chosen is remembered only once it has opened the vault', async () => {
    await doorkeeper.makeKeyFile(passphrase, keyFile());
    await desk.keepKeyFile(null);
    await restartApp();
    const elsewhere = join(folder, 'elsewhere.latchkey-key');
    await rename(keyFile(), elsewhere);
    await writeFile(join(folder, 'a picture'), 'not a key file');
    desk.useKeyFile(join(folder, 'a picture'));
    expect(desk.state).toMatchObject({ keyFile: 'a picture' });
    await expect(desk.unlock(passphrase)).rejects.toMatchObject({ code: 'not-a-key-file' });
    await restartApp();
    expect(desk.state).toMatchObject({ keyFile: null });
    desk.useKeyFile(elsewhere);
    await desk.unlock(passphrase);
    await restartApp();
    expect(desk.state).toMatchObject({ keyFile: 'elsewhere.latchkey-key' });
  });

  it('goes with every call that takes the passphrase', async () => {
    await doorkeeper.makeKeyFile(passphrase, keyFile());
    await doorkeeper.changePassphrase({ current: passphrase, next: 'another one' });
    expect((await doorkeeper.newRecovery('another one')).split(' ')).toHaveLength(24);
    await doorkeeper.setPin({ current: 'another one', pin });
    await desk.keepKeyFile(null);
    const changing = doorkeeper.changePassphrase({ current: 'another one', next: passphrase });
    await expect(changing).rejects.toMatchObject({ code: 'key-file-required' });
  });

  it('is needed no more once it has been dropped, and stays where it is', async () => {
    await doorkeeper.makeKeyFile(passphrase, keyFile());
    await doorkeeper.dropKeyFile(passphrase);
    expect(unlocked()).toMatchObject({ keyFile: null, vault: { holders: [{ needsKeyFile: false }] } });
    expect(await readFile(keyFile(), 'utf8')).toContain('Latchkey key file 1');
    await restartApp();
    await desk.unlock(passphrase);
  });
});

describe('a recovery phrase', () => {
  it('takes the passphrase, but for the first day', async () => {
    await expect(doorkeeper.newRecovery(null)).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(doorkeeper.newRecovery('wrong horse')).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(typesOf(desk.state)).toEqual(['passphrase']);
    await desk.create({ name: 'New', passphrase });
    expect((await doorkeeper.newRecovery(null)).split(' ')).toHaveLength(24);
    await desk.lock('asked');
    await expect(doorkeeper.newRecovery(null)).rejects.toMatchObject({ code: 'locked' });
  });
});
