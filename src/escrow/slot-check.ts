import { unwrapVaultKey, wipe, type EscrowSlot, type SlotSecret, type VaultId } from '../vault/index.ts';

/**
 * Whether a secret is the one that a slot was locked with: it holds it against the slot's commitment. True also where the
 * lock itself is damaged, because the secret is right then, and opening says what is broken.
 */
export function isSecretOf(slot: EscrowSlot, vault: VaultId, secret: SlotSecret): boolean {
  const key = unwrapVaultKey(slot, vault, secret);
  if (key === 'not-mine') return false;
  if (key !== 'damaged') wipe(key);
  return true;
}
