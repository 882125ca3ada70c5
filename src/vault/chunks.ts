import { concatBytes } from '@noble/ciphers/utils.js';
import { LatchkeyError } from '../contract/errors.ts';
import { itemId, u64be, utf8, vaultId, wipe, type ItemId, type VaultId } from './bytes.ts';
import type { Keyring } from './keyring.ts';
import { padmeSize } from './padding.ts';
import type { RandomBytes } from './random.ts';
import { open, recordTampered, seal } from './sealing.ts';
import type { StoredChunk } from './store.ts';

/** Bytes of a file in each chunk but the last, which may have fewer. */
export const chunkLength = 65_536;
/** The largest file that can be attached: 1 TiB. */
export const maxAttachmentSize = 2 ** 40;
/** An attachment never changes, so its rows have this revision. */
export const attachmentRevision = 1;

/** How many chunks a file of `size` bytes has: those of its Padmé size, and one for an empty file. */
export function chunkCountOf(size: number): number {
  return Math.max(1, Math.ceil(padmeSize(size) / chunkLength));
}

/** What it takes to seal the chunks of one attachment: plain data, for another thread. Whoever has it zeroes `key`. */
export interface ChunkSealer {
  /** The subkey `chunk`, 32 bytes: a copy. */
  readonly key: Uint8Array;
  /** 16 bytes. */
  readonly vaultId: Uint8Array;
  /** The attachment's, 16 bytes. */
  readonly id: Uint8Array;
}

/** One chunk as it goes into the vault. */
export interface SealedChunk {
  /** From 0. */
  readonly position: number;
  /** nonce ‖ ciphertext ‖ tag. */
  readonly sealed: Uint8Array;
}

/** Where a chunk belongs. It opens there and nowhere else. */
export interface ChunkPlace {
  readonly id: ItemId;
  readonly position: number;
  /** Whether it is its attachment's last one: without this mark an attachment could be cut short unnoticed. */
  readonly isFinal: boolean;
}

/** `latchkey/v1` ‖ vault id ‖ `chunk` ‖ attachment id ‖ revision (u64) ‖ position (u64) ‖ 1 for the last chunk, else 0. */
export function associatedDataOfChunk(vault: VaultId, { id, position, isFinal }: ChunkPlace): Uint8Array {
  const final = Uint8Array.of(isFinal ? 1 : 0);
  return concatBytes(
    utf8('latchkey/v1'),
    vault,
    utf8('chunk'),
    id,
    u64be(attachmentRevision),
    u64be(position),
    final,
  );
}

/** Seals the bytes of one chunk, at most `chunkLength`: nothing is added to them. */
export function sealChunk(
  { key, vaultId: vault }: Pick<ChunkSealer, 'key' | 'vaultId'>,
  place: ChunkPlace,
  bytes: Uint8Array,
  random: RandomBytes,
): Uint8Array {
  return seal(key, bytes, associatedDataOfChunk(vaultId(vault), place), random);
}

/** The bytes of one chunk, which the caller zeroes. Throws `record-tampered` if it was changed or moved from another place. */
export function openChunk(keyring: Keyring, place: ChunkPlace, sealed: Uint8Array): Uint8Array {
  const bytes = open(keyring.subkey('chunk'), sealed, associatedDataOfChunk(keyring.vaultId, place));
  if (!bytes) throw recordTampered({ table: 'chunk', id: place.id });
  return bytes;
}

/** An attachment as its manifest describes it. */
export interface ChunkedFile {
  readonly id: ItemId;
  /** Bytes of the file, without what pads it. */
  readonly size: number;
  readonly chunks: number;
}

/**
 * As `openChunk`, for a chunk of a file that is known: it must have the length that such a file's chunk has, and zeros
 * behind the end of the file.
 */
export function openChunkOf(
  keyring: Keyring,
  file: ChunkedFile,
  { position, sealed }: Pick<StoredChunk, 'position' | 'sealed'>,
): Uint8Array {
  const isFinal = position === file.chunks - 1;
  const bytes = openChunk(keyring, { id: file.id, position, isFinal }, sealed);
  const start = position * chunkLength;
  const length = isFinal ? padmeSize(file.size) - start : chunkLength;
  const padding = bytes.subarray(Math.max(0, file.size - start));
  if (bytes.length === length && padding.every((byte) => byte === 0)) return bytes;
  wipe(bytes);
  throw recordTampered({ table: 'chunk', id: file.id });
}

/** Zeros that pad a file, a chunk at a time. */
const zeros = new Uint8Array(chunkLength);

/**
 * Cuts a file into chunks and seals them, as its bytes come in. It always holds back the last of them, because only the
 * end tells which chunk is the final one. Give every chunk to `AttachmentWriter.put`, in order.
 */
export class ChunkCutter {
  readonly #sealer: ChunkSealer;
  readonly #random: RandomBytes;
  readonly #held = new Uint8Array(chunkLength);
  #heldLength = 0;
  #position = 0;
  #size = 0;

  constructor(sealer: ChunkSealer, random: RandomBytes) {
    this.#sealer = sealer;
    this.#random = random;
  }

  /** Bytes of the file so far. */
  get size(): number {
    return this.#size;
  }

  /** Chunks sealed so far; after `end`, how many the file has. */
  get chunks(): number {
    return this.#position;
  }

  /** The next bytes of the file, as many as there are: the chunks that they complete. Throws `too-large`. */
  push(bytes: Uint8Array): readonly SealedChunk[] {
    if (this.#size + bytes.length > maxAttachmentSize) throw tooLarge();
    this.#size += bytes.length;
    return [...this.#cut(bytes)];
  }

  /**
   * The rest of the chunks, the final one last. A large file has many: up to 3 % of it is what pads it. Run to its end, it
   * leaves none of the file's bytes behind.
   */
  *end(): Generator<SealedChunk, void> {
    for (let left = padmeSize(this.#size) - this.#size; left > 0;) {
      const piece = zeros.subarray(0, Math.min(left, chunkLength));
      yield* this.#cut(piece);
      left -= piece.length;
    }
    const last = this.#seal(this.#held.subarray(0, this.#heldLength), true);
    wipe(this.#held);
    yield last;
  }

  *#cut(bytes: Uint8Array): Generator<SealedChunk, void> {
    let rest = bytes;
    while (this.#heldLength + rest.length > chunkLength) {
      if (this.#heldLength === 0) {
        yield this.#seal(rest.subarray(0, chunkLength), false);
        rest = rest.subarray(chunkLength);
      } else {
        const missing = chunkLength - this.#heldLength;
        this.#held.set(rest.subarray(0, missing), this.#heldLength);
        rest = rest.subarray(missing);
        this.#heldLength = 0;
        yield this.#seal(this.#held, false);
      }
    }
    this.#held.set(rest, this.#heldLength);
    this.#heldLength += rest.length;
  }

  #seal(plaintext: Uint8Array, isFinal: boolean): SealedChunk {
    const position = this.#position++;
    const place = { id: itemId(this.#sealer.id), position, isFinal };
    return { position, sealed: sealChunk(this.#sealer, place, plaintext, this.#random) };
  }
}

/** All chunks of a file whose bytes come in pieces of any size. Throws `too-large`. */
export function* sealChunks(
  sealer: ChunkSealer,
  pieces: Iterable<Uint8Array>,
  random: RandomBytes,
): Generator<SealedChunk, void> {
  const cutter = new ChunkCutter(sealer, random);
  for (const piece of pieces) yield* cutter.push(piece);
  yield* cutter.end();
}

/** For a file that is too large to be attached. */
export function tooLarge(): LatchkeyError {
  return new LatchkeyError('too-large', 'This file is larger than 1 TiB, the most that fits into a note.');
}
