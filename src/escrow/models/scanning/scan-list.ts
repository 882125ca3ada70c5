import { ed25519 } from '@noble/curves/ed25519.js';
import * as v from 'valibot';
import { LatchkeyError } from '../../../contract/errors.ts';
import { Time } from '../../../contract/words.ts';
import { fromHex, toHex, utf8 } from '../../../vault/index.ts';
import { hexOf } from '../../../vault/slots.ts';
import { hashOfTag } from './hashtags.ts';

/** What clients compare hashtags with, signed by the authority (Ed25519, RFC 8032). UTF-8 JSON. */
export const ScanList = v.strictObject({
  format: v.literal('latchkey-scan-list'),
  version: v.literal(1),
  demo: v.boolean(),
  /** Counts lists, from 1: a client takes no older one. */
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** Whether entries are answers of an OPRF (64 bytes each) in place of hashes (32). */
  blinded: v.boolean(),
  /** In ascending order, so that it does not tell when an entry was added. */
  entries: v.pipe(v.array(v.union([hexOf(32), hexOf(64)])), v.maxLength(10_000)),
  signedAt: Time,
  signature: hexOf(64),
});
export type ScanList = v.InferOutput<typeof ScanList>;

type ScanListTerms = Omit<ScanList, 'signature'>;

/** What a list is made from. */
export type NewScanList = Pick<ScanList, 'number' | 'blinded' | 'entries' | 'signedAt'>;

/** Signs a list with a private key of 32 bytes. */
export function signScanList(
  { number, blinded, entries, signedAt }: NewScanList,
  privateKey: Uint8Array,
): ScanList {
  const signed: ScanListTerms = {
    format: 'latchkey-scan-list',
    version: 1,
    demo: true,
    number,
    blinded,
    entries: [...new Set(entries)].toSorted(),
    signedAt,
  };
  return { ...signed, signature: toHex(ed25519.sign(bytesToSign(signed), privateKey)) };
}

/** `latchkey/v1/scan-list` ‖ the terms as JSON in this fixed order. */
function bytesToSign({
  format,
  version,
  demo,
  number,
  blinded,
  entries,
  signedAt,
}: ScanListTerms): Uint8Array {
  return utf8(
    `latchkey/v1/scan-list${JSON.stringify([format, version, demo, number, blinded, entries, signedAt])}`,
  );
}

/** Whether the signature is this authority's. Never throws. */
export function isListSigned({ signature, ...signed }: ScanList, publicKey: Uint8Array): boolean {
  try {
    return ed25519.verify(fromHex(signature), bytesToSign(signed), publicKey);
  } catch {
    return false;
  }
}

/** A list as a client takes it. Throws `not-an-escrow-file` for one that the authority has not signed or that is older. */
export function checkedList(given: unknown, publicKey: Uint8Array, current: ScanList | null): ScanList {
  const list = v.safeParse(ScanList, given);
  if (!list.success || !isListSigned(list.output, publicKey)) {
    throw refusedList('It is not signed by the authority, or it was changed afterwards.');
  }
  if (current && list.output.number < current.number) throw refusedList('It is older than the one in use.');
  return list.output;
}

function refusedList(why: string): LatchkeyError {
  return new LatchkeyError(
    'not-an-escrow-file',
    `This scan list was refused. ${why} The list in use, if there is one, stays in use.`,
  );
}

/** What a dictionary has told about a list. */
export interface Reversal {
  /** The tag behind each entry that was found. */
  readonly found: ReadonlyMap<string, string>;
  readonly tries: number;
  readonly entries: number;
}

/** A dictionary attack on a list: hashes every word and looks it up. It takes the list and no key. */
export function reverseList(list: ScanList, dictionary: Iterable<string>): Reversal {
  return reversal(list, dictionary, hashOfTag);
}

/** The same with another way from a tag to its entry, such as asking the server that blinds them. */
export function reversal(
  { entries }: ScanList,
  dictionary: Iterable<string>,
  entryOf: (tag: string) => string,
): Reversal {
  const listed = new Set(entries);
  const found = new Map<string, string>();
  let tries = 0;
  for (const tag of dictionary) {
    tries++;
    const entry = entryOf(tag);
    if (listed.has(entry)) found.set(entry, tag);
  }
  return { found, tries, entries: entries.length };
}
