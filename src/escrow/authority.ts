import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { ModelId } from '../contract/lab.ts';
import { AuthorityName, Time } from '../contract/words.ts';
import { toHex } from '../vault/index.ts';

/** Largest authority file, keystore or warrant that is read, in bytes. */
export const maxEscrowFileLength = 256 * 1024;

/**
 * The public half of an authority: what a vault's owner needs to let it in. UTF-8 JSON in a file of its own. `demo` marks
 * what was made for a demonstration; such a card is refused by a vault that is not, and the other way round.
 */
export const AuthorityCard = v.strictObject({
  format: v.literal('latchkey-authority'),
  version: v.literal(1),
  demo: v.boolean(),
  model: ModelId,
  name: AuthorityName.entries.name,
  /** 1,216 bytes of X-Wing, or 32 of ristretto255, or of Ed25519, as hex. */
  publicKey: v.pipe(v.string(), v.minLength(64), v.maxLength(2432), v.regex(/^([0-9a-f]{2})+$/)),
  createdAt: Time,
  /** Where the private key was split: how many shares give it back, of how many. */
  shares: v.optional(v.strictObject({ needed: v.number(), total: v.number() })),
});
export type AuthorityCard = v.InferOutput<typeof AuthorityCard>;

/** The first 16 bytes of the SHA-256 of a public key, as hex: what people compare. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return toHex(sha256(publicKey).subarray(0, 16));
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads one of the lab's files by its schema. Throws `not-an-escrow-file` for anything else; `what` says what was expected,
 * such as "an authority's public key file".
 */
export function parseEscrowFile<S extends v.GenericSchema>(
  schema: S,
  bytes: Uint8Array,
  what: string,
): v.InferOutput<S> {
  try {
    if (bytes.length > maxEscrowFileLength) throw new RangeError('too long');
    return v.parse(schema, JSON.parse(decoder.decode(bytes)));
  } catch {
    // The cause would quote the file, which may hold a key.
    throw new LatchkeyError(
      'not-an-escrow-file',
      `This file is not ${what}, or it is damaged. Choose another. Nothing was changed.`,
    );
  }
}
