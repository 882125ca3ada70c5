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

/** The sum modulo 2^256 of one HMAC a row, as 64 hex digits. */
export function setHashOf(key: Uint8Array, rows: Iterable<Identity>): string {
  let sum = 0n;
  for (const { table, id, revision, position } of rows) {
    const place = position === undefined ? new Uint8Array() : u64(position);
    const term = hmac(sha256, key, concatBytes(utf8(table), id, u64(revision), place));
    sum = (sum + BigInt(`0x${bytesToHex(term)}`)) % (1n << 256n);
  }
  return sum.toString(16).padStart(64, '0');
}
