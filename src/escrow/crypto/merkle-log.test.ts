import { fc, test } from '@fast-check/vitest';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../vault/bytes.ts';
import vectors from '../vectors/rfc6962.json' with { type: 'json' };
import { leafHash, MerkleLog, verifyConsistency, verifyInclusion } from './merkle-log.ts';

const leaves = vectors.leaves.map(fromHex);
const log = new MerkleLog(leaves);

/** MTH(D[n]) exactly as RFC 6962 section 2.1 defines it: a second implementation, slow and plain. */
function definedRoot(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (!only) return sha256(new Uint8Array());
  if (entries.length === 1) return sha256(concatBytes(Uint8Array.of(0), only));
  let k = 1;
  while (k * 2 < entries.length) k *= 2;
  return sha256(
    concatBytes(Uint8Array.of(1), definedRoot(entries.slice(0, k)), definedRoot(entries.slice(k))),
  );
}

const hexes = (hashes: readonly Uint8Array[]): string[] => hashes.map(toHex);
const flipped = (bytes: Uint8Array, at = 0): Uint8Array => bytes.with(at, (bytes[at] ?? 0) ^ 1);

/** A log of 1 to 40 entries of 0 to 8 bytes. */
const someEntries = fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 40 });

describe('the log gives the published values of the RFC 6962 tree', () => {
  it.each(vectors.leaves.map((leaf, i) => [leaf, vectors.leafHashes[i]] as const))(
    'leaf "%s"',
    (leaf, hash) => {
      expect(toHex(leafHash(fromHex(leaf)))).toBe(hash);
    },
  );

  it.each(vectors.roots.map((root, size) => [size, root] as const))('root of %i leaves', (size, root) => {
    expect(toHex(log.root(size))).toBe(root);
    expect(toHex(new MerkleLog(leaves.slice(0, size)).root())).toBe(root);
  });

  it.each(vectors.inclusions)('inclusion of $index in $size', ({ index, size, proof }) => {
    expect(hexes(log.inclusionProof(index, size))).toEqual(proof);
  });

  it.each(vectors.consistencies)('consistency of $firstSize and $secondSize', (vector) => {
    expect(hexes(log.consistencyProof(vector.firstSize, vector.secondSize))).toEqual(vector.proof);
  });
});

describe('the published proofs verify whole, and neither tampered nor cut', () => {
  it.each(vectors.inclusions)('inclusion of $index in $size', ({ index, size, proof: published }) => {
    const proof = published.map(fromHex);
    const entry = leaves[index] ?? new Uint8Array();
    const claim = { entry, index, size, root: fromHex(vectors.roots[size] ?? ''), proof };
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ ...claim, entry: Uint8Array.of(...entry, 0) })).toBe(false);
    expect(verifyInclusion({ ...claim, root: flipped(claim.root) })).toBe(false);
    expect(verifyInclusion({ ...claim, proof: [...proof, claim.root] })).toBe(false);
    for (const at of proof.keys()) {
      expect(verifyInclusion({ ...claim, proof: proof.toSpliced(at, 1) })).toBe(false);
      expect(verifyInclusion({ ...claim, proof: proof.with(at, flipped(proof[at] ?? claim.root)) })).toBe(
        false,
      );
    }
  });

  it.each(vectors.consistencies)('consistency of $firstSize and $secondSize', (vector) => {
    const { firstSize, secondSize } = vector;
    const proof = vector.proof.map(fromHex);
    const [firstRoot, secondRoot] = [log.root(firstSize), log.root(secondSize)];
    const claim = { firstSize, firstRoot, secondSize, secondRoot, proof };
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, firstRoot: flipped(firstRoot) })).toBe(false);
    expect(verifyConsistency({ ...claim, secondRoot: flipped(secondRoot) })).toBe(false);
    expect(verifyConsistency({ ...claim, proof: [...proof, secondRoot] })).toBe(false);
    for (const at of proof.keys()) {
      expect(verifyConsistency({ ...claim, proof: proof.toSpliced(at, 1) })).toBe(false);
      expect(verifyConsistency({ ...claim, proof: proof.with(at, flipped(proof[at] ?? firstRoot)) })).toBe(
        false,
      );
    }
  });
});

describe('every log', () => {
  test.prop([someEntries])('has at every size the root that the definition gives', (entries) => {
    const grown = new MerkleLog(entries);
    for (let size = 0; size <= entries.length; size++) {
      expect(toHex(grown.root(size))).toBe(toHex(definedRoot(entries.slice(0, size))));
    }
  });

  test.prop([someEntries])('proves each of its entries, and no other entry in their place', (entries) => {
    const grown = new MerkleLog(entries);
    const size = entries.length;
    for (const [index, entry] of entries.entries()) {
      const claim = { entry, index, size, root: grown.root(), proof: grown.inclusionProof(index) };
      expect(verifyInclusion(claim)).toBe(true);
      expect(verifyInclusion({ ...claim, entry: Uint8Array.of(...entry, 1) })).toBe(false);
    }
  });

  /** An entry that stands at two positions may be proved at either, so these differ. */
  const distinctEntries = fc.uniqueArray(fc.uint8Array({ maxLength: 8 }), {
    minLength: 2,
    maxLength: 40,
    selector: toHex,
  });

  test.prop([distinctEntries, fc.nat(), fc.nat()])('proves no entry at another position', (entries, a, b) => {
    const size = entries.length;
    const [index, other] = [a % size, b % size];
    const grown = new MerkleLog(entries);
    const proof = grown.inclusionProof(index);
    const entry = entries[index] ?? new Uint8Array();
    fc.pre(other !== index);
    expect(verifyInclusion({ entry, index: other, size, root: grown.root(), proof })).toBe(false);
  });

  test.prop([someEntries])('is consistent with each of its own beginnings', (entries) => {
    const grown = new MerkleLog(entries);
    const [secondSize, secondRoot] = [entries.length, grown.root()];
    for (let firstSize = 0; firstSize <= secondSize; firstSize++) {
      const proof = grown.consistencyProof(firstSize);
      const claim = { firstSize, firstRoot: grown.root(firstSize), secondSize, secondRoot, proof };
      expect(verifyConsistency(claim)).toBe(true);
    }
  });

  const entryAndLater = fc.tuple(
    fc.uniqueArray(fc.nat(), { minLength: 3, maxLength: 30 }),
    fc.nat(),
    fc.nat(),
  );

  test.prop([entryAndLater])('fails its proof once an entry is removed, changed or moved', ([ids, a, b]) => {
    const entries = ids.map((id) => Uint8Array.of(id, id >> 8, id >> 16, id >> 24));
    const firstSize = 2 + (a % (entries.length - 1));
    const at = b % firstSize;
    const next = (at + 1) % firstSize;
    const here = entries[at] ?? new Uint8Array();
    const there = entries[next] ?? new Uint8Array();
    const falsified = [
      entries.toSpliced(at, 1),
      entries.with(at, Uint8Array.of(...here, 0)),
      entries.with(at, there).with(next, here),
    ];
    const firstRoot = new MerkleLog(entries).root(firstSize);
    for (const rewritten of falsified) {
      const other = new MerkleLog([...rewritten, Uint8Array.of(9), Uint8Array.of(9)]);
      const claim = { firstSize, firstRoot, secondSize: other.size, secondRoot: other.root() };
      expect(verifyConsistency({ ...claim, proof: other.consistencyProof(firstSize) })).toBe(false);
    }
  });

  it('does not change when the caller changes the bytes it passed or got', () => {
    const entry = Uint8Array.of(1, 2, 3);
    const one = new MerkleLog([entry]);
    const root = toHex(one.root());
    entry[0] = 9;
    one.entries[0]?.fill(0);
    expect(toHex(new MerkleLog(one.entries).root())).toBe(root);
  });
});

describe('what is not a proof is false, never an error', () => {
  const anyHash = fc.uint8Array({ minLength: 30, maxLength: 34 });
  const anyNumber = fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger(), fc.nat({ max: 9 }));

  test.prop([fc.uint8Array(), anyNumber, anyNumber, anyHash, fc.array(anyHash)])(
    'for inclusion',
    (entry, index, size, root, proof) => {
      expect(verifyInclusion({ entry, index, size, root, proof })).toBe(false);
    },
  );

  test.prop([anyNumber, anyNumber, anyHash, anyHash, fc.array(anyHash)])(
    'for consistency',
    (firstSize, secondSize, firstRoot, secondRoot, proof) => {
      expect(verifyConsistency({ firstSize, secondSize, firstRoot, secondRoot, proof })).toBe(false);
    },
  );

  it('and a position that a log does not have is refused', () => {
    expect(() => log.root(9)).toThrow(RangeError);
    expect(() => log.root(-1)).toThrow(RangeError);
    expect(() => log.inclusionProof(8)).toThrow(RangeError);
    expect(() => log.inclusionProof(0, 0)).toThrow(RangeError);
    expect(() => log.consistencyProof(5, 4)).toThrow(RangeError);
    expect(() => log.consistencyProof(0.5)).toThrow(RangeError);
  });
});
