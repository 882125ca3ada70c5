import { LatchkeyError } from '../../contract/errors.ts';
import type { Keychain } from '../keychain.ts';

/** Stands in for the system's keychain, which only a desktop session has. It seals nothing: tests only. */
export class TestKeychain implements Keychain {
  isPossible = true;
  /** Whether it refuses to seal and to open. */
  isBroken = false;

  async seal(secret: Uint8Array): Promise<string> {
    await Promise.resolve();
    this.#refuseBroken();
    return Buffer.from(secret).toString('base64');
  }

  async open(sealed: string): Promise<Uint8Array> {
    await Promise.resolve();
    this.#refuseBroken();
    return new Uint8Array(Buffer.from(sealed, 'base64'));
  }

  #refuseBroken(): void {
    if (this.isBroken) throw new LatchkeyError('invalid-request', 'The keychain is closed.');
  }
}
