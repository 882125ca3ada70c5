import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import {
  equalInConstantTime,
  fromHex,
  slotSecret,
  toHex,
  utf8,
  wipe,
  type RandomBytes,
  type SlotId,
  type SlotSecret,
} from '../../../vault/index.ts';
import { hexOf } from '../../../vault/slots.ts';
import type { Effort } from '../../access-model.ts';

/** Fewest and most bits that a puzzle has. */
export const puzzleBits = { least: 8, most: 24 } as const;

const saltLength = 16;
const tagLength = 8;
/** How often the one who waits is told. */
const between = 1 << 16;

/** `access` of a slot under a puzzle: everything but r. */
export const PuzzleAccess = v.looseObject({
  salt: hexOf(saltLength),
  bits: v.pipe(v.number(), v.integer(), v.minValue(puzzleBits.least), v.maxValue(puzzleBits.most)),
  /** Bytes 0 to 7 of the hash: they tell r from every other value at the price of that one hash. */
  tag: hexOf(tagLength),
});
export type PuzzleAccess = v.InferOutput<typeof PuzzleAccess>;

/**
 * A puzzle and the secret behind it. r is a random number below 2^bits. H = SHA-256(salt, 16 bytes ‖ r, 4 bytes
 * big-endian); tag = H[0..8]; secret = HKDF-SHA256(H[8..32], salt = slot id, info = `latchkey/v1/crumple`, 32 bytes). The tag
 * takes nothing from the secret's strength: that is the number of bits of r, and no more, with a tag or without.
 */
export function makePuzzle(
  bits: number,
  slot: SlotId,
  random: RandomBytes,
): { readonly access: PuzzleAccess; readonly secret: SlotSecret } {
  const salt = random(saltLength);
  const drawn = random(4);
  const r = new DataView(drawn.buffer, drawn.byteOffset).getUint32(0) >>> (32 - bits);
  const hash = new PuzzleHash(salt);
  try {
    const made = hash.of(r);
    const tag = toHex(made.subarray(0, tagLength));
    return { access: { salt: toHex(salt), bits, tag }, secret: secretOf(made, slot) };
  } finally {
    wipe(drawn);
    hash.wipe();
  }
}

/**
 * Tries r = 0, 1, 2, … until `isRight` accepts what comes of one: on average 2^(bits-1) hashes. Null when `mostTries` are
 * spent or no value is left. It blocks until then. The caller zeroes the secret.
 */
export function solvePuzzle(
  { salt, bits, tag }: PuzzleAccess,
  slot: SlotId,
  { mostTries, onTries }: Effort,
  isRight: (secret: SlotSecret) => boolean,
): SlotSecret | null {
  const hash = new PuzzleHash(fromHex(salt));
  const wanted = fromHex(tag);
  const end = Math.min(2 ** bits, mostTries);
  let told = 0;
  try {
    for (let r = 0; r < end; r++) {
      if (r - told === between) {
        onTries(between);
        told = r;
      }
      const made = hash.of(r);
      if (made[0] !== wanted[0] || !equalInConstantTime(made.subarray(0, tagLength), wanted)) continue;
      const secret = secretOf(made, slot);
      if (isRight(secret)) {
        onTries(r + 1 - told);
        return secret;
      }
      wipe(secret);
    }
    onTries(end - told);
    return null;
  } finally {
    hash.wipe();
  }
}

function secretOf(hash: Uint8Array, slot: SlotId): SlotSecret {
  return slotSecret(hkdf(sha256, hash.subarray(tagLength), slot, utf8('latchkey/v1/crumple'), 32));
}

/** SHA-256(salt ‖ r), without new memory for each r. */
class PuzzleHash {
  readonly #message: Uint8Array;
  readonly #view: DataView;
  readonly #out = new Uint8Array(32);

  constructor(salt: Uint8Array) {
    this.#message = new Uint8Array(saltLength + 4);
    this.#message.set(salt);
    this.#view = new DataView(this.#message.buffer);
  }

  /** 32 bytes, good until the next call. */
  of(r: number): Uint8Array {
    this.#view.setUint32(saltLength, r);
    sha256.create().update(this.#message).digestInto(this.#out);
    return this.#out;
  }

  wipe(): void {
    wipe(this.#message, this.#out);
  }
}
