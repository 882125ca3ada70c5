import { fc, test } from '@fast-check/vitest';
import { randomBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { LatchkeyError } from '../contract/errors.ts';
import { equalInConstantTime as areEqual, itemId, vaultId, vaultKey } from './bytes.ts';
import {
  chunkCountOf,
  ChunkCutter,
  chunkLength,
  maxAttachmentSize,
  openChunkOf,
  sealChunk,
  sealChunks,
  type ChunkedFile,
  type ChunkSealer,
  type SealedChunk,
} from './chunks.ts';
import { Keyring } from './keyring.ts';
import { padmeSize } from './padding.ts';

const keyring = new Keyring(vaultKey(new Uint8Array(32).fill(1)), vaultId(new Uint8Array(16).fill(2)));
const id = itemId(new Uint8Array(16).fill(3));
const random = (length: number) => randomBytes(length);

function sealerOf(item = id): ChunkSealer {
  return { key: keyring.subkey('chunk'), vaultId: keyring.vaultId, id: item };
}

function opened(file: ChunkedFile, chunks: readonly SealedChunk[]): Uint8Array {
  const pieces = chunks.map((chunk) => openChunkOf(keyring, file, chunk));
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  expect(bytes.length).toBe(padmeSize(file.size));
  return bytes.subarray(0, file.size);
}

function isRefused(file: ChunkedFile, chunk: SealedChunk | undefined): boolean {
  if (!chunk) throw new Error('expected a chunk');
  try {
    openChunkOf(keyring, file, chunk);
    return false;
  } catch (error) {
    return error instanceof LatchkeyError && error.code === 'record-tampered';
  }
}

/** A file of so many bytes, none of them zero. */
function fileOf(size: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => 1 + ((index * 31 + seed) % 255));
}

const anySize = fc.oneof(
  fc.integer({ min: 0, max: 300_000 }),
  fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, 196_608),
);

describe('a file in chunks', () => {
  test.prop([anySize, fc.nat(), fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 8 })])(
    'comes back as it was, whatever the pieces in which it came',
    (size, seed, cuts) => {
      const bytes = fileOf(size, seed);
      const ends = [0, ...cuts.map((cut) => cut % (size + 1)).sort((a, b) => a - b), size];
      const pieces = ends.slice(1).map((end, index) => bytes.subarray(ends[index], end));
      const chunks = [...sealChunks(sealerOf(), pieces, random)];
      expect(chunks.map(({ position }) => position)).toEqual(chunks.map((_, index) => index));
      expect(chunks).toHaveLength(chunkCountOf(size));
      expect(areEqual(opened({ id, size, chunks: chunks.length }, chunks), bytes)).toBe(true);
    },
  );

  it('that is empty has one empty chunk', () => {
    const chunks = [...sealChunks(sealerOf(), [], random)];
    expect(chunks.map(({ sealed }) => sealed.length)).toEqual([24 + 16]);
    expect(opened({ id, size: 0, chunks: 1 }, chunks)).toEqual(new Uint8Array());
  });

  it('says how far it is, and hands out nothing that could still be its last chunk', () => {
    const cutter = new ChunkCutter(sealerOf(), random);
    expect(cutter.push(new Uint8Array(chunkLength))).toEqual([]);
    expect(cutter.push(new Uint8Array(1)).map(({ position }) => position)).toEqual([0]);
    const rest = [...cutter.end()];
    expect([cutter.size, cutter.chunks, rest.length]).toEqual([chunkLength + 1, 2, 1]);
  });

  it('larger than 1 TiB is refused', () => {
    class Long extends Uint8Array {
      override get length() {
        return maxAttachmentSize + 1;
      }
    }
    expect(() => new ChunkCutter(sealerOf(), random).push(new Long())).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    );
  });
});

describe('a chunk is refused', () => {
  const size = 200_000;
  const file: ChunkedFile = { id, size, chunks: chunkCountOf(size) };
  const chunks = [...sealChunks(sealerOf(), [fileOf(size, 5)], random)];
  const [first, second] = chunks;
  const last = chunks.at(-1);

  it('at another position', () => {
    expect(isRefused(file, first && { ...first, position: 1 })).toBe(true);
    expect(isRefused(file, second && { ...second, position: 0 })).toBe(true);
  });

  it('of another attachment', () => {
    const other = itemId(new Uint8Array(16).fill(9));
    expect(isRefused({ ...file, id: other }, first)).toBe(true);
  });

  it('that is the last one, where more should follow', () => {
    expect(isRefused({ ...file, size: 2 * size, chunks: chunkCountOf(2 * size) }, last)).toBe(true);
  });

  it('that has others behind it, in a file cut short before those', () => {
    const short = { ...file, size: chunkLength, chunks: 1 };
    expect(isRefused(short, first)).toBe(true);
  });

  test.prop([fc.nat(), fc.nat()])('with any bit changed', (at, bit) => {
    const chunk = chunks[at % chunks.length];
    if (!chunk) throw new Error('expected a chunk');
    const index = (at * 7919) % chunk.sealed.length;
    const sealed = chunk.sealed.with(index, (chunk.sealed[index] ?? 0) ^ (1 << (bit % 8)));
    expect(isRefused(file, { ...chunk, sealed })).toBe(true);
  });

  it('with anything but zeros behind the end of the file', () => {
    expect(isRefused({ ...file, size: size - 1 }, last)).toBe(true);
  });

  it('that is shorter or longer than such a file’s chunk', () => {
    const place = { id, position: 0, isFinal: true };
    const tail = { id, size: 9, chunks: 1 };
    const sealed = (length: number) => sealChunk(sealerOf(), place, new Uint8Array(length), random);
    expect(isRefused(tail, { position: 0, sealed: sealed(9) })).toBe(true);
    expect(isRefused(tail, { position: 0, sealed: sealed(11) })).toBe(true);
    expect(isRefused(tail, { position: 0, sealed: sealed(10) })).toBe(false);
  });
});
