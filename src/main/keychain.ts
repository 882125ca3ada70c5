import type { SafeStorage } from 'electron';
import { LatchkeyError } from '../contract/errors.ts';

/** The part of Electron's `safeStorage` that is used: the calls that block nothing while the system asks the person. */
export type SystemStorage = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/** Seals secrets so that only this account on this computer can open them. */
export interface Keychain {
  /** Whether the system has a safe place for a key, as far as it says so unasked. False before the app is ready. */
  readonly isPossible: boolean;
  /** Seals 32 bytes, which stay the caller's; answers base64. Throws `invalid-request` where they would not be safe. */
  seal(secret: Uint8Array): Promise<string>;
  /** The bytes that were sealed: the caller zeroes them. Throws `invalid-request`; what does not open now may do so later. */
  open(sealed: string): Promise<Uint8Array>;
}

/** In bytes. */
const secretLength = 32;

/** What Chromium writes first when, on Linux, it has sealed something under a password that is in its source. */
const sealedUnderPublicPassword = 'v10';

/**
 * The system's keychain: Keychain on macOS, DPAPI on Windows, the Secret Service or KWallet on Linux. It is not touched
 * until something is sealed or opened, because it may ask the person for a password. Keys are 32 bytes and cross
 * `safeStorage` as base64, in strings that nothing else holds on to: JavaScript cannot overwrite a string.
 */
export class SystemKeychain implements Keychain {
  readonly #storage: SystemStorage;
  readonly #isLinux: boolean;
  readonly #isReady: () => boolean;

  /** `isReady`: whether the app is. Before that `safeStorage` answers nothing useful. */
  constructor(storage: SystemStorage, isReady: () => boolean, platform: NodeJS.Platform = process.platform) {
    this.#storage = storage;
    this.#isReady = isReady;
    this.#isLinux = platform === 'linux';
  }

  get isPossible(): boolean {
    if (!this.#isReady()) return false;
    return !this.#isLinux || !['basic_text', 'unknown'].includes(this.#storage.getSelectedStorageBackend());
  }

  async seal(secret: Uint8Array): Promise<string> {
    await this.#assertAvailable(nothingKept);
    const sealed = await this.#storage.encryptStringAsync(base64Of(secret)).catch(() => {
      // Without its cause: nobody can say what stands in that.
      throw refused(nothingKept);
    });
    // A desktop may be named for a keychain that does not run: then there was none, and nobody was told.
    if (this.#isLinux && sealed.subarray(0, 3).toString('latin1') === sealedUnderPublicPassword)
      throw refused(nothingKept);
    return sealed.toString('base64');
  }

  async open(sealed: string): Promise<Uint8Array> {
    await this.#assertAvailable(nothingGiven);
    const { result } = await this.#storage.decryptStringAsync(Buffer.from(sealed, 'base64')).catch(() => {
      throw refused(nothingGiven);
    });
    // Node may keep this one's bytes in memory that it shares out.
    const decoded = Buffer.from(result, 'base64');
    try {
      if (decoded.length !== secretLength) throw refused(nothingGiven);
      return Uint8Array.from(decoded);
    } finally {
      decoded.fill(0);
    }
  }

  async #assertAvailable(message: string): Promise<void> {
    if (!this.isPossible || !(await this.#storage.isAsyncEncryptionAvailable())) throw refused(message);
  }
}

const nothingKept =
  'This computer’s system has no safe place for a key, or did not let Latchkey use it, so no PIN can be set here.';

const nothingGiven =
  'This computer’s system did not give back the key that it keeps for the PIN. ' +
  'Unlock with the passphrase. If this goes on, set the PIN again.';

function base64Of(secret: Uint8Array): string {
  return Buffer.from(secret.buffer, secret.byteOffset, secret.length).toString('base64');
}

function refused(message: string): LatchkeyError {
  return new LatchkeyError('invalid-request', message);
}
