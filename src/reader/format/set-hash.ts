import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { u64, utf8 } from '../bytes.ts';

/** What the set hash knows of a row. */
export interface Identity {
  readonly table: 'summary' | 'content' | 'version' | 'chunk';
  readonly id: Uint8Array;
  readonly revision: number;
  /** For a chunk. */
  readonly position?: number;
}

/** The sum modulo 2^256 of one HMAC a row. */
export class SetHash {
  readonly #key: Uint8Array;
  #sum = 0n;
  #count = 0;

  /** The key is used, not copied. */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  add({ table, id, revision, position }: Identity): void {
    const place = position === undefined ? new Uint8Array() : u64(position);
    const term = hmac(sha256, this.#key, concatBytes(utf8(table), id, u64(revision), place));
    this.#sum = (this.#sum + BigInt(`0x${bytesToHex(term)}`)) % (1n << 256n);
    this.#count += 1;
  }

  /** How many rows were added. */
  get count(): number {
    return this.#count;
  }

  /** 64 hex digits. */
  get value(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }
}
