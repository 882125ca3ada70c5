import { fc, test } from '@fast-check/vitest';
import { ristretto255, ristretto255_FROST } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { fromHex, systemRandom, toHex, utf8 } from '../../vault/index.ts';
import vectors from '../vectors/rfc9591.json' with { type: 'json' };
import type { SharedKey } from './shares.ts';
import { seededRandom } from './testing/random.ts';
import {
  answer,
  combineAnswers,
  dealThresholdKey,
  encapsulate,
  isRightAnswer,
  refreshShares,
} from './threshold.ts';

const { Point } = ristretto255;
const info = utf8('latchkey/v1/escrow/test');

/** The key of the ristretto255 vector of RFC 9591: its shares were dealt by another program. */
function publishedKey(): { key: SharedKey; secretKey: Uint8Array } {
  const vector = vectors.suites.find(({ name }) => name.includes('ristretto255'));
  if (!vector) throw new Error('The vector is gone');
  const shares = vector.shares.map((share, i) => ({ holder: i + 1, scalar: fromHex(share) }));
  const verifyingShares = shares.map(({ scalar }) =>
    Point.BASE.multiply(Point.Fn.fromBytes(scalar)).toBytes(),
  );
  const group = { k: vector.k, n: vector.n, publicKey: fromHex(vector.groupPublicKey), verifyingShares };
  return { key: { group, shares }, secretKey: fromHex(vector.groupSecretKey) };
}

/** k or more, at most six to keep a run short. */
const quorum = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 }))
  .map(([a, b]) => ({ k: Math.min(a, b), n: Math.max(a, b) }));

function some(key: SharedKey, holders: readonly number[], encapsulation: Uint8Array) {
  return key.shares
    .filter(({ holder }) => holders.includes(holder))
    .map((share) => answer(share, encapsulation));
}

describe('threshold encapsulation', () => {
  test.prop([quorum], { numRuns: 8 })('opens with any k holders and not with k - 1', ({ k, n }) => {
    const key = dealThresholdKey({ k, n });
    const { encapsulation, secret } = encapsulate(key.group.publicKey, info);
    const answers = key.shares.map((share) => answer(share, encapsulation));
    const last = answers.slice(n - k);
    expect(toHex(combineAnswers(key.group, encapsulation, last.toReversed(), info))).toBe(toHex(secret));
    const tooFew: unknown = expect.objectContaining({ code: 'too-few-shares' });
    const fewer = last.slice(1);
    expect(() => combineAnswers(key.group, encapsulation, fewer, info)).toThrow(tooFew);
    expect(() => combineAnswers(key.group, encapsulation, [...fewer, ...fewer], info)).toThrow(tooFew);
  });

  it('agrees with the whole secret key that RFC 9591 states for its shares', () => {
    const { key, secretKey } = publishedKey();
    const { encapsulation, secret } = encapsulate(key.group.publicKey, info);
    const shared = Point.fromBytes(encapsulation).multiply(Point.Fn.fromBytes(secretKey)).toBytes();
    expect(toHex(hkdf(sha256, shared, encapsulation, info, 32))).toBe(toHex(secret));
    for (const holders of [
      [1, 2],
      [1, 3],
      [2, 3],
      [1, 2, 3],
    ]) {
      const answers = some(key, holders, encapsulation);
      expect(toHex(combineAnswers(key.group, encapsulation, answers, info))).toBe(toHex(secret));
    }
  });

  it('gives another secret for another info, and for every encapsulation', () => {
    const { key } = publishedKey();
    const one = encapsulate(key.group.publicKey, info);
    const other = encapsulate(key.group.publicKey, info);
    expect(toHex(one.secret)).not.toBe(toHex(other.secret));
    const answers = some(key, [1, 2], one.encapsulation);
    const elsewhere = combineAnswers(key.group, one.encapsulation, answers, utf8('elsewhere'));
    expect(toHex(elsewhere)).not.toBe(toHex(one.secret));
  });

  it('is the same with the same randomness', () => {
    const { publicKey } = publishedKey().key.group;
    const [one, other] = [0, 1].map(() => encapsulate(publicKey, info, seededRandom('encapsulate')));
    expect(one).toEqual(other);
  });
});

describe('an answer', () => {
  const key = dealThresholdKey({ k: 2, n: 3 });
  const { encapsulation } = encapsulate(key.group.publicKey, info);
  const [first, second] = key.shares.map((share) => answer(share, encapsulation));
  if (!first || !second) throw new Error('Three holders answer');

  it('is right, and its holder is named when a bit of it is not', () => {
    expect(isRightAnswer(key.group, encapsulation, first)).toBe(true);
    for (const field of ['point', 'proof'] as const) {
      for (let at = 0; at < first[field].length; at += 5) {
        const tampered = { ...first, [field]: first[field].with(at, (first[field][at] ?? 0) ^ 4) };
        expect(isRightAnswer(key.group, encapsulation, tampered)).toBe(false);
        expect(() => combineAnswers(key.group, encapsulation, [second, tampered], info)).toThrow(
          expect.objectContaining({
            code: 'share-damaged',
            message: expect.stringContaining('holder 1') as string,
          }),
        );
      }
    }
  });

  it('is wrong when cut short, of another holder, for another encapsulation, or for another group', () => {
    const other = encapsulate(key.group.publicKey, info).encapsulation;
    const stranger = dealThresholdKey({ k: 2, n: 3 });
    const cut = { ...first, proof: first.proof.subarray(1) };
    expect(isRightAnswer(key.group, encapsulation, cut)).toBe(false);
    expect(isRightAnswer(key.group, encapsulation, { ...first, point: first.point.subarray(1) })).toBe(false);
    expect(isRightAnswer(key.group, encapsulation, { ...first, holder: 2 })).toBe(false);
    expect(isRightAnswer(key.group, other, first)).toBe(false);
    expect(isRightAnswer(stranger.group, encapsulation, first)).toBe(false);
  });

  test.prop([fc.integer(), fc.uint8Array({ maxLength: 70 }), fc.uint8Array({ maxLength: 70 })])(
    'of arbitrary bytes is wrong, never an error',
    (holder, point, proof) => {
      expect(isRightAnswer(key.group, encapsulation, { holder, point, proof })).toBe(false);
    },
  );

  it('is refused for an encapsulation that is no group element, or the identity', () => {
    const [share] = key.shares;
    if (!share) throw new Error('Three holders have shares');
    for (const bad of [new Uint8Array(32), new Uint8Array(32).fill(0xff), encapsulation.subarray(1)]) {
      const refused: unknown = expect.objectContaining({ code: 'header-tampered' });
      expect(() => answer(share, bad)).toThrow(refused);
      expect(() => combineAnswers(key.group, bad, [first, second], info)).toThrow(refused);
    }
  });

  it('is not given with a share that is no scalar', () => {
    for (const scalar of [new Uint8Array(32), new Uint8Array(32).fill(0xff), new Uint8Array(31)]) {
      expect(() => answer({ holder: 2, scalar }, encapsulation)).toThrow(
        expect.objectContaining({
          code: 'share-damaged',
          message: expect.stringContaining('holder 2') as string,
        }),
      );
    }
  });
});

describe('renewed shares', () => {
  const before = dealThresholdKey({ k: 3, n: 5 });
  const after = refreshShares(before);

  it('open what was sealed before, under the same public key', () => {
    expect(toHex(after.group.publicKey)).toBe(toHex(before.group.publicKey));
    const { encapsulation, secret } = encapsulate(before.group.publicKey, info);
    const answers = some(after, [1, 3, 5], encapsulation);
    expect(toHex(combineAnswers(after.group, encapsulation, answers, info))).toBe(toHex(secret));
  });

  it('do not go together with old ones: the holder of the old one is named', () => {
    const { encapsulation } = encapsulate(before.group.publicKey, info);
    const mixed = [...some(after, [1, 2], encapsulation), ...some(before, [4], encapsulation)];
    expect(() => combineAnswers(after.group, encapsulation, mixed, info)).toThrow(
      expect.objectContaining({
        code: 'share-damaged',
        message: expect.stringContaining('holder 4') as string,
      }),
    );
  });

  it('interpolate to the same key among themselves, and mixed to another', () => {
    const keyOf = (shares: SharedKey['shares']): string =>
      toHex(
        ristretto255_FROST.combineSecret(
          shares.map(({ holder, scalar }) => ({
            identifier: ristretto255_FROST.Identifier.fromNumber(holder),
            signingShare: scalar,
          })),
          { min: 3, max: 5 },
        ),
      );
    const whole = keyOf(before.shares.slice(0, 3));
    expect(keyOf(after.shares.slice(2, 5))).toBe(whole);
    expect(keyOf([...after.shares.slice(0, 2), ...before.shares.slice(2, 3)])).not.toBe(whole);
    for (const [i, { scalar }] of after.shares.entries()) {
      expect(toHex(scalar)).not.toBe(toHex(before.shares[i]?.scalar ?? scalar));
    }
  });

  it('are made only when every holder takes part', () => {
    expect(() => refreshShares({ ...before, shares: before.shares.slice(1) })).toThrow(
      expect.objectContaining({ code: 'too-few-shares' }),
    );
  });
});

it.each([
  [1, 3],
  [4, 3],
  [2, 17],
  [2.5, 3],
])('no key is dealt for %d of %d', (k, n) => {
  expect(() => dealThresholdKey({ k, n }, systemRandom)).toThrow(RangeError);
});
