import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
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
import { fingerprintOf } from '../../authority.ts';
import { ofKind, type Keystore } from '../../keystore.ts';
import { isSecretOf } from '../../slot-check.ts';

/** What people may compare of a root: the fingerprint of HMAC-SHA256(root, `latchkey/v1/vendor`), and not of the root itself. */
export function rootFingerprint(root: Uint8Array): string {
  return fingerprintOf(hmac(sha256, root, utf8('latchkey/v1/vendor')));
}

/** HMAC-SHA256(root, vault id), or the authorisation itself where only that is there; null for another vault's. */
export function authorisationFor(vault: VaultId, keystore: Keystore): Uint8Array | null {
  if (keystore.kind !== 'authorisation') return null;
  const secret = fromHex(keystore.secret);
  if (keystore.vaultId === null) return hmac(sha256, secret, vault);
  return keystore.vaultId === toHex(vault) ? secret : null;
}

/** HKDF-SHA256(device secret ‖ authorisation, salt = slot id, info = `latchkey/v1/self-escrow`): 32 bytes. */
export function secretOf(held: Uint8Array, authorisation: Uint8Array, slot: SlotId): SlotSecret {
  const input = concatBytes(held, authorisation);
  try {
    return slotSecret(hkdf(sha256, input, slot, utf8('latchkey/v1/self-escrow'), 32));
  } finally {
    wipe(input);
  }
}

/** What devices and authorisations make of a slot; null if they do not open it. The caller zeroes it. */
export function recoverWithDevice(
  keystores: readonly Keystore[],
  slot: EscrowSlot,
  { vault, isDemo }: { readonly vault: VaultId; readonly isDemo: boolean },
): SlotSecret | null {
  if (!isDemo || slot.model !== 'M9') return null;
  const id = slotId(fromHex(slot.id));
  for (const device of ofKind(keystores, 'device')) {
    if (device.vaultId !== toHex(vault)) continue;
    for (const keystore of ofKind(keystores, 'authorisation')) {
      const authorisation = authorisationFor(vault, keystore);
      if (!authorisation) continue;
      const held = fromHex(device.secret);
      const secret = secretOf(held, authorisation, id);
      wipe(held, authorisation);
      if (isSecretOf(slot, vault, secret)) return secret;
      wipe(secret);
    }
  }
  return null;
}
