import { BinaryFF1 } from '@noble/ciphers/ff1.js';

/** Lengths in bytes: an AES-128 key, and the 80-bit session key of Clipper that is enciphered under it. */
const ff1Lengths = { key: 16, block: 10 } as const;

/**
 * Enciphers 80 bits to 80 bits: FF1 (NIST SP 800-38G) with radix 2, AES-128 and no tweak. It stands in for the 80-bit
 * block cipher Skipjack, which no library of ours has.
 *
 * Bytes are read as bits from the first byte to the last, in each byte from the least significant bit to the most: bit j
 * of the string is (block[j >> 3] >> (j & 7)) & 1.
 */
export function encipher80(key: Uint8Array, block: Uint8Array): Uint8Array {
  check(key, block);
  return BinaryFF1(key).encrypt(block);
}

/** The inverse of `encipher80`. Every 80 bits decipher to something: FF1 has no checksum. */
export function decipher80(key: Uint8Array, block: Uint8Array): Uint8Array {
  check(key, block);
  return BinaryFF1(key).decrypt(block);
}

function check(key: Uint8Array, block: Uint8Array): void {
  if (key.length !== ff1Lengths.key) {
    throw new RangeError(`FF1 key: expected ${ff1Lengths.key} bytes, got ${key.length}`);
  }
  if (block.length !== ff1Lengths.block) {
    throw new RangeError(`FF1 block: expected ${ff1Lengths.block} bytes, got ${block.length}`);
  }
}
