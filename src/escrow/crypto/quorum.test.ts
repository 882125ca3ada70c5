import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../vault/index.ts';
import vectors from '../vectors/rfc9591.json' with { type: 'json' };
import { dealSigningKey, signByQuorum } from './quorum.ts';
import type { SharedKey } from './shares.ts';
import { scripted } from './testing/random.ts';

const message = utf8('order');

/** The key, signers and randomness of the Ed25519 vector of RFC 9591. */
function published() {
  const vector = vectors.suites.find(({ name }) => name.includes('Ed25519'));
  if (!vector) throw new Error('The vector is gone');
  const shares = vector.shares.map((share, i) => ({ holder: i + 1, scalar: fromHex(share) }));
  const verifyingShares = shares.map(({ scalar }) =>
    ed25519.Point.BASE.multiply(ed25519.Point.Fn.fromBytes(scalar)).toBytes(),
  );
  const key: SharedKey = {
    group: { k: vector.k, n: vector.n, publicKey: fromHex(vector.groupPublicKey), verifyingShares },
    shares,
  };
  return { vector, key };
}

describe('a quorum', () => {
  const key = dealSigningKey({ k: 3, n: 5 });

  it('gives the signature of RFC 9591 with its shares and its randomness', () => {
    const { vector, key: publishedKey } = published();
    const signing = publishedKey.shares.filter((share) =>
      vector.signers.some(({ holder }) => holder === share.holder),
    );
    const random = scripted(
      ...vector.signers.flatMap((signer) => [signer.hidingRandomness, signer.bindingRandomness]),
    );
    const signature = signByQuorum(publishedKey.group, signing, fromHex(vector.message), random);
    expect(toHex(signature)).toBe(vector.signature);
  });

  it('signs so that anyone verifies an ordinary Ed25519 signature, strictly', () => {
    for (const holders of [
      [1, 2, 3],
      [5, 2, 4],
      [1, 2, 3, 4, 5],
    ]) {
      const shares = holders.flatMap((holder) => key.shares.filter((share) => share.holder === holder));
      const signature = signByQuorum(key.group, shares, message);
      expect(ed25519.verify(signature, message, key.group.publicKey, { zip215: false })).toBe(true);
      expect(ed25519.verify(signature, utf8('other'), key.group.publicKey)).toBe(false);
    }
  });

  it('does not sign with one holder too few, or with one holder twice', () => {
    const two = key.shares.slice(0, 2);
    for (const shares of [two, [...two, ...two], []]) {
      expect(() => signByQuorum(key.group, shares, message)).toThrow(
        expect.objectContaining({ code: 'too-few-shares' }),
      );
    }
  });

  it('names the holder of a share that is changed, of another key, or no share at all', () => {
    const [one, two, three] = key.shares;
    if (!one || !two || !three) throw new Error('Five holders have shares');
    const stranger = dealSigningKey({ k: 3, n: 5 }).shares[1]?.scalar ?? new Uint8Array();
    const bad = [
      two.scalar.with(3, (two.scalar[3] ?? 0) ^ 1),
      stranger,
      new Uint8Array(32),
      new Uint8Array(31),
    ];
    for (const scalar of bad) {
      expect(() => signByQuorum(key.group, [one, { holder: 2, scalar }, three], message)).toThrow(
        expect.objectContaining({
          code: 'share-damaged',
          message: expect.stringContaining('holder 2') as string,
        }),
      );
    }
    expect(() => signByQuorum(key.group, [one, two, { ...three, holder: 9 }], message)).toThrow(/holder 9/);
  });
});
