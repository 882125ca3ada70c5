import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as Electron from 'electron';
import { hostApp } from './app.ts';
import { machine } from './link.ts';
import { loud } from './loud.ts';

type Backend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;

const backends: readonly string[] = [
  'basic_text',
  'gnome_libsecret',
  'kwallet',
  'kwallet5',
  'kwallet6',
  'unknown',
] satisfies Backend[];

/** Which keychain this machine is said to have. Only Linux has a choice of them. */
const backend = process.env.LATCHKEY_HOST_KEYCHAIN ?? 'gnome_libsecret';
if (!isBackend(backend)) throw new Error(`LATCHKEY_HOST_KEYCHAIN: expected one of ${backends.join(', ')}`);

const nonceLength = 12;
const tagLength = 16;

/** How Chromium marks what a keychain's key has sealed, and what was sealed under a password that is in its source. */
const prefix = backend === 'basic_text' && process.platform === 'linux' ? 'v10' : 'v11';

let key: Buffer | null = null;

/**
 * The key of this user's keychain, made when it is first needed. It lies in the user data folder, so that what was sealed
 * opens after a restart: no safer than that folder, which on this host is all there is.
 */
function keyOfThisUser(): Buffer {
  key ??= readKey(join(machine.userData, 'host-keychain'));
  return key;
}

function readKey(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    const fresh = randomBytes(32);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, fresh, { mode: 0o600 });
    return fresh;
  }
}

function isBackend(name: string): name is Backend {
  return backends.includes(name);
}

function assertReady(): void {
  if (!hostApp.isReady()) throw new Error('safeStorage cannot be used before app is ready');
}

type Implemented = Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
> &
  Partial<Pick<Electron.SafeStorage, 'getSelectedStorageBackend'>>;

const implemented: Implemented = {
  isAsyncEncryptionAvailable: () => Promise.resolve(hostApp.isReady()),

  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws has to arrive as a rejection
  async encryptStringAsync(plainText) {
    assertReady();
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', keyOfThisUser(), nonce);
    const sealed = [cipher.update(plainText, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat([Buffer.from(prefix), nonce, ...sealed]);
  },

  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  async decryptStringAsync(encrypted) {
    assertReady();
    try {
      return { shouldReEncrypt: false, result: opened(encrypted) };
    } catch {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.');
    }
  },

  ...(process.platform === 'linux'
    ? { getSelectedStorageBackend: () => (hostApp.isReady() ? backend : 'unknown') }
    : {}),
};

function opened(encrypted: Buffer): string {
  if (encrypted.subarray(0, prefix.length).toString() !== prefix)
    throw new Error('sealed by another keychain');
  const [start, end] = [prefix.length + nonceLength, encrypted.length - tagLength];
  const decipher = createDecipheriv('aes-256-gcm', keyOfThisUser(), encrypted.subarray(prefix.length, start));
  decipher.setAuthTag(encrypted.subarray(end));
  return decipher.update(encrypted.subarray(start, end), undefined, 'utf8') + decipher.final('utf8');
}

export const safeStorage = loud('safeStorage', implemented);
