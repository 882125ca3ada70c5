import { concatBytes } from '@noble/ciphers/utils.js';
import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { toHex, utf8, wipe } from './bytes.ts';
import type { Ledger } from './ledger.ts';
import { pad, padmeSize, unpad } from './padding.ts';
import { nonceLength, open, seal, tagLength } from './sealing.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The longest part, in bytes. */
export const maxPartLength = 1024 * 1024;

/** The longest value in the table `cache`: a part, its length before it, padded and sealed. */
export const maxSealedPart = padmeSize(4 + maxPartLength) + nonceLength + tagLength;

/** The most parts that a shelf has. */
const mostParts = 4096;

/** Names are chosen by the program and stand readable in the file: nothing of a note may be in one. */
const shelfName = /^[a-z]{1,16}$/;
const partName = /^[a-z]{1,16}(?:-[0-9]{1,6})?$/;

/** What a shelf's label seals: its parts by name, and the nonce of each, so that none can be an older one. */
const Label = v.strictObject({
  parts: v.pipe(
    v.array(
      v.strictTuple([v.pipe(v.string(), v.regex(partName)), v.pipe(v.string(), v.regex(/^[0-9a-f]{48}$/))]),
    ),
    v.maxLength(mostParts),
  ),
});

/**
 * Things derived from the notes and kept sealed in the vault's file, so that they need not be derived again: never the only copy of
 * anything. The state does not count them, and writing them is no write of the vault.
 *
 * A shelf belongs to the write of the vault at which it was written last. After any other write, whoever made it, there is
 * nothing on it: what was derived from other notes must not be taken for these. A write that deletes a note or a file for good takes
 * everything off every shelf.
 */
export class Shelf {
  readonly #ledger: Ledger;
  readonly #name: string;
  /** The nonce of each part, in hex. */
  #parts: ReadonlyMap<string, string>;

  /** Reads the label. Never throws for what is on the disk: a shelf that is not as it was left is empty. */
  constructor(ledger: Ledger, name: string) {
    if (!shelfName.test(name)) throw new RangeError(`Shelf: no shelf can be called ${name}`);
    this.#ledger = ledger;
    this.#name = name;
    this.#parts = this.#readLabel();
    ledger.follow(({ isErasing }) => {
      if (isErasing) this.#parts = new Map();
    });
  }

  /** Whether nothing is on it: it was never written, or is stale, or damaged. */
  get isEmpty(): boolean {
    return this.#parts.size === 0;
  }

  /**
   * One part, as it was when this shelf was opened or last written: what the vault has written since is not in it. Null if it is
   * not there, or anything about it is not as it was left. The caller zeroes what it gets.
   */
  read(part: string): Uint8Array | null {
    const nonce = this.#parts.get(part);
    if (nonce === undefined) return null;
    const sealed = this.#tryTo(() => this.#ledger.store.readCache(this.#rowOf(part)));
    if (!sealed || toHex(sealed.subarray(0, nonceLength)) !== nonce) return null;
    return this.#open(sealed, this.#placeOf(part));
  }

  /**
   * Puts parts on the shelf, each at most `maxPartLength` bytes, and takes off those that are null, all in one write to the disk. It
   * says that everything on the shelf, old and new, is right for the vault as it is now. `isPartial`: there is more to come, and
   * until then the shelf is not right; a program that is ended meanwhile finds it empty. False if it could not be written, on a
   * full disk or in a vault that is damaged: then it is as it was.
   */
  write(
    changes: ReadonlyMap<string, Uint8Array | null>,
    { isPartial = false }: { readonly isPartial?: boolean } = {},
  ): boolean {
    for (const [part, bytes] of changes) assertPart(part, bytes);
    return this.#tryTo(() => this.#write(changes, isPartial)) ?? false;
  }

  /** Takes everything off. */
  clear(): void {
    this.#parts = new Map();
    this.#tryTo(() => {
      const { store } = this.#ledger;
      store.transaction(() => store.clearCache(this.#name));
    });
  }

  #write(changes: ReadonlyMap<string, Uint8Array | null>, isPartial: boolean): boolean {
    const { store, stamp } = this.#ledger;
    if (!stamp) return false;
    const parts = new Map(this.#parts);
    store.transaction(() => {
      // Whatever lies there that the label does not name is of no use to anybody.
      if (this.isEmpty) store.clearCache(this.#name);
      for (const [part, bytes] of changes) {
        if (bytes === null) {
          parts.delete(part);
          store.deleteCache(this.#rowOf(part));
        } else {
          const sealed = this.#seal(bytes, this.#placeOf(part));
          parts.set(part, toHex(sealed.subarray(0, nonceLength)));
          store.writeCache(this.#rowOf(part), sealed);
        }
      }
      if (parts.size > mostParts) throw new RangeError(`Shelf: more than ${mostParts} parts`);
      if (isPartial) store.deleteCache(this.#name);
      else store.writeCache(this.#name, this.#sealLabel(parts, stamp));
    });
    this.#parts = parts;
    return true;
  }

  #readLabel(): ReadonlyMap<string, string> {
    const { store, stamp } = this.#ledger;
    const sealed = stamp && this.#tryTo(() => store.readCache(this.#name));
    const json = sealed && this.#open(sealed, this.#labelPlace(stamp));
    if (!json) return new Map();
    const label = v.safeParse(v.pipe(v.string(), v.parseJson(), Label), decoder.decode(json));
    return new Map(label.success ? label.output.parts : []);
  }

  #sealLabel(parts: ReadonlyMap<string, string>, stamp: Uint8Array): Uint8Array {
    return this.#seal(utf8(JSON.stringify({ parts: [...parts] })), this.#labelPlace(stamp));
  }

  #rowOf(part: string): string {
    return `${this.#name}/${part}`;
  }

  /** `latchkey/v1` ‖ vault id ‖ `cache` ‖ 1 byte: 0 ‖ the nonce of the vault's sealed state (24 bytes) ‖ the shelf's name. */
  #labelPlace(stamp: Uint8Array): Uint8Array {
    return this.#associatedData(Uint8Array.of(0), stamp, utf8(this.#name));
  }

  /** `latchkey/v1` ‖ vault id ‖ `cache` ‖ 1 byte: 1 ‖ the name of the row. */
  #placeOf(part: string): Uint8Array {
    return this.#associatedData(Uint8Array.of(1), utf8(this.#rowOf(part)));
  }

  #associatedData(...place: readonly Uint8Array[]): Uint8Array {
    return concatBytes(utf8('latchkey/v1'), this.#ledger.keyring.vaultId, utf8('cache'), ...place);
  }

  #seal(message: Uint8Array, associatedData: Uint8Array): Uint8Array {
    const { keyring, tools } = this.#ledger;
    const padded = pad(message);
    try {
      return seal(keyring.subkey('cache'), padded, associatedData, tools.random);
    } finally {
      wipe(padded);
    }
  }

  #open(sealed: Uint8Array, associatedData: Uint8Array): Uint8Array | null {
    const padded = open(this.#ledger.keyring.subkey('cache'), sealed, associatedData);
    return padded && unpad(padded);
  }

  /** What is wrong with a cache, or with the disk under it, is nobody's trouble: what it holds can be derived again. */
  #tryTo<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (error instanceof LatchkeyError) return null;
      throw error;
    }
  }
}

function assertPart(part: string, bytes: Uint8Array | null): void {
  if (!partName.test(part)) throw new RangeError(`Shelf: no part can be called ${part}`);
  if (bytes && bytes.length > maxPartLength) {
    throw new RangeError(`Shelf: expected at most ${maxPartLength} bytes, got ${bytes.length}`);
  }
}
