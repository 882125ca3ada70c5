import { concatBytes } from '@noble/hashes/utils.js';
import { u64, utf8 } from '../bytes.ts';
import { isCount, type Fields } from './fields.ts';
import { open, type Keys } from './keys.ts';
import { padmeSize } from './padme.ts';

/** Bytes in a piece of an attachment, but for the last. */
const pieceLength = 65_536;

/** The longest row of `chunk`: its columns, and a whole piece with nonce and tag. */
export const maxPieceRowLength = pieceLength + 1024;

/** Bytes that a file may have at most. */
const maxFileSize = 2 ** 40;

export function isFileSize(value: unknown): value is number {
  return isCount(value) && value <= maxFileSize;
}

/** How many pieces a file of that size has. */
export function piecesOf(size: number): number {
  return Math.max(1, Math.ceil(padmeSize(size) / pieceLength));
}

/** The size that an attachment's record of `content` names, if its number of pieces fits that. */
export function manifestSizeOf({ size, chunks }: Fields): number | null {
  return isFileSize(size) && chunks === piecesOf(size) ? size : null;
}

/** Which piece of which attachment a row of `chunk` has to be. */
export interface PiecePlace {
  /** The attachment's. */
  readonly id: Uint8Array;
  /** The whole file's, in bytes. */
  readonly size: number;
  /** From 0. */
  readonly position: number;
}

/**
 * The bytes of the file that are sealed in a row of `chunk`; null if it is not that piece as it was written: then nothing of it may be
 * used.
 */
export function openPiece(
  keys: Keys,
  { id, size, position }: PiecePlace,
  sealed: Uint8Array,
): Uint8Array | null {
  const isLast = position === piecesOf(size) - 1;
  const start = position * pieceLength;
  const associatedData = concatBytes(
    utf8('latchkey/v1'),
    keys.vaultId,
    utf8('chunk'),
    id,
    u64(1),
    u64(position),
    Uint8Array.of(isLast ? 1 : 0),
  );
  const piece = open(keys.of('chunk'), sealed, associatedData);
  const length = isLast ? padmeSize(size) - start : pieceLength;
  if (piece?.length !== length) return null;
  const own = Math.max(0, Math.min(length, size - start));
  return piece.subarray(own).every((byte) => byte === 0) ? piece.subarray(0, own) : null;
}
