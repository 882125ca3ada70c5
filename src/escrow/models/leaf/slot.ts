import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import {
  fromHex,
  slotId,
  slotSecret,
  toHex,
  utf8,
  wipe,
  type EscrowSlot,
  type SlotId,
  type SlotSecret,
  type VaultId,
} from '../../../vault/index.ts';
import { hexOf } from '../../../vault/slots.ts';
import {
  isAccepted,
  leafLengths,
  makeLeaf,
  openSessionKey,
  readLeaf,
  type LeafContents,
  type LeafParts,
} from '../../crypto/leaf.ts';
import { ofKind, type Keystore } from '../../keystore.ts';
import { isSecretOf } from '../../slot-check.ts';

/** Narrowest and widest checksum, in bits. */
export const checksumBits = { least: 8, most: 24 } as const;

/** `access` of a slot with a LEAF: see `crypto/leaf.ts`. */
export const LeafAccess = v.looseObject({
  iv: hexOf(leafLengths.iv),
  leaf: hexOf(leafLengths.leaf),
  /** Width of the checksum in bits. */
  width: v.pipe(v.number(), v.integer(), v.minValue(checksumBits.least), v.maxValue(checksumBits.most)),
});
export type LeafAccess = v.InferOutput<typeof LeafAccess>;

/** The `access` of a slot, if it is of this model and in order. */
export function leafAccessOf({ model, access }: Pick<EscrowSlot, 'model' | 'access'>): LeafAccess | null {
  const parsed = v.safeParse(LeafAccess, access);
  return model === 'M5' && parsed.success ? parsed.output : null;
}

/** An honest LEAF, and what it goes with. */
export function honestAccess(parts: LeafParts, width: number): LeafAccess {
  return { iv: toHex(parts.iv), leaf: toHex(makeLeaf(parts, width)), width };
}

/** The secret of a slot: HKDF-SHA256(KS, 10 bytes; salt = slot id; info = `latchkey/v1/leaf`), 32 bytes. */
export function leafSlotSecret(sessionKey: Uint8Array, slot: SlotId): SlotSecret {
  return slotSecret(hkdf(sha256, sessionKey, slot, utf8('latchkey/v1/leaf'), 32));
}

/** Whether a receiver that has the session key takes the LEAF for genuine. It looks at the checksum and at nothing else. */
export function receiverAccepts(access: LeafAccess, familyKey: Uint8Array, sessionKey: Uint8Array): boolean {
  const receiver = { familyKey, sessionKey, iv: fromHex(access.iv) };
  return isAccepted(receiver, fromHex(access.leaf), access.width);
}

/** What a family key (16 bytes as hex) shows of a LEAF. */
export function leafContents({ leaf, width }: LeafAccess, familyKey: string): LeafContents {
  const key = fromHex(familyKey);
  const contents = readLeaf(key, fromHex(leaf), width);
  wipe(key);
  return contents;
}

/** A unit id as keystores and LEAFs name it: hex without leading zeros. */
export function unitName(unitId: number): string {
  return unitId.toString(16);
}

/** The session key that two halves (16 bytes as hex) give. Any halves give one. The caller zeroes it. */
function sessionKeyFrom(contents: LeafContents, halves: readonly [string, string]): Uint8Array {
  const [one, other] = [fromHex(halves[0]), fromHex(halves[1])];
  try {
    return openSessionKey(contents, [one, other]);
  } finally {
    wipe(one, other);
  }
}

/** What family keys and halves make of a slot; null if they do not open it. The caller zeroes it. */
export function recoverFromLeaf(
  keystores: readonly Keystore[],
  slot: EscrowSlot,
  { vault, isDemo }: { readonly vault: VaultId; readonly isDemo: boolean },
): SlotSecret | null {
  const access = leafAccessOf(slot);
  if (!isDemo || !access) return null;
  for (const { familyKey } of ofKind(keystores, 'family-key')) {
    const contents = leafContents(access, familyKey);
    for (const pair of halvesOf(keystores, unitName(contents.unitId))) {
      const sessionKey = sessionKeyFrom(contents, pair);
      const secret = leafSlotSecret(sessionKey, slotId(fromHex(slot.id)));
      wipe(sessionKey);
      if (isSecretOf(slot, vault, secret)) return secret;
      wipe(secret);
    }
  }
  return null;
}

/** Every pair of a first and a second agent's halves for a unit. */
function halvesOf(keystores: readonly Keystore[], unit: string): readonly (readonly [string, string])[] {
  const agents = ofKind(keystores, 'unit-halves');
  const of = (agent: 'first' | 'second'): readonly string[] =>
    agents.filter((one) => one.agent === agent).flatMap(({ halves }) => halves[unit] ?? []);
  return of('first').flatMap((first) => of('second').map((second) => [first, second] as const));
}
