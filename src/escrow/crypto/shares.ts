import { ristretto255, type ed25519_FROST } from '@noble/curves/ed25519.js';
import { LatchkeyError } from '../../contract/errors.ts';
import type { RandomBytes } from '../../vault/index.ts';

/** A quorum: any k of n holders together, 1 <= k <= n <= 16. */
export interface Quorum {
  readonly k: number;
  readonly n: number;
}

/** What everybody may know of a key that is shared out. */
export interface GroupKey extends Quorum {
  /** 32 bytes: the public key of the group. */
  readonly publicKey: Uint8Array;
  /** At i: the public key of 32 bytes that belongs to the share of holder i + 1. It tells a right answer from a wrong one. */
  readonly verifyingShares: readonly Uint8Array[];
}

/** One holder's share of a private key. Its owner zeroes the scalar. */
export interface KeyShare {
  /** From 1. */
  readonly holder: number;
  /** 32 bytes, little-endian: a value of the secret polynomial at `holder`. */
  readonly scalar: Uint8Array;
}

/** A key just shared out. */
export interface SharedKey {
  readonly group: GroupKey;
  readonly shares: readonly KeyShare[];
}

/** Either of the two suites of FROST (RFC 9591) that this floor uses. */
export type FrostSuite = typeof ed25519_FROST;

/**
 * Makes a private key at random and shares it out (the trusted dealer of RFC 9591 appendix C). Nobody holds the whole
 * key after this returns; the dealer did while it ran. At least two must be needed: with k = 1 there is nothing to share.
 */
export function dealKey(suite: FrostSuite, { k, n }: Quorum, random: RandomBytes): SharedKey {
  if (!Number.isInteger(k) || !Number.isInteger(n) || k < 2 || k > n || n > 16) {
    throw new RangeError(`dealKey: expected 2 <= k <= n <= 16, got k = ${k}, n = ${n}`);
  }
  const dealt = suite.trustedDealer({ min: k, max: n }, undefined, undefined, (length = 32) =>
    random(length),
  );
  const holders = holdersOf(n);
  const { [0]: publicKey } = dealt.public.commitments;
  if (!publicKey) throw new RangeError('dealKey: the dealer gave no public key');
  return {
    group: {
      k,
      n,
      publicKey,
      verifyingShares: holders.map((holder) => pick(dealt.public.verifyingShares, suite, holder)),
    },
    shares: holders.map((holder) => ({
      holder,
      scalar: pick(dealt.secretShares, suite, holder).signingShare,
    })),
  };
}

/** The scalar of a share, the same field for both suites; a LatchkeyError `share-damaged` if it is none, or 0. */
export function scalarOf({ holder, scalar }: KeyShare): bigint {
  const { Fn } = ristretto255.Point;
  try {
    const value = Fn.fromBytes(scalar);
    if (value !== Fn.ZERO) return value;
  } catch {
    // Said below, for both.
  }
  throw contributionDamaged(holder);
}

/** 1 to n. */
export function holdersOf(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}

/** The first of each holder's items, in the order given: the same one twice is still one holder. */
export function onePerHolder<Item extends { readonly holder: number }>(items: readonly Item[]): Item[] {
  return items.filter(({ holder }, i) => items.findIndex((item) => item.holder === holder) === i);
}

/** The error for a quorum that is not met. `needed` is left out where no share is there to say it. */
export function tooFewShares(given: number, needed?: number): LatchkeyError {
  const wanted = needed === undefined ? 'None was given.' : `${needed} are needed, ${given} given.`;
  return new LatchkeyError(
    'too-few-shares',
    `There are too few shares of the key: ${wanted} Nothing can be opened without more holders.`,
  );
}

/** The error for a holder whose contribution does not belong to the share that was dealt to it. */
export function contributionDamaged(holder: number): LatchkeyError {
  return new LatchkeyError(
    'share-damaged',
    `What holder ${holder} contributed does not fit the share this key has for it: it is damaged, of another key, or ` +
      'from before the shares were renewed. Ask that holder again, or another one.',
  );
}

function pick<Value>(record: Readonly<Record<string, Value>>, suite: FrostSuite, holder: number): Value {
  const value = record[suite.Identifier.fromNumber(holder)];
  if (value === undefined) throw new RangeError(`dealKey: the dealer gave holder ${holder} nothing`);
  return value;
}
