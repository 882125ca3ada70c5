import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { toHex, u64be, utf8, type Subkey } from './bytes.ts';
import type { RowIdentity } from './store.ts';

const modulus = 1n << 256n;

/**
 * An incremental hash of a multiset of rows: the sum modulo 2^256 of HMAC-SHA256(key, table ‖ id ‖ revision ‖
 * position). Integers are u64 big-endian; the position is there for chunks only. Without the key nobody can find two
 * sets with one sum (Clarke et al., "Incremental Multiset Hash Functions", ASIACRYPT 2003: MSet-Add-Hash).
 */
export class SetHash {
  readonly #key: Subkey;
  #sum: bigint;

  /** `sum`: what `value` gave before; 0n for the empty set. */
  constructor(key: Subkey, sum = 0n) {
    this.#key = key;
    this.#sum = sum;
  }

  /** From 0 to 2^256 - 1. */
  get value(): bigint {
    return this.#sum;
  }

  add(row: RowIdentity): void {
    this.#sum = (this.#sum + this.#termOf(row)) % modulus;
  }

  subtract(row: RowIdentity): void {
    this.#sum = (this.#sum - this.#termOf(row) + modulus) % modulus;
  }

  #termOf({ table, id, revision, position }: RowIdentity): bigint {
    const place = position === undefined ? new Uint8Array() : u64be(position);
    const digest = hmac(sha256, this.#key, concatBytes(utf8(table), id, u64be(revision), place));
    return BigInt(`0x${toHex(digest)}`);
  }
}

/** 64 lower-case hex digits. */
export function setHashToHex(value: bigint): string {
  return value.toString(16).padStart(64, '0');
}
