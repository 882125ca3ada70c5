import { LatchkeyError } from '../contract/errors.ts';
import type { Holder } from '../contract/words.ts';
import type { Keychain } from './keychain.ts';
import type { Preferences } from './preferences.ts';

/** Wrong PINs in a row until only another way of unlocking lets one be tried again. */
export const pinTries = 5;

/** What a computer keeps so that a PIN can open a vault. */
export interface DeviceKey {
  /** The holder's id. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

/** The keys that this computer keeps in the system's keychain, one for each vault at most, and the tries of their PINs. */
export class Pins {
  readonly #preferences: Preferences;
  readonly #keychain: Keychain;

  constructor(preferences: Preferences, keychain: Keychain) {
    this.#preferences = preferences;
    this.#keychain = keychain;
  }

  /** Whether this computer can keep a key safely. */
  get isPossible(): boolean {
    return this.#keychain.isPossible;
  }

  /** The holder whose key is kept here, if it still is one of these. */
  holderOf(vaultId: string, holders: readonly Holder[]): string | null {
    const { device } = this.#preferences.memoryOf(vaultId);
    return device !== null && holders.some(({ id }) => id === device.id) ? device.id : null;
  }

  /** How many more PINs may be tried; null if none can open the vault here. */
  triesLeft(vaultId: string, holders: readonly Holder[]): number | null {
    if (!this.isPossible || this.holderOf(vaultId, holders) === null) return null;
    return Math.max(0, pinTries - (this.#preferences.memoryOf(vaultId).device?.tries ?? 0));
  }

  /**
   * Lets `open` try the key that is kept. The try is counted on the disk before: ending the app does not win another one.
   * Only `wrong-pin` leaves it counted. Throws `invalid-request` when there is no key, no try left, or no way to count.
   */
  async use<T>(vaultId: string, open: (key: DeviceKey) => Promise<T>): Promise<T> {
    const { device } = this.#preferences.memoryOf(vaultId);
    if (device === null)
      throw refused('This computer keeps no key to this vault. Unlock it with the passphrase.');
    if (device.tries >= pinTries) throw refused(noTriesLeft);
    if (!(await this.#count(vaultId, device.id, 1))) {
      await this.#count(vaultId, device.id, -1);
      throw refused(uncounted);
    }
    const opened = await this.#with(device, open).catch(async (error: unknown) => {
      const isWrong = error instanceof LatchkeyError && error.code === 'wrong-pin';
      if (!isWrong) await this.#count(vaultId, device.id, -1);
      throw error;
    });
    await this.resetTries(vaultId);
    return opened;
  }

  /** Somebody has opened the vault, so its PIN may be tried as often as at first. */
  async resetTries(vaultId: string): Promise<void> {
    const { device } = this.#preferences.memoryOf(vaultId);
    if (device !== null && device.tries > 0)
      await this.#preferences.remember(vaultId, { device: { ...device, tries: 0 } });
  }

  /** Keeps a key in the place of the one before. Throws `invalid-request` if it could not be kept. */
  async keep(vaultId: string, { id, secret }: DeviceKey): Promise<void> {
    const before = this.#preferences.memoryOf(vaultId).device;
    const device = { id, sealed: await this.#keychain.seal(secret), tries: 0 };
    if (await this.#preferences.remember(vaultId, { device })) return;
    await this.#preferences.remember(vaultId, { device: before });
    throw refused(
      'The key could not be written to this computer’s disk. Make room on it, then set the PIN again.',
    );
  }

  async forget(vaultId: string): Promise<void> {
    if (this.#preferences.memoryOf(vaultId).device !== null)
      await this.#preferences.remember(vaultId, { device: null });
  }

  async #with<T>(
    { id, sealed }: { readonly id: string; readonly sealed: string },
    open: (key: DeviceKey) => Promise<T>,
  ) {
    const secret = await this.#keychain.open(sealed);
    try {
      return await open({ id, secret });
    } finally {
      secret.fill(0);
    }
  }

  /** Adds to the count of one key; if another is kept meanwhile, that has a count of its own. */
  async #count(vaultId: string, id: string, more: 1 | -1): Promise<boolean> {
    const { device } = this.#preferences.memoryOf(vaultId);
    if (device?.id !== id) return true;
    const tries = Math.max(0, device.tries + more);
    return this.#preferences.remember(vaultId, { device: { ...device, tries } });
  }
}

const noTriesLeft =
  'The PIN was wrong five times in a row, so it opens nothing for now. ' +
  'Unlock with the passphrase: after that the PIN can be used again.';

const uncounted =
  'The PIN was not tried, because this computer’s disk takes no note of it, and tries must be counted. ' +
  'Unlock with the passphrase.';

function refused(message: string): LatchkeyError {
  return new LatchkeyError('invalid-request', message);
}
