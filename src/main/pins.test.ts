import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LatchkeyError, type ErrorCode } from '../contract/errors.ts';
import type { Holder } from '../contract/words.ts';
import { Pins, pinTries } from './pins.ts';
import { Preferences } from './preferences.ts';
import { TestKeychain } from './testing/test-keychain.ts';

const vaultId = 'a0'.repeat(16);
const id = 'b0'.repeat(16);
const device: Holder = {
  id,
  type: 'device',
  label: 'Desk',
  createdAt: 0,
  kdf: null,
  needsKeyFile: false,
  escrow: null,
};
let folder: string;
let keychain: TestKeychain;
let pins: Pins;
const file = () => join(folder, 'deep', 'preferences.json');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-pins-'));
  keychain = new TestKeychain();
  pins = await pinsAfterRestart();
});
afterEach(() => rm(folder, { recursive: true }));

async function pinsAfterRestart(): Promise<Pins> {
  return new Pins(await Preferences.load(file()), keychain);
}

const secret = () => new Uint8Array(32).fill(7);
const triesLeft = () => pins.triesLeft(vaultId, [device]);

async function failWith(code: ErrorCode): Promise<void> {
  const failing = pins.use(vaultId, () => Promise.reject(new LatchkeyError(code, code)));
  await expect(failing).rejects.toMatchObject({ code });
}

describe('the PIN of a vault on this computer', () => {
  it('has no tries where no key is kept, where its holder has gone, or where the keychain is not safe', async () => {
    expect(triesLeft()).toBeNull();
    await pins.keep(vaultId, { id, secret: secret() });
    expect(triesLeft()).toBe(pinTries);
    expect(pins.triesLeft(vaultId, [])).toBeNull();
    keychain.isPossible = false;
    expect(triesLeft()).toBeNull();
  });

  it('gives out the key that was kept, after a restart too, and wipes it afterwards', async () => {
    await pins.keep(vaultId, { id, secret: secret() });
    pins = await pinsAfterRestart();
    let given: Uint8Array = new Uint8Array();
    await pins.use(vaultId, (key) => {
      expect(key).toEqual({ id, secret: secret() });
      given = key.secret;
      return Promise.resolve();
    });
    expect(given).toEqual(new Uint8Array(32));
  });

  it('has its try counted on the disk before it is tried', async () => {
    await pins.keep(vaultId, { id, secret: secret() });
    await pins.use(vaultId, async () => {
      expect(await readFile(file(), 'utf8')).toContain('"tries": 1');
    });
    expect(await readFile(file(), 'utf8')).toContain('"tries": 0');
  });

  it('can be wrong five times, restarts or not, until the vault was opened in another way', async () => {
    await pins.keep(vaultId, { id, secret: secret() });
    for (let wrong = 1; wrong <= pinTries; wrong++) {
      await failWith('wrong-pin');
      pins = await pinsAfterRestart();
      expect(triesLeft()).toBe(pinTries - wrong);
    }
    const tried = pins.use(vaultId, () => Promise.reject(new Error('it was tried')));
    await expect(tried).rejects.toMatchObject({ code: 'invalid-request' });
    await pins.resetTries(vaultId);
    expect(triesLeft()).toBe(pinTries);
  });

  it('can be wrong five times even if all are tried at once', async () => {
    await pins.keep(vaultId, { id, secret: secret() });
    let tried = 0;
    const wrong = () => {
      tried++;
      return Promise.reject(new LatchkeyError('wrong-pin', 'wrong'));
    };
    await Promise.allSettled(Array.from({ length: 20 }, () => pins.use(vaultId, wrong)));
    expect([tried, triesLeft()]).toEqual([pinTries, 0]);
  });

  it.each(['file-missing', 'locked', 'internal'] as const)(
    'loses no try to a failure with %s',
    async (code) => {
      await pins.keep(vaultId, { id, secret: secret() });
      await failWith('wrong-pin');
      await failWith(code);
      expect(triesLeft()).toBe(pinTries - 1);
    },
  );

  it('loses no try to a keychain that does not open', async () => {
    await pins.keep(vaultId, { id, secret: secret() });
    keychain.isBroken = true;
    await failWith('invalid-request');
    expect(triesLeft()).toBe(pinTries);
  });

  it('is not tried while the try cannot be counted, and a key that cannot be written is not kept', async () => {
    await pins.keep(vaultId, { id, secret: secret() });
    await rm(join(folder, 'deep'), { recursive: true });
    await writeFile(join(folder, 'deep'), 'a file where the folder should be');
    const tried = pins.use(vaultId, () => Promise.reject(new Error('it was tried')));
    await expect(tried).rejects.toMatchObject({ code: 'invalid-request' });
    expect(triesLeft()).toBe(pinTries);
    const kept = pins.keep(vaultId, { id: 'c0'.repeat(16), secret: secret() });
    await expect(kept).rejects.toMatchObject({ code: 'invalid-request' });
    expect(pins.holderOf(vaultId, [device])).toBe(id);
  });

  it('is forgotten when it is asked to be', async () => {
    await pins.keep(vaultId, { id, secret: secret() });
    await pins.forget(vaultId);
    expect(await readFile(file(), 'utf8')).not.toContain(Buffer.from(secret()).toString('base64'));
    await failWith('invalid-request');
  });
});
