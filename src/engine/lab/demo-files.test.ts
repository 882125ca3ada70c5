import { existsSync, readdirSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  makeDemoVaults,
  turnEscrowOff,
  useAgain,
  type Setting,
  type Workbench,
} from '../../escrow/lab/index.ts';
import { accessModel } from '../../escrow/models/index.ts';
import { openEscrowed } from '../../escrow/opening.ts';
import { makeIssuer } from '../../escrow/warrants/warrant.ts';
import { readInfo, systemRandom, unlockVault } from '../../vault/index.ts';
import { cheapKdf } from '../fixtures/vaults.ts';
import { makeDemoFolder, type DemoFolder } from './demo-files.ts';
import { startDerivations, type Derivations } from './derivations.ts';

let folder: DemoFolder;
let derivations: Derivations;
let workbench: Workbench;

beforeEach(() => {
  folder = makeDemoFolder();
  derivations = startDerivations();
  workbench = {
    files: folder.files,
    deriveKey: derivations.deriveKey,
    kdf: cheapKdf,
    tools: { now: () => Date.UTC(2026, 0, 14), random: systemRandom },
  };
});

afterEach(async () => {
  folder.remove();
  await derivations.stop();
});

async function setUp(): Promise<Setting> {
  const issuer = makeIssuer('A court', true);
  const regime = await accessModel('M1').establish({
    settings: {},
    tools: workbench.tools,
    issuer: issuer.publicKey,
  });
  return { regime, issuer };
}

describe('demo vaults in real files', () => {
  it('are vaults that their owners’ passphrases open, marked as demo vaults', async () => {
    const [vault] = await makeDemoVaults(workbench, await setUp(), 1);
    if (!vault) throw new Error('no vault');
    const store = folder.files.open(vault.file);
    expect(readInfo(store)).toMatchObject({ isDemo: true });
    const open = await unlockVault(store, {
      kind: 'passphrase',
      passphrase: vault.passphrase,
      deriveKey: derivations.deriveKey,
    });
    const [note] = open.list();
    if (note?.state !== 'readable') throw new Error('no note');
    expect(open.open(note.id).body).toContain(vault.sentence);
    open.lock();
  });

  it('open with the authority’s key after they were used, and not after escrow was turned off', async () => {
    const setting = await setUp();
    const keys = setting.regime.holders.flatMap(({ keystores }) => keystores);
    const [made] = await makeDemoVaults(workbench, setting, 1);
    if (!made) throw new Error('no vault');
    const used = await useAgain(workbench, setting, made);
    (await openEscrowed(folder.files.open(used.file), keys)).lock();
    const off = await turnEscrowOff(workbench, used);
    await expect(openEscrowed(folder.files.open(off.file), keys)).rejects.toMatchObject({
      code: 'wrong-authority-key',
    });
    // A copy that was made before is what it was.
    (await openEscrowed(folder.files.open(used.file), keys)).lock();
  });

  it('differ in their sentences, and every fifth has a weak passphrase', async () => {
    const vaults = await makeDemoVaults(workbench, await setUp(), 6);
    expect(new Set(vaults.map(({ sentence }) => sentence)).size).toBe(6);
    expect(vaults.map(({ passphrase }) => passphrase.includes(' '))).toEqual([
      true,
      true,
      true,
      true,
      false,
      true,
    ]);
  });

  it('lie where nobody else looks, and are gone at the end', async () => {
    await makeDemoVaults(workbench, await setUp(), 1);
    if (process.platform !== 'win32') expect(statSync(folder.path).mode & 0o777).toBe(0o700);
    folder.files.create();
    expect(readdirSync(folder.path).length).toBeGreaterThan(0);
    folder.remove();
    expect(existsSync(folder.path)).toBe(false);
  });

  it('are refused where the file is no vault', () => {
    expect(() => folder.files.open(new Uint8Array(4096))).toThrow(/not a Latchkey vault/);
  });
});

describe('derivations', () => {
  it('that wait are ended with the thread', async () => {
    const waiting = derivations.deriveKey(new Uint8Array(8), new Uint8Array(16), {
      memoryKiB: 256 * 1024,
      passes: 3,
      lanes: 1,
    });
    await derivations.stop();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });
});
