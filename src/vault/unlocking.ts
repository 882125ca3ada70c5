import { LatchkeyError } from '../contract/errors.ts';
import type { Holder } from '../contract/words.ts';
import { vaultId, vaultKey, type VaultId, type VaultKey } from './bytes.ts';
import { headerTampered, parseHeader, sealHeader, verifyHeader } from './header.ts';
import { Keyring } from './keyring.ts';
import { systemRandom, type RandomBytes } from './random.ts';
import {
  holderOf,
  isPassphraseSlot,
  makePassphraseSlot,
  openPassphraseSlot,
  type PassphraseSlot,
} from './slots.ts';
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
}

export interface Unlocking extends Surroundings {
  readonly passphrase: string;
  readonly deriveKey: DeriveKey;
}

/**
 * Writes a new vault into an empty store, in one transaction, and returns it unlocked. Throws
 * `kdf-parameters-refused`.
 */
export async function createVault(store: Store, options: NewVault): Promise<Vault> {
  const { passphrase, kdf, deriveKey, now = Date.now, random = systemRandom } = options;
  const id = vaultId(random(16));
  const key = vaultKey(random(32));
  const keyring = new Keyring(key, id);
  try {
    const slot = await makePassphraseSlot(key, id, { passphrase, kdf, deriveKey, now: now(), random });
    const header = sealHeader({ vaultId: id, slots: [slot] }, keyring);
    const state = VaultState.empty().seal(keyring, random);
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

/** Who can open this vault, as its file says to anyone. Throws `header-tampered` or `unsupported-format`. */
export function readHolders(store: Store): Holder[] {
  return parseHeader(store.readHeader()).slots.map(holderOf);
}

/**
 * Opens a vault with a passphrase. Throws `wrong-passphrase`, `kdf-parameters-refused`, `header-tampered`,
 * `unsupported-format`, or `record-tampered` for the vault's state. The store stays the caller's until this returns.
 */
export async function unlockVault(store: Store, options: Unlocking): Promise<Vault> {
  const { passphrase, deriveKey, now = Date.now, random = systemRandom } = options;
  const stored = store.readHeader();
  const header = parseHeader(stored);
  const slots = header.slots.filter(isPassphraseSlot);
  const keyring = new Keyring(await keyOf(slots, header.vaultId, passphrase, deriveKey), header.vaultId);
  try {
    verifyHeader(stored, keyring);
    return new Vault(store, keyring, { now, random });
  } catch (error) {
    keyring.wipe();
    throw error;
  }
}

async function keyOf(
  slots: readonly PassphraseSlot[],
  vault: VaultId,
  passphrase: string,
  deriveKey: DeriveKey,
): Promise<VaultKey> {
  for (const slot of slots) {
    const opened = await openPassphraseSlot(slot, vault, passphrase, deriveKey);
    if (opened === 'damaged') throw headerTampered();
    if (opened !== 'not-mine') return opened;
  }
  throw new LatchkeyError('wrong-passphrase', 'That passphrase does not open this vault.');
}
