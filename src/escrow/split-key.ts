import { LatchkeyError } from '../contract/errors.ts';
import { equalInConstantTime, fromHex, toHex, wipe } from '../vault/index.ts';
import { combineShares, keyCheckOf, readShare, splitSecret } from './crypto/shamir.ts';
import { tooFewShares } from './crypto/shares.ts';
import { about, type Keystore } from './keystore.ts';

export type HpkeShare = Extract<Keystore, { kind: 'hpke-share' }>;

/** What a private key is split into. */
export interface KeySplit {
  /** 32 bytes. The caller zeroes them. */
  readonly privateKey: Uint8Array;
  /** Whose key it is, and what the shares say of themselves. */
  readonly said: Pick<Keystore, 'demo' | 'model' | 'authority' | 'createdAt'>;
  /** One for each share, at most 16. */
  readonly holders: readonly string[];
  /** Shares that give the key back, at least 1. */
  readonly needed: number;
}

/** Splits a private key: one keystore for each holder, with a share of 60 bytes in it (`splitSecret`). */
export async function splitKey({ privateKey, said, holders, needed }: KeySplit): Promise<HpkeShare[]> {
  const total = holders.length;
  const shares = await splitSecret(privateKey, { k: needed, n: total });
  const keyCheck = toHex(keyCheckOf(privateKey));
  const keystores = holders.map((holder, at): HpkeShare => {
    const share = shares[at] ?? new Uint8Array();
    return {
      ...about({ ...said, holder }),
      kind: 'hpke-share',
      share: toHex(share),
      shareCheck: toHex(share.subarray(-8)),
      keyCheck,
      needed,
      total,
    };
  });
  wipe(...shares);
  return keystores;
}

/**
 * The private key of 32 bytes from shares of it. The caller zeroes it. Throws `share-damaged`, which names the holder of a share
 * that is not as it was made, or `too-few-shares`.
 */
export async function joinShares(shares: readonly HpkeShare[]): Promise<Uint8Array> {
  const [first] = shares;
  if (!first) throw tooFewShares(0);
  const read = shares.map(bytesOf);
  try {
    return await combineShares(read, fromHex(first.keyCheck));
  } finally {
    wipe(...read);
  }
}

/** The bytes of a share. Throws `share-damaged` if its check does not fit, or if it is of another key than it says. */
function bytesOf({ holder, share, shareCheck, keyCheck }: HpkeShare): Uint8Array {
  const bytes = fromHex(share);
  try {
    const { keyCheck: inside } = readShare(bytes);
    if (shareCheck === toHex(bytes.subarray(-8)) && equalInConstantTime(inside, fromHex(keyCheck)))
      return bytes;
  } catch {
    // Said below, for all.
  }
  wipe(bytes);
  throw new LatchkeyError(
    'share-damaged',
    `The share of ${holder} is damaged: it is not as it was made. Ask for another copy of it, or use another holder’s. Nothing was opened.`,
  );
}
