import { chacha20 } from '@noble/ciphers/chacha.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex, toHex, u64be, utf8, type RandomBytes } from '../../../vault/index.ts';

/** The same bytes at every run: the keystream of ChaCha20 under SHA-256(seed), one nonce for each request. For tests only. */
export function seededRandom(seed: string): RandomBytes {
  const key = sha256(utf8(seed));
  let requests = 0;
  return (length) => {
    const nonce = new Uint8Array(12);
    nonce.set(u64be(requests++));
    return chacha20(key, nonce, new Uint8Array(length));
  };
}

/** Gives the stated bytes, one after another, whatever length is asked for. For vectors. */
export function scripted(...hexes: readonly string[]): (length?: number) => Uint8Array {
  const left = hexes.map(fromHex);
  return () => {
    const next = left.shift();
    if (!next) throw new Error('The vector has no more random bytes');
    return next;
  };
}

/**
 * 48 bytes for which the library's hash-to-field (`value mod (order - 1) + 1`, FIPS 186-5 A.2.1) gives this scalar of 32
 * little-endian bytes, so that a vector's scalar can be put in where the library asks for randomness.
 */
export function bytesForScalar(hex: string): string {
  const scalar = BigInt(`0x${toHex(fromHex(hex).toReversed())}`);
  const bigEndian = (scalar - 1n).toString(16).padStart(96, '0');
  return toHex(fromHex(bigEndian).toReversed());
}
