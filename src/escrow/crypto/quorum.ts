import { ed25519_FROST } from '@noble/curves/ed25519.js';
import { systemRandom, type RandomBytes } from '../../vault/index.ts';
import {
  contributionDamaged,
  dealKey,
  onePerHolder,
  scalarOf,
  tooFewShares,
  type GroupKey,
  type KeyShare,
  type Quorum,
  type SharedKey,
} from './shares.ts';

/** Makes an Ed25519 key and shares it out to n signers, of whom k are needed (2 <= k <= n <= 16). */
export function dealSigningKey(quorum: Quorum, random: RandomBytes = systemRandom): SharedKey {
  return dealKey(ed25519_FROST, quorum, random);
}

/**
 * Signs with k shares by FROST(Ed25519, SHA-512) (RFC 9591 section 6.1). The 64 bytes are an ordinary Ed25519 signature
 * (RFC 8032) under the group's public key: nobody can see from them that it took several. Both rounds run here, each
 * with the one share it concerns. Of more than k shares the first k are used.
 *
 * Errors: `too-few-shares`; `share-damaged`, which names the holder.
 */
export function signByQuorum(
  group: GroupKey,
  shares: readonly KeyShare[],
  message: Uint8Array,
  random: RandomBytes = systemRandom,
): Uint8Array {
  const distinct = onePerHolder(shares);
  if (distinct.length < group.k) throw tooFewShares(distinct.length, group.k);
  const known = frostPublicOf(group);
  const signers = distinct.slice(0, group.k).map((share) => {
    const { holder, scalar } = share;
    if (!group.verifyingShares[holder - 1] || !scalarOf(share)) throw contributionDamaged(holder);
    const secret = { identifier: ed25519_FROST.Identifier.fromNumber(holder), signingShare: scalar };
    return { holder, secret, ...ed25519_FROST.commit(secret, (length = 32) => random(length)) };
  });
  const commitments = signers.map((signer) => signer.commitments);
  const signed = signers.map(({ holder, secret, nonces }) => {
    const share = ed25519_FROST.signShare(secret, known, nonces, commitments, message);
    const isRight = ed25519_FROST.verifyShare(known, commitments, message, secret.identifier, share);
    if (!isRight) throw contributionDamaged(holder);
    return [secret.identifier, share] as const;
  });
  return ed25519_FROST.aggregate(known, commitments, message, Object.fromEntries(signed));
}

/** What signing needs to know of the group, as the library writes it. */
function frostPublicOf({ k, n, publicKey, verifyingShares }: GroupKey) {
  return {
    signers: { min: k, max: n },
    commitments: [publicKey],
    verifyingShares: Object.fromEntries(
      verifyingShares.map((share, i) => [ed25519_FROST.Identifier.fromNumber(i + 1), share]),
    ),
  };
}
