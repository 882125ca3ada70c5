import { ristretto255_FROST } from '@noble/curves/ed25519.js';
import { concatBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { LatchkeyError } from '../../contract/errors.ts';
import {
  fromHex,
  slotId,
  slotSecret,
  toHex,
  utf8,
  wipe,
  type EscrowSlot,
  type RandomBytes,
  type SlotId,
  type SlotSecret,
  type SlotSeed,
} from '../../vault/index.ts';
import { hexOf } from '../../vault/slots.ts';
import { fingerprintOf, type AuthorityCard } from '../authority.ts';
import {
  contributionDamaged,
  holdersOf,
  type GroupKey,
  type KeyShare,
  type SharedKey,
} from '../crypto/shares.ts';
import { answer, combineAnswers, encapsulate, type Partial } from '../crypto/threshold.ts';
import { about, ofKind, type Keystore } from '../keystore.ts';
import type { SlotPlace } from '../wrapped-slot.ts';

export type ThresholdShare = Extract<Keystore, { kind: 'threshold-share' }>;

/** `access` of a slot whose secret holders of a shared key work out without putting the key together. */
export const ThresholdAccess = v.looseObject({
  /** The public key of the group, 32 bytes of ristretto255. */
  groupKey: hexOf(32),
  /** R: what each holder answers, 32 bytes. */
  encapsulation: hexOf(32),
});
export type ThresholdAccess = v.InferOutput<typeof ThresholdAccess>;

/** `latchkey/v1/escrow-threshold-demo` ‖ vault id ‖ slot id. There is no form of it for real vaults. */
function infoOf(vault: SlotPlace['vault'], slot: SlotId): Uint8Array {
  return concatBytes(utf8('latchkey/v1/escrow-threshold-demo'), vault, slot);
}

/** A slot for a demo vault, whose secret any `needed` holders give together. */
export function thresholdSeed(
  card: AuthorityCard,
  made: { readonly vault: SlotPlace['vault']; readonly now: number; readonly random: RandomBytes },
): SlotSeed {
  const id = slotId(made.random(16));
  const groupKey = fromHex(card.publicKey);
  const { encapsulation, secret } = encapsulate(groupKey, infoOf(made.vault, id), made.random);
  return {
    id,
    type: 'escrow',
    label: card.name,
    createdAt: made.now,
    secret: slotSecret(secret),
    escrow: {
      model: card.model,
      authorities: [{ name: card.name, fingerprint: fingerprintOf(groupKey) }],
      access: { groupKey: card.publicKey, encapsulation: toHex(encapsulation) } satisfies ThresholdAccess,
    },
  };
}

/** What shares of a key say of themselves, and which renewal they are of. */
export type ShareWords = Pick<Keystore, 'model' | 'authority' | 'createdAt'> & { readonly period: number };

/** One keystore for each holder, in the order of their numbers. */
export function thresholdKeystores(
  { group, shares }: SharedKey,
  holders: readonly string[],
  { period, ...said }: ShareWords,
): ThresholdShare[] {
  const verifyingShares = Object.fromEntries(
    group.verifyingShares.map((share, at) => [identifierOf(at + 1), toHex(share)]),
  );
  return shares.map(({ holder, scalar }) => ({
    ...about({ ...said, demo: true, holder: holders[holder - 1] ?? `Holder ${holder}` }),
    kind: 'threshold-share',
    identifier: identifierOf(holder),
    signingShare: toHex(scalar),
    verifyingShares,
    groupKey: toHex(group.publicKey),
    needed: group.k,
    total: group.n,
    period,
  }));
}

/** As FROST names a holder: its number as a scalar, 32 bytes little-endian. */
function identifierOf(holder: number): string {
  return ristretto255_FROST.Identifier.fromNumber(holder);
}

/** A holder's answer for one slot, from its keystore. Throws `share-damaged`. */
export function answerOf(
  keystore: ThresholdShare,
  { encapsulation }: ThresholdAccess,
  random: RandomBytes,
): Partial {
  const share = shareOf(keystore);
  try {
    return answer(share, fromHex(encapsulation), random);
  } finally {
    wipe(share.scalar);
  }
}

function shareOf({ identifier, signingShare, total, holder }: ThresholdShare): KeyShare {
  const number = holdersOf(Math.min(total, 16)).find((one) => identifierOf(one) === identifier);
  if (number !== undefined) return { holder: number, scalar: fromHex(signingShare) };
  throw new LatchkeyError(
    'share-damaged',
    `The share of ${holder} is damaged: it does not say which of the shares it is. Ask for another copy of it, or use another holder’s.`,
  );
}

/** What a keystore says of the whole group. Throws `share-damaged` where it does not name every holder's public share. */
function groupOf({ groupKey, needed, total, verifyingShares }: ThresholdShare): GroupKey {
  return {
    k: needed,
    n: total,
    publicKey: fromHex(groupKey),
    verifyingShares: holdersOf(Math.min(total, 16)).map((holder) => {
      const share = verifyingShares[identifierOf(holder)];
      if (share === undefined) throw contributionDamaged(holder);
      return fromHex(share);
    }),
  };
}

/** The secret of a slot from answers to it. Throws as `combineAnswers` does. */
export function secretFrom(
  group: GroupKey,
  access: ThresholdAccess,
  answers: readonly Partial[],
  place: { readonly vault: SlotPlace['vault']; readonly slot: SlotId },
): SlotSecret {
  return slotSecret(
    combineAnswers(group, fromHex(access.encapsulation), answers, infoOf(place.vault, place.slot)),
  );
}

/**
 * What shares of a group's key make of a slot. Null if none is of the slot's group, and on a vault that is not a demo. Shares of
 * different renewals do not go together: those of the renewal that most are of are used. Throws `too-few-shares` or
 * `share-damaged` as `combineAnswers` does.
 */
export function openWithThreshold(
  keystores: readonly Keystore[],
  slot: EscrowSlot,
  { vault, isDemo }: SlotPlace,
  random: RandomBytes,
): SlotSecret | null {
  const access = v.safeParse(ThresholdAccess, slot.access);
  if (!isDemo || !access.success) return null;
  const mine = ofKind(keystores, 'threshold-share').filter(
    ({ groupKey }) => groupKey === access.output.groupKey,
  );
  const used = largestOf(Map.groupBy(mine, ({ period }) => period).values());
  const [first] = used;
  if (!first) return null;
  const answers = used.map((keystore) => answerOf(keystore, access.output, random));
  return secretFrom(groupOf(first), access.output, answers, { vault, slot: slotId(fromHex(slot.id)) });
}

function largestOf<T>(lists: Iterable<readonly T[]>): readonly T[] {
  return [...lists].reduce<readonly T[]>((most, list) => (list.length > most.length ? list : most), []);
}
