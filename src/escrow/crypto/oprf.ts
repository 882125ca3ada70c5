import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import { systemRandom, type RandomBytes } from '../../vault/index.ts';

const { voprf } = ristretto255_oprf;

/**
 * An oblivious pseudorandom function (RFC 9497, ristretto255-SHA512, verifiable mode): a client learns F(key, input) from
 * whoever holds the key, who learns neither. The proof lets the client see that one key serves everybody; with a key for
 * each client, the answers would tell clients apart.
 */

/** Bytes that a key is made from. */
const seedLength = 32;

/** The server's key: 32 bytes each. The owner zeroes the secret one. */
export interface OprfKey {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** What the client keeps (`input`, `blind`: a scalar of 32 bytes) and what it sends (`blinded`: an element of 32). */
export interface BlindedInput {
  readonly input: Uint8Array;
  readonly blind: Uint8Array;
  readonly blinded: Uint8Array;
}

/** What the server answers: an element of 32 bytes, and a proof of 64 that it was made with its key. */
export interface OprfAnswer {
  readonly evaluated: Uint8Array;
  readonly proof: Uint8Array;
}

/** A key from 32 random bytes: DeriveKeyPair of RFC 9497 section 3.2.1. */
export function makeOprfKey(info: Uint8Array, random: RandomBytes = systemRandom): OprfKey {
  return voprf.deriveKeyPair(random(seedLength), info);
}

/** The client's first step. `input`: up to 65,535 bytes. */
export function blindInput(input: Uint8Array, random: RandomBytes = systemRandom): BlindedInput {
  const { blind, blinded } = voprf.blind(input, (length = 32) => random(length));
  return { input, blind, blinded };
}

/** The server's step; null if `blinded` is no element of the group, or the identity. */
export function answerBlinded(
  { secretKey, publicKey }: OprfKey,
  blinded: Uint8Array,
  random: RandomBytes = systemRandom,
): OprfAnswer | null {
  try {
    return voprf.blindEvaluate(secretKey, publicKey, blinded, (length = 32) => random(length));
  } catch {
    return null;
  }
}

/** The client's last step: F(key, input), 64 bytes; null if the answer was not made with the key behind `publicKey`. */
export function unblind(
  { input, blind, blinded }: BlindedInput,
  { evaluated, proof }: OprfAnswer,
  publicKey: Uint8Array,
): Uint8Array | null {
  try {
    return voprf.finalize(input, blind, evaluated, blinded, publicKey, proof);
  } catch {
    return null;
  }
}

/** F(key, input), 64 bytes, by whoever holds the key: for the list that answers are looked up in. */
export function evaluate(key: OprfKey, input: Uint8Array): Uint8Array {
  const asked = blindInput(input);
  const answer = answerBlinded(key, asked.blinded);
  const output = answer && unblind(asked, answer, key.publicKey);
  if (!output) throw new RangeError('OPRF: the secret key and the public key do not belong together');
  return output;
}
