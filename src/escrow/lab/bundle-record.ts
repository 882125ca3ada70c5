import { sha256 } from '@noble/hashes/sha2.js';
import type { CellDetail } from '../../contract/lab.ts';
import { toHex, utf8 } from '../../vault/index.ts';
import type { Bundle } from './workbench.ts';

/** A bundle whose files are named by their SHA-256: what evidence keeps, and what a bundle’s hash is taken of. */
export interface BundleRecord extends Omit<Bundle, 'files'> {
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** Hashes of files, so that one that is in many bundles is hashed once. */
export type FileHash = (bytes: Uint8Array) => string;

/** SHA-256 as hex, remembered for each array of bytes. */
export function fileHashes(): FileHash {
  const known = new WeakMap<Uint8Array, string>();
  return (bytes) => {
    const hash = known.get(bytes) ?? toHex(sha256(bytes));
    known.set(bytes, hash);
    return hash;
  };
}

/** The record of a bundle. Its fields have a fixed order, so that the same bundle gives the same text. */
export function recordOf(bundle: Bundle, hashOf: FileHash): BundleRecord {
  const { keystores, vaultKeys, words, reports, beacons, beaconKey, mostTries, told, spent } = bundle;
  const files = bundle.files.map(({ name, bytes }) => ({ name, sha256: hashOf(bytes) }));
  return { files, keystores, vaultKeys, words, reports, beacons, beaconKey, mostTries, told, spent };
}

/** SHA-256 of a bundle’s record as JSON, 64 hex digits. */
export function bundleHash(record: BundleRecord): string {
  return toHex(sha256(utf8(JSON.stringify(record))));
}

/** What is in a bundle, for people: kinds of things, how many and how long. */
export function contentsOf(bundle: Bundle): CellDetail['bundle'] {
  const { files, keystores, vaultKeys, words, reports, beacons, told } = bundle;
  const listed = [
    {
      what: 'Vault files',
      count: files.length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
    },
    counted('Keystores', keystores),
    { what: 'Vault keys', count: vaultKeys.length, bytes: 32 * vaultKeys.length },
    counted('Passphrases to try', words),
    counted('Reports of clients', reports),
    counted('Vault keys that clients sent home, sealed', beacons),
    counted('Lines that a ceremony has told', told),
  ];
  return listed.filter(({ count }) => count > 0);
}

function counted(what: string, list: readonly unknown[]): CellDetail['bundle'][number] {
  const length = (one: unknown) => utf8(JSON.stringify(one)).length;
  return { what, count: list.length, bytes: list.reduce<number>((sum, one) => sum + length(one), 0) };
}
