import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concatBytes } from '@noble/ciphers/utils.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8, wipe } from './bytes.ts';
import type { RandomBytes } from './random.ts';

// HPKE in base mode, one message a context (RFC 9180, sections 4.1, 5.1 and 6.1). It is put together here because the usual
// library works on WebCrypto, whose keys cannot be zeroed, which answers late, and which is not everywhere that a vault is.

/** Lengths in bytes: X25519's keys, public and private, and the tag of ChaCha20-Poly1305. The encapsulation is a public key. */
export const hpkeLengths = { key: 32, tag: 16 } as const;

/** DHKEM(X25519, HKDF-SHA256). */
const kemSuite = concatBytes(utf8('KEM'), Uint8Array.of(0x00, 0x20));
/** That KEM, HKDF-SHA256, ChaCha20-Poly1305. */
const suite = concatBytes(utf8('HPKE'), Uint8Array.of(0x00, 0x20, 0x00, 0x01, 0x00, 0x03));
const baseMode = Uint8Array.of(0);
const nothing = new Uint8Array();

/** What a message is bound to besides its key. */
export interface HpkeContext {
  readonly info: Uint8Array;
  readonly associatedData: Uint8Array;
}

/** The public key, 32 bytes, of a private one of 32. */
export function hpkePublicKey(privateKey: Uint8Array): Uint8Array {
  return x25519.getPublicKey(privateKey);
}

/**
 * Encapsulation (32 bytes) ‖ ciphertext ‖ tag: opens with the private key of `publicKey` and the same context. Throws for a
 * public key with which no secret can be agreed.
 */
export function hpkeSeal(
  publicKey: Uint8Array,
  { info, associatedData }: HpkeContext,
  message: Uint8Array,
  random: RandomBytes,
): Uint8Array {
  const ephemeral = random(hpkeLengths.key);
  const encapsulation = hpkePublicKey(ephemeral);
  const secret = agree(ephemeral, publicKey, concatBytes(encapsulation, publicKey));
  const { key, nonce } = schedule(secret, info);
  try {
    return concatBytes(encapsulation, chacha20poly1305(key, nonce, associatedData).encrypt(message));
  } finally {
    wipe(ephemeral, secret, key);
  }
}

/** The inverse of `hpkeSeal`; null if anything about it is not as it was sealed. The caller zeroes what it gets. */
export function hpkeOpen(
  privateKey: Uint8Array,
  { info, associatedData }: HpkeContext,
  sealed: Uint8Array,
): Uint8Array | null {
  if (sealed.length < hpkeLengths.key + hpkeLengths.tag) return null;
  const encapsulation = sealed.subarray(0, hpkeLengths.key);
  const secrets: Uint8Array[] = [];
  try {
    const own = hpkePublicKey(privateKey);
    const secret = agree(privateKey, encapsulation, concatBytes(encapsulation, own));
    const { key, nonce } = schedule(secret, info);
    secrets.push(secret, key);
    return chacha20poly1305(key, nonce, associatedData).decrypt(sealed.subarray(hpkeLengths.key));
  } catch {
    return null;
  } finally {
    wipe(...secrets);
  }
}

/** The shared secret of the KEM, the same from both sides. */
function agree(privateKey: Uint8Array, publicKey: Uint8Array, context: Uint8Array): Uint8Array {
  const dh = x25519.getSharedSecret(privateKey, publicKey);
  const prk = labelledExtract(kemSuite, nothing, 'eae_prk', dh);
  try {
    return labelledExpand(kemSuite, prk, 'shared_secret', context, 32);
  } finally {
    wipe(dh, prk);
  }
}

function schedule(sharedSecret: Uint8Array, info: Uint8Array) {
  const context = concatBytes(
    baseMode,
    labelledExtract(suite, nothing, 'psk_id_hash', nothing),
    labelledExtract(suite, nothing, 'info_hash', info),
  );
  const secret = labelledExtract(suite, sharedSecret, 'secret', nothing);
  try {
    return {
      key: labelledExpand(suite, secret, 'key', context, 32),
      nonce: labelledExpand(suite, secret, 'base_nonce', context, 12),
    };
  } finally {
    wipe(secret);
  }
}

function labelledExtract(id: Uint8Array, salt: Uint8Array, label: string, input: Uint8Array): Uint8Array {
  return extract(sha256, concatBytes(utf8('HPKE-v1'), id, utf8(label), input), salt);
}

function labelledExpand(
  id: Uint8Array,
  prk: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
): Uint8Array {
  const labelled = concatBytes(Uint8Array.of(0, length), utf8('HPKE-v1'), id, utf8(label), info);
  return expand(sha256, prk, labelled, length);
}
