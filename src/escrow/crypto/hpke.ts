import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { systemRandom, wipe, type RandomBytes } from '../../vault/index.ts';

/** Lengths in bytes: X-Wing's public key, private seed and encapsulation (draft-connolly-cfrg-xwing-kem), and the tag of AES-GCM. */
export const hpkeLengths = { publicKey: 1216, privateKey: 32, encapsulation: 1120, tag: 16 } as const;

/** X25519 and ML-KEM-768 (FIPS 203) in one. */
const kem = new XWing();
/**
 * HPKE in base mode (RFC 9180): KEM X-Wing, HKDF-SHA256, AES-256-GCM. Of that RFC's ciphers it is one that every host's
 * WebCrypto has; each context seals one message, so no nonce repeats.
 */
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** A key pair as bytes: 1,216 and 32 of them. The owner zeroes the private one. */
export interface HpkeKeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** What a public key has sealed: the encapsulation of 1,120 bytes, and the message with a tag of 16. */
export interface HpkeSealed {
  readonly enc: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** A new key pair, from 32 bytes of `random`. */
export async function makeKeyPair(random: RandomBytes = systemRandom): Promise<HpkeKeyPair> {
  const privateKey = random(hpkeLengths.privateKey);
  return { privateKey, publicKey: await publicKeyOf(privateKey) };
}

/** The 1,216 bytes of the public key that belong to a private one of 32. */
export async function publicKeyOf(privateKey: Uint8Array): Promise<Uint8Array> {
  // The library goes on using the bytes that it is given, and leaves them as they are.
  const seed = Uint8Array.from(privateKey);
  try {
    const { publicKey } = await kem.generateKeyPairDerand(seed);
    return new Uint8Array(await kem.serializePublicKey(publicKey));
  } finally {
    wipe(seed);
  }
}

/** Seals a message for the holder of a private key. It opens only with the same `info`. */
export async function sealTo(
  publicKey: Uint8Array,
  info: Uint8Array,
  message: Uint8Array,
): Promise<HpkeSealed> {
  const recipientPublicKey = await kem.deserializePublicKey(bufferOf(publicKey));
  const sender = await suite.createSenderContext({ recipientPublicKey, info: bufferOf(info) });
  const plaintext = Uint8Array.from(message);
  try {
    const ciphertext = await sender.seal(plaintext.buffer);
    return { enc: new Uint8Array(sender.enc), ciphertext: new Uint8Array(ciphertext) };
  } finally {
    wipe(plaintext);
  }
}

/** The inverse of `sealTo`; null for another key, another `info` or changed bytes. The caller zeroes what it gets. */
export async function openWith(
  privateKey: Uint8Array,
  info: Uint8Array,
  { enc, ciphertext }: HpkeSealed,
): Promise<Uint8Array | null> {
  if (enc.length !== hpkeLengths.encapsulation || ciphertext.length < hpkeLengths.tag) return null;
  const key = Uint8Array.from(privateKey);
  try {
    const recipientKey = await kem.deserializePrivateKey(key.buffer);
    const recipient = await suite.createRecipientContext({
      recipientKey,
      enc: bufferOf(enc),
      info: bufferOf(info),
    });
    return new Uint8Array(await recipient.open(bufferOf(ciphertext)));
  } catch {
    return null;
  } finally {
    wipe(key);
  }
}

/** The same bytes in a buffer of their own: WebCrypto takes no view of a shared one. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
