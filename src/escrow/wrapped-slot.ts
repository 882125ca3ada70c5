import * as v from 'valibot';
import type { ModelId } from '../contract/lab.ts';
import {
  fromHex,
  slotId,
  slotSecret,
  type EscrowSlot,
  type RandomBytes,
  type SlotSecret,
  type SlotSeed,
  type VaultId,
} from '../vault/index.ts';
import { hexOf } from '../vault/slots.ts';
import { fingerprintOf, type AuthorityCard } from './authority.ts';
import { hpkeLengths } from './crypto/hpke.ts';
import type { Keystore } from './keystore.ts';
import { ofKind } from './keystore.ts';
import { unwrapWith, Wrap, wrapTo } from './wrap.ts';

/** `access` of a slot whose secret is wrapped to public keys: whole to one, or as halves (xor) to several. */
export const WrappedAccess = v.looseObject({
  /** The public keys, so that a new vault key can be wrapped for the same holders. */
  publicKeys: v.pipe(v.array(hexOf(hpkeLengths.publicKey)), v.minLength(1), v.maxLength(4)),
  wraps: v.pipe(v.array(Wrap), v.minLength(1), v.maxLength(4)),
});
export type WrappedAccess = v.InferOutput<typeof WrappedAccess>;

/** What a wrapped slot is made from. */
export interface NewWrappedSlot {
  readonly model: ModelId;
  /** Each gets a part: the slot's secret is the xor of all parts, so that one card alone gets all of it. */
  readonly cards: readonly AuthorityCard[];
  readonly vault: VaultId;
  readonly isDemo: boolean;
  readonly now: number;
  readonly random: RandomBytes;
}

/** A slot that the holders of these cards' private keys open, all of them together. */
export async function wrappedSeed(made: NewWrappedSlot): Promise<SlotSeed> {
  const { model, cards, vault, isDemo, now, random } = made;
  const id = slotId(random(16));
  const parts = cards.map(() => random(32));
  const secret = joinParts(parts);
  const publicKeys = cards.map(({ publicKey }) => publicKey);
  const wraps = await Promise.all(
    parts.map((part, at) => wrapTo(fromHex(publicKeys[at] ?? ''), { vault, slot: id, isDemo }, part)),
  );
  for (const part of parts) part.fill(0);
  return {
    id,
    type: 'escrow',
    label: cards
      .map(({ name }) => name)
      .join(' and ')
      .slice(0, 200),
    createdAt: now,
    secret,
    escrow: {
      model,
      authorities: cards.map(({ name, publicKey }) => ({
        name,
        fingerprint: fingerprintOf(fromHex(publicKey)),
      })),
      access: { publicKeys, wraps } satisfies WrappedAccess,
    },
  };
}

/** The vault that a slot is in. */
export interface SlotPlace {
  readonly vault: VaultId;
  readonly isDemo: boolean;
}

/** What whole private keys make of a wrapped slot; null unless they open every part. The caller zeroes it. */
export async function openWrapped(
  keystores: readonly Keystore[],
  slot: Pick<EscrowSlot, 'id' | 'access'>,
  place: SlotPlace,
): Promise<SlotSecret | null> {
  const parts: Uint8Array[] = [];
  try {
    for (let at = 0; at < wrapsOf(slot).length; at++) {
      const part = await openPart(keystores, slot, at, place);
      if (!part) return null;
      parts.push(part);
    }
    return parts.length > 0 ? joinParts(parts) : null;
  } finally {
    for (const part of parts) part.fill(0);
  }
}

/**
 * One part of a wrapped slot's secret: what the holder of the card at this place of the list can release without the others;
 * null if none of the keys opens it. The caller zeroes it.
 */
export async function openPart(
  keystores: readonly Keystore[],
  slot: Pick<EscrowSlot, 'id' | 'access'>,
  at: number,
  { vault, isDemo }: SlotPlace,
): Promise<Uint8Array | null> {
  const wrap = wrapsOf(slot)[at];
  return wrap ? firstThatOpens(keystores, wrap, { vault, slot: slotId(fromHex(slot.id)), isDemo }) : null;
}

/** None where this is no wrapped slot. */
function wrapsOf({ access }: Pick<EscrowSlot, 'access'>): readonly Wrap[] {
  const parsed = v.safeParse(WrappedAccess, access);
  return parsed.success ? parsed.output.wraps : [];
}

async function firstThatOpens(
  keystores: readonly Keystore[],
  wrap: Wrap,
  place: Parameters<typeof unwrapWith>[1],
): Promise<Uint8Array | null> {
  for (const { privateKey } of ofKind(keystores, 'hpke')) {
    const key = fromHex(privateKey);
    const part = await unwrapWith(key, place, wrap);
    key.fill(0);
    if (part) return part;
  }
  return null;
}

/** All parts of a slot's secret together give it. */
export function joinParts(parts: readonly Uint8Array[]): SlotSecret {
  const sum = new Uint8Array(32);
  for (const part of parts) part.forEach((byte, at) => (sum[at] = (sum[at] ?? 0) ^ byte));
  return slotSecret(sum);
}
