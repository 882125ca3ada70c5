import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { equalInConstantTime } from '../../vault/bytes.ts';

/** SHA-256: every hash of the tree is 32 bytes. */
const hashLength = 32;

/** The hash of one entry: SHA-256(0x00 ‖ entry), 32 bytes (RFC 6962 section 2.1). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(0x00), entry));
}

/** The hash over two subtrees: SHA-256(0x01 ‖ left ‖ right). The other first byte keeps a node from passing as an entry. */
function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(0x01), left, right));
}

/** The largest power of two smaller than `size`. `size` is at least 2. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/**
 * A log that only grows: a Merkle tree over its entries, by RFC 6962 section 2.1 (RFC 9162 section 2.1 is the same
 * tree). Its root commits to every entry and to their order. Entries are arbitrary bytes and are copied.
 *
 * A position or size that the log does not have is a RangeError: it is a mistake of the caller, not of the log.
 */
export class MerkleLog {
  readonly #entries: Uint8Array[] = [];
  /** At [height][index]: the hash over the complete subtree of 2^height entries that begins at index * 2^height. */
  readonly #complete: Uint8Array[][] = [[]];

  constructor(entries: Iterable<Uint8Array> = []) {
    for (const entry of entries) this.append(entry);
  }

  /** The number of entries. */
  get size(): number {
    return this.#entries.length;
  }

  /** Copies of the entries, oldest first. */
  get entries(): readonly Uint8Array[] {
    return this.#entries.map((entry) => entry.slice());
  }

  /** Adds an entry at the end and gives its position, counted from 0. */
  append(entry: Uint8Array): number {
    this.#entries.push(entry.slice());
    let hash = leafHash(entry);
    for (let height = 0; ; height++) {
      const level = (this.#complete[height] ??= []);
      level.push(hash);
      if (level.length % 2 === 1) return this.size - 1;
      hash = nodeHash(this.#completeAt(height, level.length - 2), hash);
    }
  }

  /** The root over the first `size` entries, 32 bytes; of no entries, the SHA-256 of nothing. */
  root(size: number = this.size): Uint8Array {
    this.#check(size, this.size);
    return size === 0 ? sha256(new Uint8Array()) : this.#hashOf(0, size);
  }

  /**
   * The hashes (32 bytes each, at most ceil(log2(size))) that lead from the entry at `index` to the root over the
   * first `size` entries: PATH(m, D[n]) of RFC 6962 section 2.1.1.
   */
  inclusionProof(index: number, size: number = this.size): Uint8Array[] {
    this.#check(size, this.size);
    this.#check(index, size - 1);
    return this.#path(index, 0, size);
  }

  /**
   * The hashes that show the tree of `firstSize` entries to be the beginning of that of `secondSize`: PROOF(m, D[n])
   * of RFC 6962 section 2.1.2. Empty for two equal sizes, and for a first tree without entries, which begins any.
   */
  consistencyProof(firstSize: number, secondSize: number = this.size): Uint8Array[] {
    this.#check(secondSize, this.size);
    this.#check(firstSize, secondSize);
    return firstSize === 0 ? [] : this.#subproof(firstSize, 0, secondSize, true);
  }

  #path(index: number, start: number, size: number): Uint8Array[] {
    if (size === 1) return [];
    const split = splitOf(size);
    return index < split
      ? [...this.#path(index, start, split), this.#hashOf(start + split, size - split)]
      : [...this.#path(index - split, start + split, size - split), this.#hashOf(start, split)];
  }

  /** SUBPROOF(m, D[n], b) of RFC 6962 section 2.1.2. `known`: the verifier has the hash of this subtree already. */
  #subproof(first: number, start: number, size: number, known: boolean): Uint8Array[] {
    if (first === size) return known ? [] : [this.#hashOf(start, size)];
    const split = splitOf(size);
    return first <= split
      ? [...this.#subproof(first, start, split, known), this.#hashOf(start + split, size - split)]
      : [...this.#subproof(first - split, start + split, size - split, false), this.#hashOf(start, split)];
  }

  /** The hash over `size` entries from `start`. Every subtree the RFC speaks of starts at a multiple of its split. */
  #hashOf(start: number, size: number): Uint8Array {
    const height = Math.log2(size);
    if (Number.isInteger(height)) return this.#completeAt(height, start / size);
    const split = splitOf(size);
    return nodeHash(this.#hashOf(start, split), this.#hashOf(start + split, size - split));
  }

  #completeAt(height: number, index: number): Uint8Array {
    const hash = this.#complete[height]?.[index];
    if (!hash) throw new RangeError(`MerkleLog: no complete subtree ${index} at height ${height}`);
    return hash;
  }

  #check(value: number, highest: number): void {
    if (!Number.isSafeInteger(value) || value < 0 || value > highest) {
      throw new RangeError(`MerkleLog: expected an integer from 0 to ${highest}, got ${value}`);
    }
  }
}

/** What a proof of inclusion claims. */
export interface Inclusion {
  readonly entry: Uint8Array;
  /** The position of the entry, counted from 0. */
  readonly index: number;
  /** The number of entries under `root`. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * True if the proof shows that the entry stands at `index` of the tree with this root (RFC 9162 section 2.1.3.2).
 * Never throws: anything malformed is false.
 */
export function verifyInclusion({ entry, index, size, root, proof }: Inclusion): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes([root, ...proof])) return false;
  let position = index;
  let last = size - 1;
  let hash = leafHash(entry);
  for (const sibling of proof) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return last === 0 && equalInConstantTime(hash, root);
}

/** What a proof of consistency claims: that the first tree is the beginning of the second. */
export interface Consistency {
  readonly firstSize: number;
  /** 32 bytes. */
  readonly firstRoot: Uint8Array;
  readonly secondSize: number;
  /** 32 bytes. */
  readonly secondRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * True if the proof shows that nothing in the first tree was changed, removed or moved on the way to the second
 * (RFC 9162 section 2.1.4.2). Never throws: anything malformed is false.
 */
export function verifyConsistency({
  firstSize,
  firstRoot,
  secondSize,
  secondRoot,
  proof,
}: Consistency): boolean {
  if (!isSize(firstSize) || !isSize(secondSize) || firstSize > secondSize) return false;
  if (!areHashes([firstRoot, secondRoot, ...proof])) return false;
  if (firstSize === secondSize) return proof.length === 0 && equalInConstantTime(firstRoot, secondRoot);
  if (firstSize === 0) return proof.length === 0 && equalInConstantTime(firstRoot, sha256(new Uint8Array()));
  const path = Number.isInteger(Math.log2(firstSize)) ? [firstRoot, ...proof] : proof;
  const reached = climb(firstSize, secondSize, path);
  return (
    reached !== null &&
    equalInConstantTime(reached.first, firstRoot) &&
    equalInConstantTime(reached.second, secondRoot)
  );
}

/** Rebuilds both roots from one path; null if the path is too long or too short for these sizes. */
function climb(
  firstSize: number,
  secondSize: number,
  path: readonly Uint8Array[],
): { first: Uint8Array; second: Uint8Array } | null {
  const [seed, ...siblings] = path;
  if (!seed) return null;
  let position = firstSize - 1;
  let last = secondSize - 1;
  while (position % 2 === 1) [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  let [first, second] = [seed, seed];
  for (const sibling of siblings) {
    if (last === 0) return null;
    if (position % 2 === 1 || position === last) {
      [first, second] = [nodeHash(sibling, first), nodeHash(sibling, second)];
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)];
    } else {
      second = nodeHash(second, sibling);
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return last === 0 ? { first, second } : null;
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function areHashes(hashes: readonly unknown[]): boolean {
  return hashes.every((hash) => hash instanceof Uint8Array && hash.length === hashLength);
}
