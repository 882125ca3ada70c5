import type { OwnVaultModel } from '../contract/lab.ts';
import { toHex, wipe, type RandomBytes } from '../vault/index.ts';
import { fingerprintOf, type AuthorityCard } from './authority.ts';
import { makeKeyPair } from './crypto/hpke.ts';
import { about, type Keystore } from './keystore.ts';
import { splitKey } from './split-key.ts';

/** How a private key is shared out: so many holders of so many have it together. */
export interface Shares {
  readonly needed: number;
  readonly total: number;
}

/** Any two of three holders, unless others are asked for. */
const ownVaultShares: Shares = { needed: 2, total: 3 };

/** The fewest and the most that may be asked for: see `splitSecret`. With one needed, nothing would be shared. */
export const shareBounds = { fewest: 2, most: 16 } as const;

/** An authority for real vaults: what its holders keep, and what owners need to let it in. */
export interface OwnAuthority {
  readonly card: AuthorityCard;
  /** One, or with M2 one for each share. Secrets: whoever has the file has the key. */
  readonly keystores: readonly Keystore[];
}

/** What an authority is made from. */
export interface NewOwnAuthority {
  readonly model: OwnVaultModel;
  readonly name: string;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly random: RandomBytes;
  /** For M2 only. */
  readonly shares?: Shares;
  /** Whether its files are marked as made for a demonstration: no real vault takes them then. */
  readonly isDemo?: boolean;
}

/**
 * Makes the key pair of one authority. M1: whoever has its keystore opens every vault that lets it in. M2: the private key is
 * split into shares, some of which give it back. M3: one of two holders; the other is made in the same way. Shares out of
 * bounds are a RangeError.
 */
export async function makeOwnAuthority(made: NewOwnAuthority): Promise<OwnAuthority> {
  const { model, name, now, random, shares = ownVaultShares, isDemo: demo = false } = made;
  const { publicKey, privateKey } = await makeKeyPair(random);
  try {
    const card: AuthorityCard = {
      format: 'latchkey-authority',
      version: 1,
      demo,
      model,
      name,
      publicKey: toHex(publicKey),
      createdAt: now,
      ...(model === 'M2' ? { shares } : {}),
    };
    const authority = { name, fingerprint: fingerprintOf(publicKey) };
    const said = { demo, model, authority, createdAt: now };
    if (model === 'M2') {
      const holders = Array.from({ length: shares.total }, (_, at) => `Share ${at + 1} of ${shares.total}`);
      return { card, keystores: await splitKey({ privateKey, said, holders, needed: shares.needed }) };
    }
    const whole = { ...about({ ...said, holder: name }), kind: 'hpke' as const };
    return { card, keystores: [{ ...whole, privateKey: toHex(privateKey) }] };
  } finally {
    wipe(privateKey);
  }
}
