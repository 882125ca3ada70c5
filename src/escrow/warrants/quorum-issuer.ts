import { systemRandom, type RandomBytes } from '../../vault/index.ts';
import { fingerprintOf } from '../authority.ts';
import { dealSigningKey, signByQuorum } from '../crypto/quorum.ts';
import type { KeyShare, Quorum } from '../crypto/shares.ts';
import type { Issuer } from './warrant.ts';

/** An issuer that is several people, some number of whom sign together (FROST, RFC 9591). */
export interface QuorumIssuer extends Issuer {
  readonly quorum: Quorum;
  /** One for each of them. */
  readonly shares: readonly KeyShare[];
  /** As `sign`, by these of them only. Throws `too-few-shares`, or `share-damaged`, which names one. */
  readonly signBy: (shares: readonly KeyShare[], message: Uint8Array) => Uint8Array;
}

/**
 * Shares a new key out among n signers, k of whom are needed. What they sign is an ordinary Ed25519 signature: whoever checks
 * it needs to know nothing of the quorum.
 */
export function makeQuorumIssuer(
  name: string,
  isDemo: boolean,
  quorum: Quorum,
  random: RandomBytes = systemRandom,
): QuorumIssuer {
  const { group, shares } = dealSigningKey(quorum, random);
  const signBy: QuorumIssuer['signBy'] = (some, message) => signByQuorum(group, some, message, random);
  return {
    name: { name, fingerprint: fingerprintOf(group.publicKey) },
    publicKey: group.publicKey,
    isDemo,
    quorum,
    shares,
    signBy,
    sign: (message) => signBy(shares, message),
  };
}
