import { viewOf } from '../bytes.ts';

const headerLength = 32;
const frameHeaderLength = 24;
/** The last bit says in which byte order the checksums are computed. */
const magicLittleEndian = 0x377f_0682;
const magicBigEndian = 0x377f_0683;

/** What a write-ahead log adds to its database. */
export interface Log {
  /** The newest committed content of each page that the log has, by page number from 1. */
  readonly pages: ReadonlyMap<number, Uint8Array>;
  /** Pages in the database after the last commit; 0 if the log holds no commit. */
  readonly pageCount: number;
}

/**
 * Reads a write-ahead log (https://sqlite.org/fileformat2.html#walformat): the frames up to the last commit whose salts
 * and checksums hold. What follows is what a crash cut short, or remains of an earlier log, and is left out, as SQLite
 * does.
 */
export function readLog(bytes: Uint8Array, pageSize: number): Log {
  const none: Log = { pages: new Map(), pageCount: 0 };
  if (bytes.length < headerLength) return none;
  const view = viewOf(bytes);
  const magic = view.getUint32(0);
  if (magic !== magicLittleEndian && magic !== magicBigEndian) return none;
  if (view.getUint32(8) !== pageSize) return none;
  const checksum = new Checksum(view, magic === magicLittleEndian);
  checksum.add(0, 24);
  if (!checksum.matches(24)) return none;
  return readFrames(bytes, view, pageSize, checksum);
}

function readFrames(bytes: Uint8Array, view: DataView, pageSize: number, checksum: Checksum): Log {
  const committed = new Map<number, Uint8Array>();
  const pending = new Map<number, Uint8Array>();
  let pageCount = 0;
  const frameLength = frameHeaderLength + pageSize;
  for (let at = headerLength; at + frameLength <= bytes.length; at += frameLength) {
    if (view.getUint32(at + 8) !== view.getUint32(16) || view.getUint32(at + 12) !== view.getUint32(20))
      break;
    checksum.add(at, 8);
    checksum.add(at + frameHeaderLength, pageSize);
    if (!checksum.matches(at + 16)) break;
    pending.set(view.getUint32(at), bytes.subarray(at + frameHeaderLength, at + frameLength));
    const sizeAfterCommit = view.getUint32(at + 4);
    if (sizeAfterCommit === 0) continue;
    for (const [number, page] of pending) committed.set(number, page);
    pending.clear();
    pageCount = sizeAfterCommit;
  }
  return { pages: committed, pageCount };
}

/** The log's running sum: two 32-bit halves, each fed by the other. */
class Checksum {
  readonly #view: DataView;
  readonly #isLittleEndian: boolean;
  #first = 0;
  #second = 0;

  constructor(view: DataView, isLittleEndian: boolean) {
    this.#view = view;
    this.#isLittleEndian = isLittleEndian;
  }

  add(offset: number, length: number): void {
    for (let at = offset; at < offset + length; at += 8) {
      this.#first = (this.#first + this.#view.getUint32(at, this.#isLittleEndian) + this.#second) >>> 0;
      this.#second = (this.#second + this.#view.getUint32(at + 4, this.#isLittleEndian) + this.#first) >>> 0;
    }
  }

  /** Whether the eight bytes there, always big-endian, are the sum so far. */
  matches(offset: number): boolean {
    return this.#first === this.#view.getUint32(offset) && this.#second === this.#view.getUint32(offset + 4);
  }
}
