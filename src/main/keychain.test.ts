import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { LatchkeyError } from '../contract/errors.ts';
import { SystemKeychain, type SystemStorage } from './keychain.ts';

/** A storage that seals for real, under a key that only it has, and can be as useless as some systems are. */
class MemoryStorage implements SystemStorage {
  backend: ReturnType<SystemStorage['getSelectedStorageBackend']> = 'gnome_libsecret';
  isAvailable = true;
  isLocked = false;
  prefix = 'v11';
  asked = 0;
  readonly #key = randomBytes(32);

  getSelectedStorageBackend() {
    return this.backend;
  }

  isAsyncEncryptionAvailable(): Promise<boolean> {
    this.asked += 1;
    return Promise.resolve(this.isAvailable);
  }

  encryptStringAsync(text: string): Promise<Buffer> {
    if (this.isLocked) return Promise.reject(new Error(`could not encrypt ${text}`));
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Promise.resolve(Buffer.concat([Buffer.from(this.prefix), nonce, sealed, cipher.getAuthTag()]));
  }

  async decryptStringAsync(sealed: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> {
    await Promise.resolve();
    if (this.isLocked) throw new Error('temporarily unavailable');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(3, 15));
    decipher.setAuthTag(sealed.subarray(-16));
    const result = decipher.update(sealed.subarray(15, -16), undefined, 'utf8') + decipher.final('utf8');
    return { shouldReEncrypt: false, result };
  }
}

let storage: MemoryStorage;
const secret = () => Uint8Array.from({ length: 32 }, (_, index) => 255 - index);
const on = (platform: NodeJS.Platform, isReady = true) =>
  new SystemKeychain(storage, () => isReady, platform);

beforeEach(() => {
  storage = new MemoryStorage();
});

async function refusal(work: Promise<unknown>): Promise<LatchkeyError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof LatchkeyError)) throw new Error('expected one of our errors', { cause: error });
  return error;
}

describe('the system’s keychain', () => {
  it('gives back what it sealed, and only that', async () => {
    const keychain = on('linux');
    const given = secret();
    const [sealed, again] = [await keychain.seal(given), await keychain.seal(given)];
    expect(await keychain.open(sealed)).toEqual(secret());
    expect(sealed).not.toBe(again);
    expect(given).toEqual(secret());
    expect(Buffer.from(sealed, 'base64').includes(Buffer.from(given).toString('base64'))).toBe(false);
  });

  it('seals part of a larger buffer without the rest', async () => {
    const larger = new Uint8Array(100).fill(9);
    larger.set(secret(), 10);
    const sealed = await on('darwin').seal(larger.subarray(10, 42));
    expect(await on('darwin').open(sealed)).toEqual(secret());
  });

  it.each(['basic_text', 'unknown'] as const)('is not possible on Linux with %s', async (backend) => {
    storage.backend = backend;
    expect(on('linux').isPossible).toBe(false);
    expect((await refusal(on('linux').seal(secret()))).code).toBe('invalid-request');
  });

  it.each(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'] as const)(
    'is possible with %s',
    (backend) => {
      storage.backend = backend;
      expect(on('linux').isPossible).toBe(true);
    },
  );

  it.each(['darwin', 'win32'] as const)('has no such backends on %s', (platform) => {
    storage.getSelectedStorageBackend = () => {
      throw new TypeError('getSelectedStorageBackend is not a function');
    };
    expect(on(platform).isPossible).toBe(true);
  });

  it('is not possible before the app is ready', async () => {
    expect(on('darwin', false).isPossible).toBe(false);
    await refusal(on('darwin', false).seal(secret()));
    expect(storage.asked).toBe(0);
  });

  it('asks nothing of the system until something is sealed', () => {
    expect(on('darwin').isPossible).toBe(true);
    expect(storage.asked).toBe(0);
  });

  it('keeps nothing that the system says it cannot seal', async () => {
    storage.isAvailable = false;
    expect((await refusal(on('win32').seal(secret()))).message).toContain('no safe place');
  });

  it('keeps nothing that Linux sealed under a password everybody knows; elsewhere that mark means another key', async () => {
    storage.prefix = 'v10';
    await refusal(on('linux').seal(secret()));
    expect(await on('darwin').open(await on('darwin').seal(secret()))).toEqual(secret());
  });

  it('says so when the system does not give the key back, and opens it when it does again', async () => {
    const sealed = await on('linux').seal(secret());
    storage.isLocked = true;
    const { code, message } = await refusal(on('linux').open(sealed));
    expect([code, message.includes('passphrase')]).toEqual(['invalid-request', true]);
    storage.isLocked = false;
    expect(await on('linux').open(sealed)).toEqual(secret());
  });

  it.each([
    ['another computer', () => new MemoryStorage()],
    ['a longer secret', () => storage],
  ])('opens nothing of %s', async (what, from) => {
    const other = from();
    const text = Buffer.alloc(what === 'a longer secret' ? 33 : 32).toString('base64');
    const sealed = await other.encryptStringAsync(text);
    await refusal(on('linux').open(sealed.toString('base64')));
  });

  it.each(['', 'AAAA', 'not base64 at all!'])('opens nothing that was not sealed: %j', async (sealed) => {
    await refusal(on('linux').open(sealed));
  });

  it('never says the secret in an error', async () => {
    storage.isLocked = true;
    const { message, cause } = await refusal(on('linux').seal(secret()));
    expect(cause).toBeUndefined();
    expect(message).not.toContain(Buffer.from(secret()).toString('base64'));
  });
});
