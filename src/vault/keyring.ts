import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { subkey, utf8, vaultKey, wipe, type Subkey, type VaultId, type VaultKey } from './bytes.ts';

/** What a subkey is for: one key, one use. */
export const purposes = [
  'summary',
  'content',
  'version',
  'chunk',
  'state',
  'cache',
  'draft',
  'inbox',
  'header-mac',
  'set-hash',
] as const;
export type Purpose = (typeof purposes)[number];

/** HKDF-SHA256 (RFC 5869): ikm = vault key, salt = vault id, info = `latchkey/v1/` + purpose; 32 bytes. */
export function deriveSubkey(key: VaultKey, id: VaultId, purpose: Purpose): Subkey {
  return subkey(hkdf(sha256, key, id, utf8(`latchkey/v1/${purpose}`), 32));
}

/**
 * The one place where an unlocked vault's keys live. It owns the vault key it is given. After `wipe` every key is
 * zeros and asking for one throws.
 */
export class Keyring {
  readonly vaultId: VaultId;
  readonly #vaultKey: VaultKey;
  readonly #subkeys = new Map<Purpose, Subkey>();
  #wiped = false;

  constructor(key: VaultKey, id: VaultId) {
    this.#vaultKey = key;
    this.vaultId = id;
  }

  subkey(purpose: Purpose): Subkey {
    if (this.#wiped) throw new Error('Keyring: the keys have been wiped');
    const known = this.#subkeys.get(purpose);
    if (known) return known;
    const derived = deriveSubkey(this.#vaultKey, this.vaultId, purpose);
    this.#subkeys.set(purpose, derived);
    return derived;
  }

  /** Lends the vault key for as long as `use` runs. */
  lend<T>(use: (key: VaultKey) => T): T {
    if (this.#wiped) throw new Error('Keyring: the keys have been wiped');
    return use(this.#vaultKey);
  }

  /** The same keys once more, wiped on their own. */
  copy(): Keyring {
    return this.lend((key) => new Keyring(vaultKey(Uint8Array.from(key)), this.vaultId));
  }

  wipe(): void {
    this.#wiped = true;
    wipe(this.#vaultKey, ...this.#subkeys.values());
    this.#subkeys.clear();
  }
}
