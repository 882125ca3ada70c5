import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { LatchkeyError } from '../../contract/errors.ts';
import { AdversaryId, ModelId, Outcome } from '../../contract/lab.ts';
import { Count, Time } from '../../contract/words.ts';
import { toHex, utf8 } from '../../vault/index.ts';
import { hexOf } from '../../vault/slots.ts';
import { Keystore } from '../keystore.ts';
import { mostTries } from './outsiders.ts';

/**
 * Most bytes of one vault file in evidence, of all that one adversary is given (one file under many names is as many files on its
 * disk), and of all in the evidence, once they are unpacked.
 */
export const maxVaultLength = 4 * 1024 * 1024;
export const maxBundleLength = 128 * 1024 * 1024;
export const maxVaultsLength = 512 * 1024 * 1024;
/** Most vault files, cells, programs with a version, and entries of any list in a bundle. */
const most = { files: 4096, cells: 256, versions: 32, list: 1024 } as const;

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const Line = v.pipe(v.string(), v.maxLength(4000));
const listOf = <S extends v.GenericSchema>(schema: S) => v.pipe(v.array(schema), v.maxLength(most.list));
const HexText = v.pipe(v.string(), v.maxLength(65_536), v.regex(/^([0-9a-f]{2})*$/));

const Sealed = v.strictObject({ vaultId: hexOf(16), enc: HexText, sealed: HexText });

/** A bundle, its files by their SHA-256. */
const Bundle = v.strictObject({
  files: listOf(v.strictObject({ name: Name, sha256: hexOf(32) })),
  keystores: listOf(Keystore),
  vaultKeys: listOf(v.strictObject({ vaultId: hexOf(16), key: hexOf(32) })),
  words: listOf(v.pipe(v.string(), v.minLength(1), v.maxLength(1024))),
  reports: listOf(Sealed),
  beacons: listOf(Sealed),
  beaconKey: v.nullable(hexOf(32)),
  mostTries: v.pipe(Count, v.maxValue(mostTries)),
  told: listOf(Line),
  spent: Count,
});

const Trial = v.strictObject({
  target: Name,
  usedLater: listOf(Name),
  /** The truth about every vault. */
  vaults: listOf(v.strictObject({ name: Name, sentence: Line })),
  bundle: Bundle,
  found: v.strictObject({
    recovered: listOf(v.strictObject({ name: Name, sentence: Line })),
    metadata: listOf(Line),
    tries: Count,
  }),
});

const EvidenceCell = v.strictObject({
  model: ModelId,
  adversary: AdversaryId,
  outcome: Outcome,
  recovered: Count,
  total: Count,
  /** Null where nothing was tried. */
  trial: v.nullable(Trial),
});
export type EvidenceCell = v.InferOutput<typeof EvidenceCell>;

/** What an experiment leaves for others to do again. */
export const Evidence = v.strictObject({
  madeAt: Time,
  /** Of the programs that did it, by name. */
  versions: v.pipe(
    v.record(Name, Line),
    v.check((versions) => Object.keys(versions).length <= most.versions),
  ),
  cells: v.pipe(v.array(EvidenceCell), v.maxLength(most.cells)),
  /** Vault files by their SHA-256: raw DEFLATE (RFC 1951), then base64. */
  files: v.pipe(
    v.record(hexOf(32), v.pipe(v.string(), v.maxLength(2 * maxVaultLength))),
    v.check((files) => Object.keys(files).length <= most.files),
  ),
});
export type Evidence = v.InferOutput<typeof Evidence>;

/** How every evidence file begins. The hash, 64 hex digits, and `tail` follow, and then what the hash is of. */
const head = utf8('{"format":"latchkey-evidence","version":1,"hash":"');
const tail = utf8('",');
const hashLength = 64;

/**
 * An evidence file: one JSON object in UTF-8 that begins with its format, its version and the SHA-256 of every byte after those.
 */
export function writeEvidence(evidence: Evidence): { readonly bytes: Uint8Array; readonly hash: string } {
  const { madeAt, versions, cells, files } = evidence;
  const rest = utf8(JSON.stringify({ madeAt, versions, cells, files }).slice(1));
  const hash = toHex(sha256(rest));
  const bytes = new Uint8Array(head.length + hashLength + tail.length + rest.length);
  let at = 0;
  for (const part of [head, utf8(hash), tail, rest]) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, hash };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The inverse of `writeEvidence`. Throws `evidence-damaged` for anything else, and if a single byte is another. */
export function readEvidence(bytes: Uint8Array): { readonly evidence: Evidence; readonly hash: string } {
  const start = head.length + hashLength + tail.length;
  const rest = bytes.subarray(start);
  const hash = toHex(sha256(rest));
  const expected = [head, utf8(hash), tail].flatMap((part) => [...part]);
  if (bytes.length <= start || expected.some((byte, at) => bytes[at] !== byte)) throw damaged();
  try {
    const { madeAt, versions, cells, files } = v.parse(File, JSON.parse(decoder.decode(bytes)));
    return { evidence: { madeAt, versions, cells, files }, hash };
  } catch {
    throw damaged();
  }
}

const File = v.strictObject({
  format: v.literal('latchkey-evidence'),
  version: v.literal(1),
  hash: hexOf(32),
  ...Evidence.entries,
});

export function damaged(): LatchkeyError {
  return new LatchkeyError(
    'evidence-damaged',
    'This is not an evidence file of the escrow lab as it was written: a byte of it was changed, or part of it is missing. Nothing in it was replayed. Get the file again from where it comes.',
  );
}
