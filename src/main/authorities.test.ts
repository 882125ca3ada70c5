import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppState } from '../contract/words.ts';
import { startEngine, type Engine } from '../engine/index.ts';
import { quickWorker } from '../engine/fixtures/quick-worker.ts';
import { cheapKdf, nodeArgon2 } from '../engine/fixtures/vaults.ts';
import { createStore } from '../engine/sqlite-store.ts';
import { createVault } from '../vault/index.ts';
import { Authorities } from './authorities.ts';
import { Caretaker } from './caretaker.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { Pins } from './pins.ts';
import { Preferences } from './preferences.ts';
import { TestKeychain } from './testing/test-keychain.ts';
import { noFiles } from './testing/no-files.ts';
import { VaultDesk } from './vault-desk.ts';

const passphrase = 'correct horse battery staple';
let folder: string;
let engine: Engine;
let authorities: Authorities;
let desk: VaultDesk;
let doorkeeper: Doorkeeper;
let caretaker: Caretaker;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-authorities-'));
  const real = startEngine({ resources: resolve('resources') }, quickWorker);
  const kdf = { memoryKiB: 8192, passes: 1, lanes: 1 };
  engine = { ...real, create: (request) => real.create({ ...request, kdf }) };
  const preferences = await Preferences.load(join(folder, 'preferences.json'));
  const pins = new Pins(preferences, new TestKeychain());
  const show = () => undefined;
  const settle = () => Promise.resolve();
  authorities = new Authorities(engine);
  desk = new VaultDesk({
    engine,
    preferences,
    pins,
    defaultPlace: folder,
    show,
    serveFiles: noFiles,
    settle,
  });
  doorkeeper = new Doorkeeper({ engine, desk, pins, computer: 'Desk' });
  caretaker = new Caretaker({ engine, preferences, desk, showHealth: show, showProgress: show });
});

afterEach(async () => {
  await engine.stop();
  await rm(folder, { recursive: true });
});

const make = (name: string) => authorities.make({ folder, model: 'M1', name });

/** Who is let in besides the owner, as the window shows it. */
function letIn(): readonly string[] {
  const { state }: { state: AppState } = desk;
  const holders = state.phase === 'welcome' ? [] : state.vault.holders;
  return holders.flatMap(({ escrow }) => escrow?.authorities.map(({ name }) => name) ?? []);
}

describe('an authority', () => {
  it('is named by its fingerprint from then on, whether it was made or chosen', async () => {
    const { authority, files } = await make('Harbour Office');
    expect(authorities.cardsOf([authority.fingerprint])).toMatchObject([{ name: 'Harbour Office' }]);
    const again = new Authorities(engine);
    expect(() => again.cardsOf([authority.fingerprint])).toThrow(/not at hand/);
    expect(await again.read(join(folder, files[0] ?? ''), 'M1')).toEqual(authority);
    expect(again.cardsOf([authority.fingerprint])).toEqual(authorities.cardsOf([authority.fingerprint]));
  });

  it('that is refused is not at hand', async () => {
    const { files } = await make('Harbour Office');
    const again = new Authorities(engine);
    await expect(again.read(join(folder, files[1] ?? ''), 'M1')).rejects.toMatchObject({
      code: 'not-an-escrow-file',
    });
    expect(() => again.cardsOf(['00'.repeat(16)])).toThrow(/not at hand/);
  });

  it('is forgotten after many others', async () => {
    const { authority } = await make('First');
    for (let count = 0; count < 16; count++) await make(`Other ${count}`);
    expect(() => authorities.cardsOf([authority.fingerprint])).toThrow(/not at hand/);
  });
});

describe('the window', () => {
  it('is told that a vault was made for a demonstration, who can open it, and opens it by nothing', async () => {
    const path = join(folder, 'Demo.latchkey');
    const store = createStore(path);
    const vault = await createVault(store, {
      passphrase,
      kdf: cheapKdf,
      deriveKey: nodeArgon2,
      isDemo: true,
    });
    store.publish();
    vault.lock();
    await desk.present(path);
    expect(desk.state).toMatchObject({
      phase: 'locked',
      vault: { problem: { code: 'demo-vault' }, holders: [{ type: 'passphrase' }] },
    });
    await expect(desk.unlock(passphrase)).rejects.toMatchObject({ code: 'demo-vault' });
    expect(desk.state.phase).toBe('locked');
  });

  it('is shown who is let in as soon as they are, locked or not, and who is not any more', async () => {
    await desk.create({ name: 'Diary', passphrase });
    await desk.recoveryKept();
    const backups = join(folder, 'backups');
    await mkdir(backups);
    await caretaker.setFolder(backups);
    await caretaker.backUp();
    const { authority } = await make('Harbour Office');
    const cards = authorities.cardsOf([authority.fingerprint]);
    const wrong = doorkeeper.enableEscrow({ model: 'M1', cards, current: 'wrong horse' });
    await expect(wrong).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(letIn()).toEqual([]);
    await doorkeeper.enableEscrow({ model: 'M1', cards, current: passphrase });
    expect(letIn()).toEqual(['Harbour Office']);
    await desk.lock('asked');
    expect(letIn()).toEqual(['Harbour Office']);

    await desk.unlock(passphrase);
    const { dropped, phrase, olderBackups } = await caretaker.disableEscrow({ passphrase, recovery: false });
    expect(dropped.map(({ label }) => label)).toEqual(['Harbour Office']);
    expect(phrase).toBeNull();
    expect(letIn()).toEqual([]);
    // One that was there, and one from just before the new key.
    expect(olderBackups.length).toBeGreaterThanOrEqual(2);
    const there = await readdir(backups);
    for (const { name } of olderBackups) expect(there).toContain(name);
  });
});
