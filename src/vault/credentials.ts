import { LatchkeyError } from '../contract/errors.ts';
import {
  deviceSecret,
  fromHex,
  salt,
  slotId,
  slotSecret,
  wipe,
  type KeyFileSecret,
  type SlotId,
  type SlotSecret,
  type VaultId,
  type VaultKey,
} from './bytes.ts';
import { headerTampered } from './header.ts';
import { secretOfPhrase, wrongPhrase } from './recovery-phrase.ts';
import { devicePinSecret, passphraseSecret, successorOf, type Stretching } from './slot-secrets.ts';
import {
  isDeviceSlot,
  isEscrowSlot,
  isPassphraseSlot,
  isRecoverySlot,
  unwrapVaultKey,
  type DeviceSlot,
  type EscrowSlot,
  type Kdf,
  type PassphraseSlot,
  type RecoverySlot,
  type Slot,
} from './slots.ts';
import type { DeriveKey } from './store.ts';

interface PassphraseCredential {
  readonly kind: 'passphrase';
  readonly passphrase: string;
  /** What its key file holds, where there is one. The caller zeroes it. */
  readonly keyFile?: KeyFileSecret | undefined;
  readonly deriveKey: DeriveKey;
}

/** 24 words, in any case and spacing. */
interface RecoveryCredential {
  readonly kind: 'recovery';
  readonly phrase: string;
}

interface DeviceCredential {
  readonly kind: 'device';
  /** The holder's id: 32 hex digits. */
  readonly id: string;
  /** What the computer keeps: 32 bytes. The caller zeroes it. */
  readonly secret: Uint8Array;
  readonly pin: string;
  readonly deriveKey: DeriveKey;
}

/** What an access model has made of an authority's keys. */
interface EscrowCredential {
  readonly kind: 'escrow';
  /** The holder's id: 32 hex digits. */
  readonly id: string;
  /** The caller zeroes it. */
  readonly secret: SlotSecret;
}

/** What somebody shows to be let in. */
export type Credential = PassphraseCredential | RecoveryCredential | DeviceCredential | EscrowCredential;

/** A slot that a credential opens, and the vault key in it: the caller's to zero. */
export interface OpenedSlot {
  readonly slot: Slot;
  readonly key: VaultKey;
  /** See `successorOf`. */
  readonly successor: SlotId;
}

/**
 * The first slot that this credential opens. Throws `wrong-passphrase`, `key-file-required`, `wrong-recovery-phrase`,
 * `wrong-pin`, `wrong-authority-key`, `not-found` for a computer that is no holder any more, `kdf-parameters-refused`, or `header-tampered`
 * for a slot that is damaged.
 */
export async function openedSlot(
  slots: readonly Slot[],
  vault: VaultId,
  credential: Credential,
): Promise<OpenedSlot> {
  for (const slot of slots) {
    const secret = await secretFor(slot, credential);
    const opened = secret && opening(slot, vault, secret);
    if (opened) return opened;
  }
  throw refused(credential, slots);
}

/** What this credential comes to for a slot; null for a slot that it is not meant for. */
async function secretFor(slot: Slot, credential: Credential): Promise<SlotSecret | null> {
  switch (credential.kind) {
    case 'passphrase':
      return isPassphraseSlot(slot) ? secretOfPassphraseSlot(slot, credential) : null;
    case 'recovery':
      return isRecoverySlot(slot) ? secretOfPhrase(credential.phrase) : null;
    case 'device':
      return isDeviceSlot(slot) && slot.id === credential.id ? secretOfDeviceSlot(slot, credential) : null;
    case 'escrow':
      return isEscrowSlot(slot) && slot.id === credential.id
        ? slotSecret(Uint8Array.from(credential.secret))
        : null;
  }
}

/** Null for a slot that takes a key file when none was given. */
async function secretOfPassphraseSlot(
  { id, kdf, keyFile: takesKeyFile }: PassphraseSlot,
  { passphrase, keyFile, deriveKey }: PassphraseCredential,
): Promise<SlotSecret | null> {
  const held = takesKeyFile ? keyFile : null;
  if (held === undefined) return null;
  return passphraseSecret(passphrase, held, slotId(fromHex(id)), stretchingOf(kdf, deriveKey));
}

async function secretOfDeviceSlot(
  { id, kdf }: DeviceSlot,
  { pin, secret, deriveKey }: DeviceCredential,
): Promise<SlotSecret> {
  return devicePinSecret(pin, deviceSecret(secret), slotId(fromHex(id)), stretchingOf(kdf, deriveKey));
}

function stretchingOf(kdf: Kdf, deriveKey: DeriveKey): Stretching {
  return { salt: salt(fromHex(kdf.salt)), kdf, deriveKey };
}

/** Null if the secret is not this slot's. Zeroes it. */
function opening(slot: Slot, vault: VaultId, secret: SlotSecret): OpenedSlot | null {
  try {
    const key = isLocked(slot) ? unwrapVaultKey(slot, vault, secret) : 'not-mine';
    if (key === 'damaged') throw headerTampered();
    if (key === 'not-mine') return null;
    return { slot, key, successor: successorOf(secret, slotId(fromHex(slot.id))) };
  } finally {
    wipe(secret);
  }
}

function isLocked(slot: Slot): slot is PassphraseSlot | RecoverySlot | DeviceSlot | EscrowSlot {
  return isPassphraseSlot(slot) || isRecoverySlot(slot) || isDeviceSlot(slot) || isEscrowSlot(slot);
}

function refused(credential: Credential, slots: readonly Slot[]): LatchkeyError {
  switch (credential.kind) {
    case 'passphrase':
      return passphraseRefused(credential, slots.filter(isPassphraseSlot));
    case 'recovery':
      return phraseRefused(credential.phrase, slots.some(isRecoverySlot));
    case 'device':
      return slots.some((slot) => isDeviceSlot(slot) && slot.id === credential.id)
        ? new LatchkeyError('wrong-pin', 'That PIN does not open this vault on this computer.')
        : new LatchkeyError(
            'not-found',
            'This computer can no longer open this vault by PIN: it was taken out, or the key was changed. Unlock it with the passphrase; a PIN can then be set again.',
          );
    case 'escrow':
      return new LatchkeyError(
        'wrong-authority-key',
        'These authority keys do not open this vault: it was enrolled with other keys, or not at all.',
      );
  }
}

function passphraseRefused(
  { keyFile }: PassphraseCredential,
  slots: readonly PassphraseSlot[],
): LatchkeyError {
  const withKeyFile = slots.filter((slot) => slot.keyFile).length;
  if (withKeyFile === 0) return wrongPassphrase('That passphrase does not open this vault.');
  if (keyFile) {
    return wrongPassphrase(
      'That passphrase and that key file do not open this vault together. One of the two is wrong; which one cannot be told.',
    );
  }
  if (withKeyFile < slots.length) {
    return wrongPassphrase(
      'That passphrase alone does not open this vault. If it is one that goes with a key file, choose that file, too.',
    );
  }
  return new LatchkeyError(
    'key-file-required',
    'The passphrase opens this vault only together with its key file. Choose that file, then try again.',
  );
}

function wrongPassphrase(message: string): LatchkeyError {
  return new LatchkeyError('wrong-passphrase', message);
}

function phraseRefused(phrase: string, isOneExpected: boolean): LatchkeyError {
  // Words that are no phrase at all are said to be so even where no slot could have taken them.
  wipe(secretOfPhrase(phrase));
  return wrongPhrase(
    isOneExpected
      ? 'These words are a recovery phrase, but not of this vault.'
      : 'This vault has no recovery phrase.',
  );
}
