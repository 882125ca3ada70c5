import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { combine, split } from 'shamir-secret-sharing';
import { LatchkeyError } from '../../contract/errors.ts';
import { equalInConstantTime, utf8, wipe } from '../../vault/index.ts';
import { tooFewShares, type Quorum } from './shares.ts';

/** Lengths in bytes of what `splitSecret` takes, of one share and of the value that recognises the secret. */
const shamirLengths = { secret: 32, share: 60, keyCheck: 16 } as const;

const keyCheckLabel = utf8('latchkey/v1/key-check');
const shareCheckLabel = utf8('latchkey/v1/share-check');

/** One share, read. */
export interface ShamirShare extends Quorum {
  /** Which of the n shares this is, from 1. */
  readonly holder: number;
  /** 16 bytes: `keyCheckOf` the secret that was split. */
  readonly keyCheck: Uint8Array;
  /** 33 bytes: a value of the polynomial for each byte of the secret, then the point at which they were taken. */
  readonly data: Uint8Array;
}

/**
 * A value by which a secret of 32 random bytes is recognised: the first 16 bytes of HKDF-SHA256 (RFC 5869) with the info
 * `latchkey/v1/key-check` and no salt. It does not help to find the secret, so it may be public.
 */
export function keyCheckOf(secret: Uint8Array): Uint8Array {
  return hkdf(sha256, secret, undefined, keyCheckLabel, shamirLengths.keyCheck);
}

/**
 * Splits 32 random bytes into n shares, of which any k give it back and fewer tell nothing about it (Shamir 1979, over
 * GF(2^8), by the audited `shamir-secret-sharing`). With k = 1 every share simply holds the secret.
 *
 * A share is 60 bytes: k ‖ n ‖ holder (1 byte each) ‖ key check (16) ‖ data (33) ‖ share check (8, the beginning of
 * SHA-256 of the label `latchkey/v1/share-check` and all before it). The share check tells damage, not forgery: anyone
 * can compute it. Randomness: WebCrypto's.
 */
export async function splitSecret(secret: Uint8Array, { k, n }: Quorum): Promise<Uint8Array[]> {
  if (secret.length !== shamirLengths.secret) {
    throw new RangeError(`splitSecret: expected ${shamirLengths.secret} bytes, got ${secret.length}`);
  }
  if (!isQuorum(k, n))
    throw new RangeError(`splitSecret: expected 1 <= k <= n <= 16, got k = ${k}, n = ${n}`);
  const pieces = k === 1 ? copies(secret, n) : await split(Uint8Array.from(secret), n, k);
  const keyCheck = keyCheckOf(secret);
  const shares = pieces.map((data, i) => encode({ k, n, holder: i + 1, keyCheck, data }));
  wipe(...pieces);
  return shares;
}

/** Reads a share. A LatchkeyError `share-damaged` names it by `position` (from 1) if it is not as it was made. */
export function readShare(bytes: Uint8Array, position = 1): ShamirShare {
  const body = bytes.subarray(0, -shareCheckLength);
  const [k = 0, n = 0, holder = 0] = body;
  const isWhole =
    bytes.length === shamirLengths.share &&
    equalInConstantTime(bytes.subarray(-shareCheckLength), shareCheckOf(body)) &&
    isQuorum(k, n) &&
    holder >= 1 &&
    holder <= n;
  if (!isWhole) {
    throw shareDamaged(
      `Share ${position} is damaged: it is not as it was made. Ask its holder for another copy, or use another share.`,
    );
  }
  return { k, n, holder, keyCheck: body.slice(3, 19), data: body.slice(19) };
}

/**
 * Puts the secret of 32 bytes together from at least k shares, and makes sure that it is the one `keyCheck` (16 bytes)
 * belongs to. The same share twice counts once; of more than k, the first k are used. The caller zeroes what it gets.
 *
 * Errors: `too-few-shares`; `share-damaged` for a share that is damaged or of another secret, which it names, and for
 * shares that together give another secret, which it cannot name (somebody made one up).
 */
export async function combineShares(
  shares: readonly Uint8Array[],
  keyCheck: Uint8Array,
): Promise<Uint8Array> {
  const read = shares.map((share, i) => readShare(share, i + 1));
  const foreign = read.findIndex((share) => !equalInConstantTime(share.keyCheck, keyCheck));
  if (foreign !== -1) {
    throw shareDamaged(
      `Share ${foreign + 1} belongs to another key: it was never part of this one. Leave it out, or use the right one.`,
    );
  }
  const [first] = read;
  const distinct = [...new Map(read.map((share) => [share.holder, share])).values()];
  if (!first || distinct.length < first.k) throw tooFewShares(distinct.length, first?.k);
  const secret = await join(distinct.slice(0, first.k));
  wipe(...read.map(({ data }) => data));
  if (secret && equalInConstantTime(keyCheckOf(secret), keyCheck)) return secret;
  wipe(secret);
  throw shareDamaged(
    'These shares do not give the key back: at least one of them was made up or altered together with its own check. ' +
      'Which one cannot be told from them. Try with other holders.',
  );
}

const shareCheckLength = 8;

function shareCheckOf(body: Uint8Array): Uint8Array {
  return sha256(concatBytes(shareCheckLabel, body)).slice(0, shareCheckLength);
}

function encode({ k, n, holder, keyCheck, data }: ShamirShare): Uint8Array {
  const body = concatBytes(Uint8Array.of(k, n, holder), keyCheck, data);
  return concatBytes(body, shareCheckOf(body));
}

/** The shares of a polynomial of degree 0, which the library does not make: the secret at every point. */
function copies(secret: Uint8Array, n: number): Uint8Array[] {
  return Array.from({ length: n }, (_, i) => Uint8Array.of(...secret, i + 1));
}

/** Null if two holders claim one point, which no honest split gives. */
async function join(shares: readonly ShamirShare[]): Promise<Uint8Array | null> {
  const pieces = shares.map(({ data }) => data);
  const [first] = pieces;
  if (first && pieces.length === 1) return first.slice(0, shamirLengths.secret);
  const points = new Set(pieces.map((piece) => piece.at(-1)));
  return points.size === pieces.length ? combine(pieces) : null;
}

function isQuorum(k: number, n: number): boolean {
  return Number.isInteger(k) && Number.isInteger(n) && k >= 1 && k <= n && n <= 16;
}

function shareDamaged(message: string): LatchkeyError {
  return new LatchkeyError('share-damaged', message);
}
