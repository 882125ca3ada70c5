import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { argon2idAsync } from '@noble/hashes/argon2.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { utf8 } from '../bytes.ts';
import { checkCost, type Cost, type Header, type Slot } from './header.ts';
import { secretOfWords } from './words.ts';

/** What somebody typed. */
export type Credential =
  | {
      readonly kind: 'passphrase';
      readonly passphrase: string;
      /** The 32 bytes of a key file; null if none was chosen. */
      readonly keyFile: Uint8Array | null;
    }
  | { readonly kind: 'recovery'; readonly words: string };

/** Told how much of the work on a passphrase is done, from 0 to 1. */
export type OnProgress = (done: number) => void;

const nonceLength = 24;
const tagLength = 16;

/** Opens nonce ‖ ciphertext ‖ tag; null if any of it, the key or the associated data is not what was sealed. */
export function open(key: Uint8Array, sealed: Uint8Array, associatedData: Uint8Array): Uint8Array | null {
  if (sealed.length < nonceLength + tagLength) return null;
  try {
    const cipher = xchacha20poly1305(key, sealed.subarray(0, nonceLength), associatedData);
    return cipher.decrypt(sealed.subarray(nonceLength));
  } catch {
    return null;
  }
}

/**
 * The vault key, 32 bytes, which the caller zeroes; null if no slot takes this credential. Throws `ReaderError` for words
 * that are no recovery phrase, and for costs that must not be paid.
 */
export async function vaultKeyOf(
  header: Header,
  credential: Credential,
  onProgress: OnProgress,
): Promise<Uint8Array | null> {
  const slots = header.slots.filter((slot) => slot.type === credential.kind && mayOpen(slot, credential));
  const words = credential.kind === 'recovery' ? secretOfWords(credential.words) : null;
  for (const [index, slot] of slots.entries()) {
    const progress: OnProgress = (done) => onProgress((index + done) / slots.length);
    const secret =
      credential.kind === 'passphrase' ? await secretOfPassphrase(slot, credential, progress) : words;
    const key = secret && unwrap(slot, header.vaultId, secret);
    if (credential.kind === 'passphrase') secret?.fill(0);
    if (!key) continue;
    words?.fill(0);
    return key;
  }
  words?.fill(0);
  return null;
}

/** A slot that needs a key file is not tried without one: it would cost time and could not open. */
function mayOpen({ lock, needsKeyFile }: Slot, credential: Credential): boolean {
  if (!lock) return false;
  return credential.kind === 'recovery' || !needsKeyFile || credential.keyFile !== null;
}

async function secretOfPassphrase(
  { id, kdf, needsKeyFile }: Slot,
  { passphrase, keyFile }: Extract<Credential, { readonly kind: 'passphrase' }>,
  onProgress: OnProgress,
): Promise<Uint8Array | null> {
  if (!kdf) return null;
  const stretched = await stretch(kdf, passphrase, onProgress);
  if (!needsKeyFile || !keyFile) return stretched;
  const both = concatBytes(stretched, keyFile);
  try {
    return hkdf(sha256, both, hexToBytes(id), utf8('latchkey/v1/key-file'), 32);
  } finally {
    stretched.fill(0);
    both.fill(0);
  }
}

async function stretch(
  kdf: Cost & { readonly salt: string },
  passphrase: string,
  onProgress: OnProgress,
): Promise<Uint8Array> {
  checkCost(kdf);
  const typed = utf8(passphrase.normalize('NFKC'));
  try {
    return await argon2idAsync(typed, hexToBytes(kdf.salt), {
      m: kdf.memoryKiB,
      t: kdf.passes,
      p: kdf.lanes,
      dkLen: 32,
      asyncTick: 30,
      onProgress,
    });
  } finally {
    typed.fill(0);
  }
}

/** The commitment is compared first: the cipher alone could be made to open under many keys. */
function unwrap({ id, type, lock }: Slot, vaultId: string, secret: Uint8Array): Uint8Array | null {
  if (!lock) return null;
  const slotId = hexToBytes(id);
  const expanded = hkdf(sha256, secret, slotId, utf8(`latchkey/v1/slot/${type}`), 64);
  try {
    if (!isEqual(expanded.subarray(32), hexToBytes(lock.commitment))) return null;
    const associatedData = concatBytes(utf8('latchkey/v1/slot'), hexToBytes(vaultId), slotId, utf8(type));
    return open(expanded.subarray(0, 32), hexToBytes(lock.wrapped), associatedData);
  } finally {
    expanded.fill(0);
  }
}

/** Takes the same time wherever the bytes differ. */
export function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  let difference = left.length ^ right.length;
  for (const [index, byte] of left.entries()) difference |= byte ^ (right[index] ?? 0);
  return difference === 0;
}

const purposes = ['summary', 'content', 'version', 'chunk', 'state', 'header-mac', 'set-hash'] as const;
export type Purpose = (typeof purposes)[number];

/** The keys that are read with, by purpose. */
export class Keys {
  readonly vaultId: Uint8Array;
  readonly #keys: ReadonlyMap<Purpose, Uint8Array>;

  /** Zeroes the vault key once the others are derived from it. */
  constructor(vaultKey: Uint8Array, vaultId: string) {
    this.vaultId = hexToBytes(vaultId);
    const derive = (purpose: string) =>
      hkdf(sha256, vaultKey, this.vaultId, utf8(`latchkey/v1/${purpose}`), 32);
    this.#keys = new Map(purposes.map((purpose) => [purpose, derive(purpose)]));
    vaultKey.fill(0);
  }

  of(purpose: Purpose): Uint8Array {
    const key = this.#keys.get(purpose);
    if (!key) throw new Error(`no key for ${purpose}`);
    return key;
  }

  /** Zeroes the keys, but for those that are needed on. */
  wipe(except: readonly Purpose[] = []): void {
    for (const [purpose, key] of this.#keys) if (!except.includes(purpose)) key.fill(0);
  }
}

export { bytesToHex as toHex };
