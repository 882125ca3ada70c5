import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { AuthorityName, EscrowModelName, Time, type Holder } from '../contract/words.ts';
import {
  equalInConstantTime,
  fromHex,
  slotId,
  toHex,
  utf8,
  vaultKey,
  wipe,
  type SlotId,
  type SlotSecret,
  type VaultId,
  type VaultKey,
} from './bytes.ts';
import type { RandomBytes } from './random.ts';
import { nonceLength, open, seal, tagLength } from './sealing.ts';
import type { KdfParameters } from './store.ts';

/** `length` bytes as lower-case hex. */
export function hexOf(length: number) {
  return v.pipe(v.string(), v.length(2 * length), v.regex(/^[0-9a-f]+$/));
}

/** Longest label of a slot, in UTF-16 code units. */
export const maxLabelLength = 200;

/** Fields that a later version adds are kept, because the whole slot is. */
const common = {
  id: hexOf(16),
  label: v.pipe(v.string(), v.maxLength(maxLabelLength)),
  createdAt: Time,
};

const lock = {
  commitment: hexOf(32),
  wrapped: hexOf(nonceLength + 32 + tagLength),
};

/** Any whole number: whether it is one that Latchkey accepts is `checkKdf`'s to say, and to explain. */
const Cost = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const Kdf = v.looseObject({
  name: v.literal('argon2id'),
  /** 19 is Argon2 v1.3. */
  version: v.literal(19),
  memoryKiB: Cost,
  passes: Cost,
  lanes: Cost,
  salt: hexOf(16),
});
export type Kdf = v.InferOutput<typeof Kdf>;

export const PassphraseSlot = v.looseObject({
  ...common,
  ...lock,
  type: v.literal('passphrase'),
  kdf: Kdf,
  /** Present where the passphrase opens the slot only together with a key file. */
  keyFile: v.optional(v.literal(true)),
});
export type PassphraseSlot = v.InferOutput<typeof PassphraseSlot>;

/** Opened by 32 random bytes that the owner keeps as words on paper. */
export const RecoverySlot = v.looseObject({ ...common, ...lock, type: v.literal('recovery') });
export type RecoverySlot = v.InferOutput<typeof RecoverySlot>;

/** Opened by a PIN and 32 random bytes that one computer keeps. */
export const DeviceSlot = v.looseObject({ ...common, ...lock, type: v.literal('device'), kdf: Kdf });
export type DeviceSlot = v.InferOutput<typeof DeviceSlot>;

/** Most authorities that one slot names. */
const maxAuthorities = 32;

/** Longest `access` of an escrow slot, in UTF-16 code units of its JSON. A halved key for two holders takes under 10,000. */
export const maxAccessLength = 64 * 1024;

/**
 * Opened by what the keys of an authority make of `access`. The vault knows the lock and whom to name; what `access` holds,
 * and how a slot secret comes of it, is the access model's business.
 */
export const EscrowSlot = v.looseObject({
  ...common,
  ...lock,
  type: v.literal('escrow'),
  model: EscrowModelName,
  authorities: v.pipe(v.array(AuthorityName), v.maxLength(maxAuthorities)),
  access: v.pipe(
    v.unknown(),
    // A list would pass for a record, and would be written again as one.
    v.check((access) => !Array.isArray(access)),
    v.record(v.string(), v.unknown()),
    v.check((access) => JSON.stringify(access).length <= maxAccessLength),
  ),
});
export type EscrowSlot = v.InferOutput<typeof EscrowSlot>;

const knownTypes: readonly string[] = ['passphrase', 'recovery', 'device', 'escrow'];

/** A slot of a type that this version cannot open: kept as it is, and shown. */
export const UnknownSlot = v.looseObject({
  ...common,
  type: v.pipe(v.string(), v.minLength(1), v.maxLength(40), v.notValues(knownTypes)),
});

export const Slot = v.union([PassphraseSlot, RecoverySlot, DeviceSlot, EscrowSlot, UnknownSlot]);
export type Slot = v.InferOutput<typeof Slot>;

export function isPassphraseSlot(slot: Slot): slot is PassphraseSlot {
  return slot.type === 'passphrase';
}

export function isRecoverySlot(slot: Slot): slot is RecoverySlot {
  return slot.type === 'recovery';
}

export function isDeviceSlot(slot: Slot): slot is DeviceSlot {
  return slot.type === 'device';
}

export function isEscrowSlot(slot: Slot): slot is EscrowSlot {
  return slot.type === 'escrow';
}

/** Whether a vault may have these slots and no others: somebody must be able to open it without a certain computer. */
export function canBeLeft(slots: readonly Slot[]): boolean {
  return slots.some((slot) => isPassphraseSlot(slot) || isRecoverySlot(slot));
}

/** What anyone with the file may be told of a slot. */
export function holderOf(slot: Slot): Holder {
  const { id, type, label, createdAt } = slot;
  const needsKeyFile = isPassphraseSlot(slot) && slot.keyFile === true;
  const kdf = isPassphraseSlot(slot) || isDeviceSlot(slot) ? costsIn(slot.kdf) : null;
  const escrow = isEscrowSlot(slot) ? { model: slot.model, authorities: slot.authorities } : null;
  return { id, type, label, createdAt, kdf, needsKeyFile, escrow };
}

function costsIn({ memoryKiB, passes, lanes }: Kdf): KdfParameters {
  return { memoryKiB, passes, lanes };
}

/** HKDF-SHA256 of a slot's secret: the key-encryption key and the commitment to it, 32 bytes each. */
export function expandSlotSecret(
  secret: SlotSecret,
  id: SlotId,
  type: string,
): { readonly kek: Uint8Array; readonly commitment: Uint8Array } {
  const expanded = hkdf(sha256, secret, id, utf8(`latchkey/v1/slot/${type}`), 64);
  return { kek: expanded.subarray(0, 32), commitment: expanded.subarray(32) };
}

/** `latchkey/v1/slot` ‖ vault id ‖ slot id ‖ type. */
function wrappingData(vault: VaultId, id: SlotId, type: string): Uint8Array {
  return concatBytes(utf8('latchkey/v1/slot'), vault, id, utf8(type));
}

/** Wraps the vault key under a slot's secret. */
export function wrapVaultKey(
  key: VaultKey,
  secret: SlotSecret,
  slot: { readonly vault: VaultId; readonly id: SlotId; readonly type: string },
  random: RandomBytes,
): { readonly commitment: Uint8Array; readonly wrapped: Uint8Array } {
  const { kek, commitment } = expandSlotSecret(secret, slot.id, slot.type);
  try {
    const wrapped = seal(kek, key, wrappingData(slot.vault, slot.id, slot.type), random);
    return { commitment: commitment.slice(), wrapped };
  } finally {
    wipe(kek);
  }
}

/** Whether a secret opens a slot: the vault key, `'not-mine'`, or `'damaged'` when it is the right secret of a broken slot. */
export function unwrapVaultKey(
  slot: { readonly id: string; readonly type: string; readonly commitment: string; readonly wrapped: string },
  vault: VaultId,
  secret: SlotSecret,
): VaultKey | 'not-mine' | 'damaged' {
  const id = slotId(fromHex(slot.id));
  const { kek, commitment } = expandSlotSecret(secret, id, slot.type);
  try {
    // The cipher does not commit to its key: without this, one wrapped key could be made to open under many passphrases.
    if (!equalInConstantTime(commitment, fromHex(slot.commitment))) return 'not-mine';
    const key = open(kek, fromHex(slot.wrapped), wrappingData(vault, id, slot.type));
    return key ? vaultKey(key) : 'damaged';
  } finally {
    wipe(kek);
  }
}

/**
 * A slot whose secret is known and which wraps no key yet. Making it may take a derivation; wrapping a key with it does
 * not, so that no key has to be held meanwhile.
 */
export interface SlotSeed {
  readonly id: SlotId;
  readonly type: 'passphrase' | 'recovery' | 'device' | 'escrow';
  readonly label: string;
  readonly createdAt: number;
  readonly secret: SlotSecret;
  /** How what a person types becomes the secret, or part of it. */
  readonly kdf?: Kdf;
  readonly keyFile?: true;
  /** What an escrow slot holds besides its lock. */
  readonly escrow?: Pick<EscrowSlot, 'model' | 'authorities' | 'access'>;
}

/** Makes the slot: wraps the vault key under the seed's secret, and zeroes the secret. */
export function sealSlot(seed: SlotSeed, key: VaultKey, vault: VaultId, random: RandomBytes): Slot {
  const { id, type, label, createdAt, secret, kdf, keyFile, escrow } = seed;
  const { commitment, wrapped } = wrapVaultKey(key, secret, { vault, id, type }, random);
  wipe(secret);
  return {
    id: toHex(id),
    type,
    label,
    createdAt,
    ...(kdf ? { kdf } : {}),
    ...(keyFile ? { keyFile } : {}),
    ...(escrow ?? {}),
    commitment: toHex(commitment),
    wrapped: toHex(wrapped),
  };
}
