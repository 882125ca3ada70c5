import { LatchkeyError } from '../contract/errors.ts';
import type { Holder } from '../contract/words.ts';
import { toHex, vaultId, vaultKey, wipe, type VaultId, type VaultKey } from './bytes.ts';
import { headerTampered, parseHeader, sealHeader } from './header.ts';
import { Keyring } from './keyring.ts';
import { systemRandom, type RandomBytes } from './random.ts';
import { secretOfPhrase, wrongPhrase } from './recovery-phrase.ts';
import {
  holderOf,
  isPassphraseSlot,
  isRecoverySlot,
  openPassphraseSlot,
  openRecoverySlot,
  passphraseSeed,
  sealSlot,
  type Slot,
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

/** What somebody shows to be let in. */
export type Credential =
  | { readonly kind: 'passphrase'; readonly passphrase: string; readonly deriveKey: DeriveKey }
  /** 24 words, in any case and spacing. */
  | { readonly kind: 'recovery'; readonly phrase: string };

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
    const seed = await passphraseSeed({ passphrase, kdf, deriveKey, now: now(), random });
    const header = sealHeader({ vaultId: id, slots: [sealSlot(seed, key, id, random)] }, keyring);
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

/** What a vault's file says to anyone. Throws `header-tampered` or `unsupported-format`. */
export function readInfo(store: Store): { readonly vaultId: string; readonly holders: Holder[] } {
  const { vaultId: id, slots } = parseHeader(store.readHeader());
  return { vaultId: toHex(id), holders: slots.map(holderOf) };
}

/**
 * Opens a vault. Throws `wrong-passphrase` or `wrong-recovery-phrase`, `kdf-parameters-refused`, `header-tampered`,
 * `unsupported-format`, or `record-tampered` for the vault's state. The store stays the caller's until this returns.
 */
export async function unlockVault(
  store: Store,
  credential: Credential,
  { now = Date.now, random = systemRandom }: Surroundings = {},
): Promise<Vault> {
  const { vaultId: id, slots } = parseHeader(store.readHeader());
  const { key } = await openedSlot(slots, id, credential);
  const keyring = new Keyring(key, id);
  try {
    return new Vault(store, keyring, { now, random });
  } catch (error) {
    keyring.wipe();
    throw error;
  }
}

/** Whose credential this is: the id of the holder. Throws as `unlockVault` does. */
export async function findHolder(store: Store, credential: Credential): Promise<string> {
  const { vaultId: id, slots } = parseHeader(store.readHeader());
  const { slot, key } = await openedSlot(slots, id, credential);
  wipe(key);
  return slot.id;
}

async function openedSlot(
  slots: readonly Slot[],
  vault: VaultId,
  credential: Credential,
): Promise<{ readonly slot: Slot; readonly key: VaultKey }> {
  for (const slot of slots) {
    const key = await tryCredential(slot, vault, credential);
    if (key === 'damaged') throw headerTampered();
    if (key !== 'not-mine') return { slot, key };
  }
  throw refused(credential, slots);
}

async function tryCredential(slot: Slot, vault: VaultId, credential: Credential) {
  switch (credential.kind) {
    case 'passphrase':
      return isPassphraseSlot(slot)
        ? openPassphraseSlot(slot, vault, credential.passphrase, credential.deriveKey)
        : 'not-mine';
    case 'recovery':
      return isRecoverySlot(slot) ? openRecoverySlot(slot, vault, credential.phrase) : 'not-mine';
  }
}

function refused(credential: Credential, slots: readonly Slot[]): LatchkeyError {
  if (credential.kind === 'passphrase') {
    return new LatchkeyError('wrong-passphrase', 'That passphrase does not open this vault.');
  }
  // Words that are no phrase at all are said to be so even where no slot could have taken them.
  wipe(secretOfPhrase(credential.phrase));
  return wrongPhrase(
    slots.some(isRecoverySlot)
      ? 'These words are a recovery phrase, but not of this vault.'
      : 'This vault has no recovery phrase.',
  );
}
