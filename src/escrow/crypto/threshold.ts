import { ristretto255, ristretto255_FROST, ristretto255_oprf } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { LatchkeyError } from '../../contract/errors.ts';
import { systemRandom, type RandomBytes } from '../../vault/index.ts';
import {
  contributionDamaged,
  dealKey,
  holdersOf,
  onePerHolder,
  scalarOf,
  tooFewShares,
  type GroupKey,
  type KeyShare,
  type Quorum,
  type SharedKey,
} from './shares.ts';

/**
 * Diffie-Hellman to a key that nobody holds: ElGamal's key encapsulation on ristretto255 (RFC 9496), answered by k of n
 * holders, each with its own share, and never put together. Not post-quantum.
 */
const { Point } = ristretto255;
const { Fn } = Point;

/** Bytes of the secret that an encapsulation gives. */
const secretLength = 32;

/** What `encapsulate` gives: the 32 bytes to store, and the 32 secret bytes they stand for. */
export interface Encapsulated {
  readonly encapsulation: Uint8Array;
  readonly secret: Uint8Array;
}

/** One holder's answer for one encapsulation. Useless for any other; with k - 1 more it gives the secret. */
export interface Partial {
  /** From 1. */
  readonly holder: number;
  /** 32 bytes: share * R. */
  readonly point: Uint8Array;
  /** 64 bytes: a proof that `point` was made with the share behind the holder's verifying share. */
  readonly proof: Uint8Array;
}

/** Makes a key and shares it out to n holders, of whom k are needed (2 <= k <= n <= 16). */
export function dealThresholdKey(quorum: Quorum, random: RandomBytes = systemRandom): SharedKey {
  return dealKey(ristretto255_FROST, quorum, random);
}

/**
 * A fresh secret for the group: r at random, encapsulation R = r * G, and
 * secret = HKDF-SHA256(ikm = the encoding of r * public key, salt = R, info), 32 bytes.
 */
export function encapsulate(
  publicKey: Uint8Array,
  info: Uint8Array,
  random: RandomBytes = systemRandom,
): Encapsulated {
  const r = Fn.fromBytes(ristretto255_FROST.utils.randomScalar((length = 32) => random(length)));
  const encapsulation = Point.BASE.multiply(r).toBytes();
  const shared = Point.fromBytes(publicKey).multiply(r);
  return { encapsulation, secret: secretOf(shared.toBytes(), encapsulation, info) };
}

/**
 * A holder's answer: share * R with a proof of equal discrete logarithms against its verifying share. This is the
 * evaluation of a verifiable OPRF (RFC 9497 section 3.3.2, proof of section 2.2.1) with the share as the server's key and
 * R as the blinded element, so that the library's proof can be used as it is.
 *
 * Errors: `header-tampered` if the encapsulation is no group element; `share-damaged` if the share is no scalar.
 */
export function answer(
  share: KeyShare,
  encapsulation: Uint8Array,
  random: RandomBytes = systemRandom,
): Partial {
  checkElement(encapsulation);
  const verifyingShare = Point.BASE.multiply(scalarOf(share)).toBytes();
  const { evaluated, proof } = ristretto255_oprf.voprf.blindEvaluate(
    share.scalar,
    verifyingShare,
    encapsulation,
    (length = 32) => random(length),
  );
  return { holder: share.holder, point: evaluated, proof };
}

/** True if the answer was made for this encapsulation with the share that this group has for its holder. Never throws. */
export function isRightAnswer(group: GroupKey, encapsulation: Uint8Array, partial: Partial): boolean {
  const verifyingShare = group.verifyingShares[partial.holder - 1];
  if (!verifyingShare) return false;
  try {
    // Its output is of no use here; it throws if the proof does not hold. 1 is the blind that changes nothing.
    const { point, proof } = partial;
    ristretto255_oprf.voprf.finalize(
      new Uint8Array(),
      Fn.toBytes(1n),
      point,
      encapsulation,
      verifyingShare,
      proof,
    );
    return true;
  } catch {
    return false;
  }
}

/**
 * The secret of an encapsulation from the answers of k holders, by Lagrange interpolation at 0 of their points: the
 * key itself appears nowhere. All answers are checked; a holder's second one is ignored, and of more than k the first k
 * are used. The caller zeroes what it gets.
 *
 * Errors: `too-few-shares`; `share-damaged`, which names the holder; `header-tampered` as above.
 */
export function combineAnswers(
  group: GroupKey,
  encapsulation: Uint8Array,
  answers: readonly Partial[],
  info: Uint8Array,
): Uint8Array {
  checkElement(encapsulation);
  const wrong = answers.find((partial) => !isRightAnswer(group, encapsulation, partial));
  if (wrong) throw contributionDamaged(wrong.holder);
  const distinct = onePerHolder(answers);
  if (distinct.length < group.k) throw tooFewShares(distinct.length, group.k);
  const used = distinct.slice(0, group.k);
  const holders = used.map(({ holder }) => holder);
  const shared = used.reduce(
    (sum, { holder, point }) => sum.add(Point.fromBytes(point).multiply(lagrangeAtZero(holder, holders))),
    Point.ZERO,
  );
  return secretOf(shared.toBytes(), encapsulation, info);
}

/**
 * New shares of the same key (proactive refresh, Herzberg et al. 1995): to each share is added the value of a random
 * polynomial that is 0 at 0. The public key stays, and so does everything sealed to it; an old share and a new one do not
 * go together. The old shares are worth nothing only once their holders have destroyed them.
 */
export function refreshShares({ group, shares }: SharedKey, random: RandomBytes = systemRandom): SharedKey {
  if (shares.length !== group.n) throw tooFewShares(shares.length, group.n);
  const coefficients = holdersOf(group.k - 1).map(() =>
    Fn.fromBytes(ristretto255_FROST.utils.randomScalar((length = 32) => random(length))),
  );
  const renewed = shares.map((share) => ({
    holder: share.holder,
    scalar: Fn.toBytes(Fn.add(scalarOf(share), valueAt(share.holder, coefficients))),
  }));
  const verifyingShares = renewed.map((share) => Point.BASE.multiply(scalarOf(share)).toBytes());
  return { group: { ...group, verifyingShares }, shares: renewed };
}

/** c[0] * x + c[1] * x^2 + ...: a polynomial without a constant term. */
function valueAt(x: number, coefficients: readonly bigint[]): bigint {
  const at = BigInt(x);
  return coefficients.reduceRight((sum, coefficient) => Fn.mul(Fn.add(sum, coefficient), at), Fn.ZERO);
}

/** The weight of one holder's point (RFC 9591 section 4.2). `holders` are distinct and contain it. */
function lagrangeAtZero(holder: number, holders: readonly number[]): bigint {
  return holders
    .filter((other) => other !== holder)
    .map((other) => Fn.div(BigInt(other), Fn.sub(BigInt(other), BigInt(holder))))
    .reduce((product, factor) => Fn.mul(product, factor), Fn.ONE);
}

function secretOf(shared: Uint8Array, encapsulation: Uint8Array, info: Uint8Array): Uint8Array {
  return hkdf(sha256, shared, encapsulation, info, secretLength);
}

/** Refuses what is no element of the group, and the identity, which would give everybody the same secret. */
function checkElement(encapsulation: Uint8Array): void {
  try {
    if (!Point.fromBytes(encapsulation).is0()) return;
  } catch {
    // Said below, for both.
  }
  throw new LatchkeyError(
    'header-tampered',
    'The escrow slot does not hold what an authority can answer: its bytes were changed. Use an unchanged copy.',
  );
}
