import { concatBytes } from '@noble/hashes/utils.js';
import { fromHex, toHex, utf8, vaultKey, type VaultId, type VaultKey } from '../../vault/index.ts';
import { openWith, sealTo } from '../crypto/hpke.ts';
import type { Bundle } from './workbench.ts';

/** What a malicious client sends home. */
export type Beacon = Bundle['beacons'][number];

/** HPKE's info: `latchkey/v1/lab-beacon` ‖ vault id. */
function infoOf(vault: Uint8Array): Uint8Array {
  return concatBytes(utf8('latchkey/v1/lab-beacon'), vault);
}

/** Seals a vault key to whoever has made the client do so. */
export async function sealBeacon(publicKey: Uint8Array, vault: VaultId, key: VaultKey): Promise<Beacon> {
  const { enc, ciphertext } = await sealTo(publicKey, infoOf(vault), key);
  return { vaultId: toHex(vault), enc: toHex(enc), sealed: toHex(ciphertext) };
}

/** The vault key in a beacon; null for another private key. The caller zeroes it. */
export async function openBeacon(privateKey: Uint8Array, beacon: Beacon): Promise<VaultKey | null> {
  const { vaultId, enc, sealed } = beacon;
  const key = await openWith(privateKey, infoOf(fromHex(vaultId)), {
    enc: fromHex(enc),
    ciphertext: fromHex(sealed),
  });
  return key && vaultKey(key);
}
