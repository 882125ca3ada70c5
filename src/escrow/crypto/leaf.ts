import { unsafe as aes } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { systemRandom, wipe, type RandomBytes } from '../../vault/index.ts';
import { decipher80, encipher80 } from './ff1.ts';

/**
 * The Law Enforcement Access Field of Clipper (1993), rebuilt with ciphers of today: one block of 16 bytes that travels
 * with a message, so that whoever has the family key learns which unit sent it, and with that unit's key the session key.
 *
 * LEAF = AES-128-ECB(KF, FF1(KU, KS) 80 bits ‖ unit id 48 - w bits ‖ checksum w bits), all big-endian, where
 * KF: family key, KU: unit key, KS: session key, w: width of the checksum, 8 to 24 bits (Clipper's was 16);
 * checksum = the first w bits of HMAC-SHA256(KS, IV).
 */
export const leafLengths = { leaf: 16, familyKey: 16, unitKey: 16, sessionKey: 10, iv: 16 } as const;

/** Clipper's width, in bits. */
export const clipperWidth = 16;

/** What a sender's unit puts into a LEAF. */
export interface LeafParts {
  /** KF, 16 bytes: the same in every unit. */
  readonly familyKey: Uint8Array;
  /** KU, 16 bytes: of this unit alone. */
  readonly unitKey: Uint8Array;
  /** From 0 to 2^(48 - w) - 1. */
  readonly unitId: number;
  /** KS, 10 bytes: of this message alone. */
  readonly sessionKey: Uint8Array;
  /** 16 bytes: sent with the message in the clear. */
  readonly iv: Uint8Array;
}

/** What the family key alone shows of a LEAF. */
export interface LeafContents {
  /** 10 bytes: KS, enciphered under KU. */
  readonly wrappedKey: Uint8Array;
  readonly unitId: number;
  readonly checksum: number;
}

/** What a receiver's unit knows when a message arrives. */
export type LeafReceiver = Pick<LeafParts, 'familyKey' | 'sessionKey' | 'iv'>;

/** Makes the LEAF of a message. A part of the wrong length or range is a RangeError. */
export function makeLeaf(parts: LeafParts, width: number = clipperWidth): Uint8Array {
  const idBits = 48 - checkWidth(width);
  if (!Number.isSafeInteger(parts.unitId) || parts.unitId < 0 || parts.unitId >= 2 ** idBits) {
    throw new RangeError(`makeLeaf: expected a unit id from 0 to 2^${idBits} - 1, got ${parts.unitId}`);
  }
  const leaf = new Uint8Array(leafLengths.leaf);
  leaf.set(encipher80(parts.unitKey, parts.sessionKey));
  const tail = (BigInt(parts.unitId) << BigInt(width)) | BigInt(checksumOf(parts, width));
  const view = new DataView(leaf.buffer);
  view.setUint16(10, Number(tail >> 32n));
  view.setUint32(12, Number(tail & 0xffffffffn));
  const schedule = aes.expandKeyLE(checkLength('familyKey', parts.familyKey));
  aes.encryptBlock(schedule, leaf);
  schedule.fill(0);
  return leaf;
}

/**
 * Opens a LEAF with the family key. There is no wrong LEAF at this point: every 16 bytes give some unit id and some
 * checksum, which is what a forger makes use of.
 */
export function readLeaf(
  familyKey: Uint8Array,
  leaf: Uint8Array,
  width: number = clipperWidth,
): LeafContents {
  checkWidth(width);
  const block = checkLength('leaf', leaf).slice();
  const schedule = aes.expandKeyDecLE(checkLength('familyKey', familyKey));
  aes.decryptBlock(schedule, block);
  schedule.fill(0);
  const view = new DataView(block.buffer);
  const tail = (BigInt(view.getUint16(10)) << 32n) | BigInt(view.getUint32(12));
  const unitId = Number(tail >> BigInt(width));
  return { wrappedKey: block.slice(0, leafLengths.sessionKey), unitId, checksum: checksumIn(view, width) };
}

/** The check a receiver's unit makes before it deciphers anything; made once a message, then asked of any LEAF. */
export type LeafCheck = (leaf: Uint8Array) => boolean;

/** Prepares a receiver's check: the checksum inside must be that of the session key and IV it has. Nothing else is looked at. */
export function receiverCheck(receiver: LeafReceiver, width: number = clipperWidth): LeafCheck {
  const expected = checksumOf(receiver, checkWidth(width));
  const schedule = aes.expandKeyDecLE(checkLength('familyKey', receiver.familyKey));
  const block = new Uint8Array(leafLengths.leaf);
  const view = new DataView(block.buffer);
  return (leaf) => {
    if (leaf.length !== leafLengths.leaf) return false;
    block.set(leaf);
    aes.decryptBlock(schedule, block);
    return checksumIn(view, width) === expected;
  };
}

/** True if a receiver with this session key and IV takes the LEAF for genuine. */
export function isAccepted(receiver: LeafReceiver, leaf: Uint8Array, width: number = clipperWidth): boolean {
  return receiverCheck(receiver, width)(leaf);
}

/** Cuts a unit key into the halves that two escrow agents keep: one at random, the other its xor with the key. */
export function splitUnitKey(
  unitKey: Uint8Array,
  random: RandomBytes = systemRandom,
): readonly [Uint8Array, Uint8Array] {
  const half = random(checkLength('unitKey', unitKey).length);
  return [half, xor(unitKey, half)];
}

/**
 * The session key, 10 bytes, from what the family key showed and the two agents' halves of KU. A wrong half, or a forged
 * LEAF, gives 10 bytes as well: only the message can show that they are wrong. The caller zeroes what it gets.
 */
export function openSessionKey(
  contents: LeafContents,
  halves: readonly [Uint8Array, Uint8Array],
): Uint8Array {
  const [one, other] = halves;
  const unitKey = xor(checkLength('unitKey', one), checkLength('unitKey', other));
  try {
    return decipher80(unitKey, contents.wrappedKey);
  } finally {
    wipe(unitKey);
  }
}

/** A LEAF that a receiver takes for genuine and that gives an agency nothing. */
export interface Forgery {
  readonly leaf: Uint8Array;
  /** How many blocks were tried, this one included. */
  readonly tries: number;
}

/**
 * Blaze's attack (1994): tries random blocks until the check accepts one, about 2^w of them on average. The forger
 * needs no key: only a unit that says yes or no, asked about a session key of the forger's own. Null when `budget` tries
 * were not enough.
 */
export function forgeLeaf(
  accepts: LeafCheck,
  { budget, random = systemRandom }: { readonly budget: number; readonly random?: RandomBytes },
): Forgery | null {
  for (let tries = 0; tries < budget;) {
    // One request for many blocks: the generator costs more for each call than for each byte.
    const blocks = random(leafLengths.leaf * 1_024);
    for (let start = 0; start < blocks.length && tries < budget; start += leafLengths.leaf) {
      const leaf = blocks.subarray(start, start + leafLengths.leaf);
      tries++;
      if (accepts(leaf)) return { leaf: leaf.slice(), tries };
    }
  }
  return null;
}

/** What was measured over several forgeries. */
export interface ForgeryMeasure {
  readonly tries: readonly number[];
  readonly mean: number;
}

/**
 * Forges `runs` LEAFs of this checksum width, each for a session key, IV and family key of its own, and gives the tries of
 * each and their mean. It is expected to be 2^w, with a standard error of 2^w / sqrt(runs).
 */
export function measureForgery(
  runs: number,
  width: number = clipperWidth,
  random: RandomBytes = systemRandom,
): ForgeryMeasure {
  const tries = Array.from({ length: runs }, () => {
    const accepts = receiverCheck(newReceiver(random), width);
    return forgeLeaf(accepts, { budget: Number.MAX_SAFE_INTEGER, random })?.tries ?? 0;
  });
  return { tries, mean: meanOf(tries) };
}

/** A receiver with a family key, session key and IV of its own. */
export function newReceiver(random: RandomBytes = systemRandom): LeafReceiver {
  return {
    familyKey: random(leafLengths.familyKey),
    sessionKey: random(leafLengths.sessionKey),
    iv: random(leafLengths.iv),
  };
}

/** The mean of the tries of several forgeries. */
export function meanOf(tries: readonly number[]): number {
  return tries.reduce((sum, count) => sum + count, 0) / tries.length;
}

/** The first `width` bits of HMAC-SHA256(KS, IV). */
function checksumOf({ sessionKey, iv }: Pick<LeafParts, 'sessionKey' | 'iv'>, width: number): number {
  const mac = hmac(sha256, checkLength('sessionKey', sessionKey), checkLength('iv', iv));
  return new DataView(mac.buffer, mac.byteOffset).getUint32(0) >>> (32 - width);
}

/** The last `width` bits of an opened block. */
function checksumIn(view: DataView, width: number): number {
  return view.getUint32(12) & (2 ** width - 1);
}

function checkWidth(width: number): number {
  if (!Number.isInteger(width) || width < 8 || width > 24) {
    throw new RangeError(`LEAF checksum: expected 8 to 24 bits, got ${width}`);
  }
  return width;
}

function checkLength(part: keyof typeof leafLengths, bytes: Uint8Array): Uint8Array {
  if (bytes.length !== leafLengths[part]) {
    throw new RangeError(`LEAF ${part}: expected ${leafLengths[part]} bytes, got ${bytes.length}`);
  }
  return bytes;
}

function xor(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, i) => byte ^ (right[i] ?? 0));
}
