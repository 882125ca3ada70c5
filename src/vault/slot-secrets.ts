import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import {
  slotId,
  slotSecret,
  utf8,
  wipe,
  type DeviceSecret,
  type KeyFileSecret,
  type Salt,
  type SlotId,
  type SlotSecret,
} from './bytes.ts';
import { checkKdf } from './kdf.ts';
import type { DeriveKey, KdfParameters } from './store.ts';

/** How what a person types is stretched. */
export interface Stretching {
  readonly salt: Salt;
  readonly kdf: KdfParameters;
  readonly deriveKey: DeriveKey;
}

/**
 * The secret of a passphrase slot: what Argon2id makes of the passphrase, joined with the key file's secret where there
 * is one. Throws `kdf-parameters-refused` before any memory is taken.
 */
export async function passphraseSecret(
  passphrase: string,
  keyFile: KeyFileSecret | null,
  id: SlotId,
  stretching: Stretching,
): Promise<SlotSecret> {
  const stretched = await stretch(passphrase, stretching);
  return keyFile ? join(stretched, keyFile, id, 'latchkey/v1/key-file') : stretched;
}

/** The secret of a device slot: what Argon2id makes of the PIN, joined with the computer's secret. Throws as above. */
export async function devicePinSecret(
  pin: string,
  device: DeviceSecret,
  id: SlotId,
  stretching: Stretching,
): Promise<SlotSecret> {
  return join(await stretch(pin, stretching), device, id, 'latchkey/v1/device');
}

/** Argon2id of the NFKC-normalised text: the same characters typed on two keyboards give the same bytes. */
async function stretch(typed: string, { salt, kdf, deriveKey }: Stretching): Promise<SlotSecret> {
  checkKdf(kdf);
  const { memoryKiB, passes, lanes } = kdf;
  const bytes = utf8(typed.normalize('NFKC'));
  try {
    return slotSecret(await deriveKey(bytes, salt, { memoryKiB, passes, lanes }));
  } finally {
    wipe(bytes);
  }
}

/**
 * The id of the slot that takes this one's place when the vault key changes: HKDF-SHA256(input = secret, salt = slot id), 16
 * bytes. Nobody can tell it beforehand who cannot open this slot. So a draft that has such a slot was begun by somebody who
 * could: whoever else can write beside the vault has none to offer but older slots of the same passphrase, and with them a
 * key that they may know.
 */
export function successorOf(secret: SlotSecret, id: SlotId): SlotId {
  return slotId(hkdf(sha256, secret, id, utf8('latchkey/v1/successor'), 16));
}

/** HKDF-SHA256(input = stretched ‖ held, salt = slot id): 32 bytes that take both. Zeroes `stretched`. */
function join(
  stretched: SlotSecret,
  held: KeyFileSecret | DeviceSecret,
  id: SlotId,
  info: string,
): SlotSecret {
  const input = concatBytes(stretched, held);
  try {
    return slotSecret(hkdf(sha256, input, id, utf8(info), 32));
  } finally {
    wipe(input, stretched);
  }
}
