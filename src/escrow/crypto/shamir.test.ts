import { fc, test } from '@fast-check/vitest';
import { combine } from 'shamir-secret-sharing';
import { describe, expect, it } from 'vitest';
import { fromHex, systemRandom, toHex } from '../../vault/index.ts';
import vectors from '../vectors/shamir.json' with { type: 'json' };
import { combineShares, keyCheckOf, readShare, splitSecret } from './shamir.ts';

/** Any quorum there may be. */
const quorum = fc
  .tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 16 }))
  .map(([a, b]) => ({ k: Math.min(a, b), n: Math.max(a, b) }));

const someSecret = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** Shares of a fresh secret, and what recognises it. */
async function fresh(k: number, n: number) {
  const secret = systemRandom(32);
  return { secret, keyCheck: keyCheckOf(secret), shares: await splitSecret(secret, { k, n }) };
}

describe('a secret split into shares', () => {
  test.prop([someSecret, quorum, fc.array(fc.nat(), { minLength: 16, maxLength: 16 })])(
    'comes back from any k of them, in any order',
    async (secret, { k, n }, ranks) => {
      const shares = await splitSecret(secret, { k, n });
      const chosen = shares
        .map((share, i) => ({ share, rank: ranks[i] ?? 0 }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ share }) => share)
        .slice(0, k);
      expect(toHex(await combineShares(chosen, keyCheckOf(secret)))).toBe(toHex(secret));
    },
  );

  test.prop([quorum])('is refused with one share fewer, or with one share given twice', async ({ k, n }) => {
    const { shares, keyCheck } = await fresh(k, n);
    const fewer = shares.slice(0, k - 1);
    const tooFew: unknown = expect.objectContaining({ code: 'too-few-shares' });
    await expect(combineShares(fewer, keyCheck)).rejects.toThrow(tooFew);
    await expect(combineShares([...fewer, ...fewer.slice(0, 1)], keyCheck)).rejects.toThrow(tooFew);
  });

  it('is refused with one byte of a share changed, and the share is named', async () => {
    const { shares, keyCheck } = await fresh(3, 5);
    const [, second = new Uint8Array()] = shares;
    for (let at = 0; at < second.length; at++) {
      const tampered = shares.slice(0, 3).with(1, second.with(at, (second[at] ?? 0) ^ 0x10));
      await expect(combineShares(tampered, keyCheck)).rejects.toThrow(
        expect.objectContaining({
          code: 'share-damaged',
          message: expect.stringContaining('Share 2') as string,
        }),
      );
    }
  });

  it('is refused with a share cut short or made longer, at any length', async () => {
    const { shares, keyCheck } = await fresh(2, 2);
    const [first = new Uint8Array(), second = new Uint8Array()] = shares;
    for (let length = 0; length < first.length; length++) {
      await expect(combineShares([first.subarray(0, length), second], keyCheck)).rejects.toThrow(
        expect.objectContaining({ code: 'share-damaged' }),
      );
    }
    await expect(combineShares([Uint8Array.of(...first, 0), second], keyCheck)).rejects.toThrow(/Share 1/);
  });

  it('is refused with a share of another secret, and the share is named', async () => {
    const { shares, keyCheck } = await fresh(3, 5);
    const foreign = await fresh(3, 5);
    const mixed = [...shares.slice(0, 2), ...foreign.shares.slice(2, 3)];
    await expect(combineShares(mixed, keyCheck)).rejects.toThrow(
      expect.objectContaining({
        code: 'share-damaged',
        message: expect.stringContaining('Share 3') as string,
      }),
    );
  });

  it('is refused with a share of another split of the same secret, which no share can tell', async () => {
    const { secret, shares, keyCheck } = await fresh(3, 5);
    const again = await splitSecret(secret, { k: 3, n: 5 });
    const mixed = [...shares.slice(0, 2), ...again.slice(2, 3)];
    await expect(combineShares(mixed, keyCheck)).rejects.toThrow(
      expect.objectContaining({ code: 'share-damaged' }),
    );
  });

  it('needs nothing but one share when k is 1: each one is the secret', async () => {
    const { secret, shares, keyCheck } = await fresh(1, 3);
    for (const share of shares) {
      expect(toHex(await combineShares([share], keyCheck))).toBe(toHex(secret));
      expect(toHex(readShare(share).data)).toContain(toHex(secret));
    }
  });

  it('says nothing when there is no share at all but that one is needed', async () => {
    await expect(combineShares([], new Uint8Array(16))).rejects.toThrow(
      expect.objectContaining({ code: 'too-few-shares' }),
    );
  });

  it.each([
    [0, 3],
    [4, 3],
    [1, 17],
    [1.5, 3],
    [Number.NaN, 3],
  ])('is not split %d of %d', async (k, n) => {
    await expect(splitSecret(new Uint8Array(32), { k, n })).rejects.toThrow(RangeError);
  });

  it('is 32 bytes, no more and no fewer', async () => {
    await expect(splitSecret(new Uint8Array(31), { k: 2, n: 3 })).rejects.toThrow(RangeError);
    await expect(splitSecret(new Uint8Array(33), { k: 2, n: 3 })).rejects.toThrow(RangeError);
  });
});

describe('the library without the checks', () => {
  it('gives wrong bytes for too few shares, and no error: hence the key check', async () => {
    const { secret, shares } = await fresh(3, 5);
    const wrong = await combine(shares.slice(0, 2).map((share) => Uint8Array.from(readShare(share).data)));
    expect(wrong.length).toBe(32);
    expect(toHex(wrong)).not.toBe(toHex(secret));
  });

  it('puts the published secret together from the published shares, and from no changed one', async () => {
    const shares = vectors.shares.map(fromHex);
    expect(toHex(await combine(shares))).toBe(vectors.secret);
    const [first = new Uint8Array(), ...others] = shares;
    for (let at = 0; at < first.length; at++) {
      const changed = first.with(at, (first[at] ?? 0) ^ 0x40);
      expect(toHex(await combine([changed, ...others]))).not.toBe(vectors.secret);
    }
    await expect(combine([first.subarray(1), ...others])).rejects.toThrow();
  });
});

test.prop([someSecret, someSecret])('two secrets have two key checks', (one, other) => {
  fc.pre(toHex(one) !== toHex(other));
  expect(keyCheckOf(one).length).toBe(16);
  expect(toHex(keyCheckOf(one))).not.toBe(toHex(keyCheckOf(other)));
});
