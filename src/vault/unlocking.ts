import type { Holder } from '../contract/words.ts';
import { toHex, vaultId, vaultKey, type VaultKey } from './bytes.ts';
import { openedSlot, type Credential } from './credentials.ts';
import { parseHeader, sealHeader } from './header.ts';
import { Keyring } from './keyring.ts';
import { systemRandom, type RandomBytes } from './random.ts';
import { passphraseSeed } from './slot-seeds.ts';
import { holderOf, isEscrowSlot, sealSlot, type EscrowSlot } from './slots.ts';
import { VaultState } from './state.ts';
import type { DeriveKey, KdfParameters, Store } from './store.ts';
import { Vault } from './vault.ts';

/** Where time and chance come from; tests fix both. */
export interface Surroundings {
  /** Milliseconds since 1970, UTC. */
  readonly now?: () => number;
  readonly random?: RandomBytes;
}

export interface NewVault extends Surroundings {
  readonly passphrase: string;
  readonly kdf: KdfParameters;
  readonly deriveKey: DeriveKey;
  /** Marks the vault as made for a demonstration, for good. */
  readonly isDemo?: boolean;
}

/**
 * Writes a new vault into an empty store, in one transaction, and returns it unlocked. Throws
 * `kdf-parameters-refused`.
 */
export async function createVault(store: Store, options: NewVault): Promise<Vault> {
  const { passphrase, kdf, deriveKey, isDemo = false, now = Date.now, random = systemRandom } = options;
  const id = vaultId(random(16));
  const key = vaultKey(random(32));
  const keyring = new Keyring(key, id);
  try {
    const seed = await passphraseSeed({ passphrase, kdf, deriveKey, now: now(), random });
    const slots = [sealSlot(seed, key, id, random)];
    const header = sealHeader({ vaultId: id, slots, isDemo }, keyring);
    const state = VaultState.empty(header).seal(keyring, random);
    store.transaction(() => {
      store.writeHeader(header);
      store.writeState(state);
    });
    return new Vault(store, keyring, { now, random });
  } catch (error) {
    keyring.wipe();
    throw error;
  }
}

/** What a vault's file says to anyone. */
export interface VaultInfo {
  /** 32 hex digits. */
  readonly vaultId: string;
  readonly holders: Holder[];
  /** Made for a demonstration. */
  readonly isDemo: boolean;
  /** To whom captures would be sealed, as the file says: 64 hex digits, or null. */
  readonly inboxKey: string | null;
}

/** Throws `header-tampered` or `unsupported-format`. */
export function readInfo(store: Store): VaultInfo {
  const { vaultId: id, slots, isDemo = false, inbox } = parseHeader(store.readHeader());
  return {
    vaultId: toHex(id),
    holders: slots.map(holderOf),
    isDemo,
    inboxKey: inbox?.publicKey ?? null,
  };
}

/** The escrow slots of a vault, which anyone with the file can read. Throws as `readInfo` does. */
export function readEscrowSlots(store: Store): readonly EscrowSlot[] {
  return parseHeader(store.readHeader()).slots.filter(isEscrowSlot);
}

/**
 * Opens a vault. Throws as `openedSlot` does, or `unsupported-format`, or `record-tampered` for the vault's state. The
 * store stays the caller's until this returns.
 */
export async function unlockVault(
  store: Store,
  credential: Credential,
  { now = Date.now, random = systemRandom }: Surroundings = {},
): Promise<Vault> {
  const { vaultId: id, slots } = parseHeader(store.readHeader());
  const { key } = await openedSlot(slots, id, credential);
  return unlockWithKey(store, key, { now, random });
}

/**
 * Opens a vault for somebody who has come by its key without any slot, and takes the key over. Throws `header-tampered`
 * for the key of another vault; the store is then still the caller's, and the key is zeroed.
 */
export function unlockWithKey(
  store: Store,
  key: VaultKey,
  { now = Date.now, random = systemRandom }: Surroundings = {},
): Vault {
  const keyring = new Keyring(key, parseHeader(store.readHeader()).vaultId);
  try {
    return new Vault(store, keyring, { now, random });
  } catch (error) {
    keyring.wipe();
    throw error;
  }
}
