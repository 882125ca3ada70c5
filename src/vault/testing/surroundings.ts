import { argon2id } from '@noble/hashes/argon2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { u64be } from '../bytes.ts';
import type { RandomBytes } from '../random.ts';
import type { DeriveKey, KdfParameters } from '../store.ts';

/** The least that a vault may ask for: tests use real Argon2id, but little of it. */
export const cheapKdf: KdfParameters = { memoryKiB: 8 * 1024, passes: 1, lanes: 1 };

/** Argon2id by noble: slow, pure, and not the code the app runs on, so that vectors made with it check that code. */
export const nobleArgon2id: DeriveKey = (passphrase, salt, { memoryKiB, passes, lanes }) =>
  Promise.resolve(argon2id(passphrase, salt, { m: memoryKiB, t: passes, p: lanes, dkLen: 32 }));

/** The same bytes each time: SHA-256(0) ‖ SHA-256(1) ‖ …, over u64 big-endian counters. */
export function fixedRandom(): RandomBytes {
  let counter = 0;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let offset = 0; offset < length; offset += 32) {
      bytes.set(sha256(u64be(counter++)).subarray(0, Math.min(32, length - offset)), offset);
    }
    return bytes;
  };
}
