import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { fromHex, toHex, u64be, utf8, type RandomBytes } from '../../../vault/index.ts';

/** The same bytes at every run: SHA-256(seed ‖ counter), one block after another. For tests only. */
export function seededRandom(seed: string): RandomBytes {
  let counter = 0;
  return (length) => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, () =>
      sha256(concatBytes(utf8(seed), u64be(counter++))),
    );
    return concatBytes(...blocks).slice(0, length);
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
