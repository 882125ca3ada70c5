import type { OwnVaultModel } from '../contract/lab.ts';
import { toHex, wipe, type RandomBytes } from '../vault/index.ts';
import { fingerprintOf, type AuthorityCard } from './authority.ts';
import { makeKeyPair } from './crypto/hpke.ts';
import { keyCheckOf, splitSecret } from './crypto/shamir.ts';
import { about, type Keystore } from './keystore.ts';

/** How a private key is shared out: any two of three holders have it together. */
export const ownVaultShares = { needed: 2, total: 3 } as const;

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
}

/**
 * Makes the key pair of one authority. M1: whoever has its keystore opens every vault that lets it in. M2: the private key is
 * split into three shares, two of which give it back. M3: one of two holders; the other is made in the same way.
 */
export async function makeOwnAuthority({ model, name, now, random }: NewOwnAuthority): Promise<OwnAuthority> {
  const { publicKey, privateKey } = await makeKeyPair(random);
  try {
    const card: AuthorityCard = {
      format: 'latchkey-authority',
      version: 1,
      demo: false,
      model,
      name,
      publicKey: toHex(publicKey),
      createdAt: now,
      ...(model === 'M2' ? { shares: ownVaultShares } : {}),
    };
    const authority = { name, fingerprint: fingerprintOf(publicKey) };
    const said = { demo: false, model, authority, createdAt: now };
    if (model === 'M2') return { card, keystores: await shareOut(privateKey, said) };
    const whole = { ...about({ ...said, holder: name }), kind: 'hpke' as const };
    return { card, keystores: [{ ...whole, privateKey: toHex(privateKey) }] };
  } finally {
    wipe(privateKey);
  }
}

async function shareOut(
  privateKey: Uint8Array,
  said: Omit<Parameters<typeof about>[0], 'holder'>,
): Promise<readonly Keystore[]> {
  const { needed, total } = ownVaultShares;
  const keyCheck = toHex(keyCheckOf(privateKey));
  const shares = await splitSecret(privateKey, { k: needed, n: total });
  const keystores = shares.map((share, at): Keystore => ({
    ...about({ ...said, holder: `Share ${at + 1} of ${total}` }),
    kind: 'hpke-share',
    share: toHex(share),
    shareCheck: toHex(share.subarray(-8)),
    keyCheck,
    needed,
    total,
  }));
  wipe(...shares);
  return keystores;
}
