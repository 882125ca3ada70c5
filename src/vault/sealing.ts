import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concatBytes } from '@noble/ciphers/utils.js';
import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { toHex, u64be, utf8, wipe, type ItemId, type VaultId } from './bytes.ts';
import type { Keyring, Purpose } from './keyring.ts';
import { pad, unpad } from './padding.ts';
import type { RandomBytes } from './random.ts';

/** XChaCha20-Poly1305: a random nonce of 192 bits never repeats in practice, so no counter has to be kept. */
export const nonceLength = 24;
export const tagLength = 16;

/** The tables whose rows are sealed, and the draft, which lies in a file of its own. */
export type SealedTable = Extract<Purpose, 'summary' | 'content' | 'version' | 'state' | 'cache' | 'draft'>;

/** Where a sealed record belongs. It opens there and nowhere else. */
export interface RecordPlace {
  readonly table: SealedTable;
  readonly id: ItemId;
  readonly revision: number;
}

/** nonce ‖ ciphertext ‖ tag of XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03). `key` is 32 bytes. */
export function seal(
  key: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
  random: RandomBytes,
): Uint8Array {
  const nonce = random(nonceLength);
  const sealed = new Uint8Array(nonceLength + plaintext.length + tagLength);
  sealed.set(nonce);
  xchacha20poly1305(key, nonce, associatedData).encrypt(plaintext, sealed.subarray(nonceLength));
  return sealed;
}

/** The inverse of `seal`; null if anything about it is not as it was sealed. */
export function open(key: Uint8Array, sealed: Uint8Array, associatedData: Uint8Array): Uint8Array | null {
  if (sealed.length < nonceLength + tagLength) return null;
  const nonce = sealed.subarray(0, nonceLength);
  try {
    return xchacha20poly1305(key, nonce, associatedData).decrypt(sealed.subarray(nonceLength));
  } catch {
    return null;
  }
}

/**
 * `latchkey/v1` ‖ vault id ‖ table ‖ item id ‖ revision (u64 big-endian). Only the table's name varies in length, and
 * each table has a key of its own, so no two places share key and associated data.
 */
export function associatedDataOf(vaultId: VaultId, { table, id, revision }: RecordPlace): Uint8Array {
  return concatBytes(utf8('latchkey/v1'), vaultId, utf8(table), id, u64be(revision));
}

/** Seals a message, padded to its Padmé size and bound to its place. */
export function sealBytes(
  keyring: Keyring,
  place: RecordPlace,
  message: Uint8Array,
  random: RandomBytes,
): Uint8Array {
  const padded = pad(message);
  try {
    return seal(keyring.subkey(place.table), padded, associatedDataOf(keyring.vaultId, place), random);
  } finally {
    wipe(padded);
  }
}

/**
 * The inverse of `sealBytes`; the caller zeroes what it gets. Throws `record-tampered`, with table and id, if the record
 * was changed or moved from another place.
 */
export function openBytes(keyring: Keyring, place: RecordPlace, sealed: Uint8Array): Uint8Array {
  const padded = open(keyring.subkey(place.table), sealed, associatedDataOf(keyring.vaultId, place));
  const message = padded && unpad(padded);
  if (!message) throw recordTampered(place);
  return message;
}

/** Seals a record as JSON. */
export function sealRecord(
  keyring: Keyring,
  place: RecordPlace,
  record: unknown,
  random: RandomBytes,
): Uint8Array {
  const json = utf8(JSON.stringify(record));
  try {
    return sealBytes(keyring, place, json, random);
  } finally {
    wipe(json);
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Opens a record and parses it by its schema. Throws `record-tampered` as `openBytes` does, and if it is not what its schema says. */
export function openRecord<S extends v.GenericSchema>(
  keyring: Keyring,
  place: RecordPlace,
  sealed: Uint8Array,
  schema: S,
): v.InferOutput<S> {
  const json = openBytes(keyring, place, sealed);
  try {
    return v.parse(schema, JSON.parse(decoder.decode(json)));
  } catch {
    // The cause would quote the plaintext.
    throw recordTampered(place);
  } finally {
    wipe(json);
  }
}

/** For a record that does not open at its place, or is not what its table says it is. */
export function recordTampered({
  table,
  id,
}: {
  readonly table: string;
  readonly id: ItemId;
}): LatchkeyError {
  return new LatchkeyError(
    'record-tampered',
    'A record in this vault failed its integrity check: its bytes are not the ones Latchkey wrote. The disk or a sync tool may have damaged it, or somebody changed the file. The rest of the vault is not affected.',
    { details: { table, id: toHex(id) } },
  );
}
