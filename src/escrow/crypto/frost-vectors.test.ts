import { ed25519, ed25519_FROST, ristretto255_FROST } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../vault/bytes.ts';
import vectors from '../vectors/rfc9591.json' with { type: 'json' };
import { bytesForScalar, scripted } from './testing/random.ts';

const suites = vectors.suites.map((vector) => ({
  ...vector,
  frost: vector.name.includes('Ed25519') ? ed25519_FROST : ristretto255_FROST,
}));

type Suite = (typeof suites)[number];

function dealt({ frost, k, n, groupSecretKey, coefficient }: Suite) {
  const random = scripted(bytesForScalar(coefficient));
  return frost.trustedDealer({ min: k, max: n }, undefined, fromHex(groupSecretKey), random);
}

/** Both rounds, with the randomness of the vector. */
function signed(suite: Suite) {
  const { frost } = suite;
  const key = dealt(suite);
  const message = fromHex(suite.message);
  const signers = suite.signers.map((signer) => {
    const secret = {
      identifier: frost.Identifier.fromNumber(signer.holder),
      signingShare: fromHex(suite.shares[signer.holder - 1] ?? ''),
    };
    const { nonces, commitments } = frost.commit(
      secret,
      scripted(signer.hidingRandomness, signer.bindingRandomness),
    );
    const nonceHexes = [toHex(nonces.hiding), toHex(nonces.binding)];
    return { signer, secret, nonces, nonceHexes, commitments };
  });
  const commitments = signers.map((signer) => signer.commitments);
  const shares = signers.map(({ secret, nonces }) => {
    const share = frost.signShare(secret, key.public, nonces, commitments, message);
    return [secret.identifier, share] as const;
  });
  return { key, message, signers, commitments, shares };
}

describe.each(suites)('$name, RFC 9591 appendix E', (suite) => {
  const { frost } = suite;
  const { key, message, signers, commitments, shares } = signed(suite);

  it('deals the published shares of the published key', () => {
    expect(toHex(key.public.commitments[0] ?? new Uint8Array())).toBe(suite.groupPublicKey);
    expect(Object.values(key.secretShares).map(({ signingShare }) => toHex(signingShare))).toEqual(
      suite.shares,
    );
    const all = Object.values(key.secretShares);
    expect(toHex(frost.combineSecret(all, { min: suite.k, max: suite.n }))).toBe(suite.groupSecretKey);
  });

  it('gives the nonces and commitments of round one', () => {
    for (const { signer, nonceHexes, commitments: given } of signers) {
      expect(nonceHexes).toEqual([signer.hidingNonce, signer.bindingNonce]);
      expect([toHex(given.hiding), toHex(given.binding)]).toEqual([
        signer.hidingCommitment,
        signer.bindingCommitment,
      ]);
    }
  });

  it('gives the signature shares of round two, and verifies each', () => {
    expect(shares.map(([, share]) => toHex(share))).toEqual(
      suite.signers.map(({ signatureShare }) => signatureShare),
    );
    for (const [identifier, share] of shares) {
      expect(frost.verifyShare(key.public, commitments, message, identifier, share)).toBe(true);
      const tampered = share.with(0, (share[0] ?? 0) ^ 1);
      expect(frost.verifyShare(key.public, commitments, message, identifier, tampered)).toBe(false);
    }
  });

  it('puts the published signature together, and it verifies', () => {
    const signature = frost.aggregate(key.public, commitments, message, Object.fromEntries(shares));
    expect(toHex(signature)).toBe(suite.signature);
    expect(frost.verify(signature, message, fromHex(suite.groupPublicKey))).toBe(true);
  });

  it('verifies it neither tampered, nor cut short, nor for another message', () => {
    const signature = fromHex(suite.signature);
    const publicKey = fromHex(suite.groupPublicKey);
    const holds = (bytes: Uint8Array, text = message): boolean => {
      try {
        return frost.verify(bytes, text, publicKey);
      } catch {
        return false;
      }
    };
    expect(holds(signature)).toBe(true);
    for (let at = 0; at < signature.length; at++) {
      expect(holds(signature.with(at, (signature[at] ?? 0) ^ 1))).toBe(false);
      if (at % 8 === 0) expect(holds(signature.subarray(0, at))).toBe(false);
    }
    expect(holds(signature, message.subarray(1))).toBe(false);
  });

  it('does not aggregate with a signature share that was changed, and says whose', () => {
    const [[identifier, share] = ['', new Uint8Array()], ...others] = shares;
    const tampered = Object.fromEntries([
      [identifier, share.with(0, (share[0] ?? 0) ^ 1)] as const,
      ...others,
    ]);
    expect(() => frost.aggregate(key.public, commitments, message, tampered)).toThrow(
      expect.objectContaining({ cheaters: [identifier] }),
    );
  });
});

it('a signature of the Ed25519 suite is an ordinary one: RFC 8032 verifies it, strictly', () => {
  const suite = suites.find(({ frost }) => frost === ed25519_FROST);
  expect(suite).toBeDefined();
  if (!suite) return;
  const [signature, message] = [fromHex(suite.signature), fromHex(suite.message)];
  expect(ed25519.verify(signature, message, fromHex(suite.groupPublicKey), { zip215: false })).toBe(true);
});
