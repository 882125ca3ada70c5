import type { NoteId } from '../../contract/words.ts';
import { GrowingBytes, type TextColumn } from './columns.ts';
import type { Segment } from './segment.ts';

/** Changes with what a segment holds, or how: what has another one is made anew. */
const version = 2;
/** How many code units are written at a time. */
const mostUnits = 100_000;

/**
 * A segment as bytes, but for the bytes of its postings and positions, and for what changes while it is kept: see `statesOf`. A varint each:
 * version, entries, terms; the ids, 16 bytes each; of each entry 4 bytes of `abouts`, and its length as a varint; then three
 * columns: titles, folded titles, terms. A column has the lengths of its values, a varint each, and the values; each code unit is a
 * varint. At last the lengths of postings and of positions, a varint for each term.
 */
export function* encodeSegment(segment: Segment): Generator<void, Uint8Array> {
  const bytes = new GrowingBytes();
  for (const number of [version, segment.count, segment.terms.starts.length - 1]) bytes.varint(number);
  for (const id of segment.ids) bytes.append(Buffer.from(id, 'hex'));
  bytes.append(bytesOf(segment.abouts));
  for (const length of segment.lengths) bytes.varint(length);
  for (const { starts, units } of [segment.titles, segment.foldedTitles, segment.terms]) {
    putLengths(bytes, starts);
    for (let from = 0; from < units.length; from += mostUnits) {
      yield;
      for (const unit of units.subarray(from, from + mostUnits)) bytes.varint(unit);
    }
  }
  yield;
  putLengths(bytes, segment.postings.starts);
  putLengths(bytes, segment.positions.starts);
  return bytes.take();
}

/** What of a segment changes while it is kept: 2 bytes of flags, then 8 each of `createdAt` and `updatedAt`, column by column. */
export function statesOf({ flags, createdAt, updatedAt }: Segment): Uint8Array {
  const bytes = new GrowingBytes();
  for (const column of [flags, createdAt, updatedAt]) bytes.append(bytesOf(column));
  return bytes.take();
}

/** How many bytes of postings and positions there can be. */
export interface Room {
  readonly postings: number;
  readonly positions: number;
}

/**
 * The segment that both make, with its postings 0 and its positions still to come. Null for anything that they would not have made; what it
 * costs is in proportion to the bytes there are and the room there is. Yields now and then.
 */
export function* decodeSegment(
  bytes: Uint8Array,
  states: Uint8Array,
  room: Room,
): Generator<void, Segment | null> {
  try {
    return yield* decode(new Reader(bytes), states, room);
  } catch (error) {
    if (error instanceof NotASegment) return null;
    throw error;
  }
}

function* decode(reader: Reader, states: Uint8Array, room: Room): Generator<void, Segment> {
  if (reader.varint() !== version) throw new NotASegment();
  const count = reader.varint();
  const termCount = reader.varint();
  const ids = idsIn(reader.take(count * 16));
  const abouts = new Uint32Array(copyOf(reader.take(count * 4)));
  const lengths = reader.numbers(count);
  yield;
  const titles = reader.texts(count);
  const foldedTitles = reader.texts(count);
  yield;
  const terms = reader.texts(termCount);
  yield;
  const postingStarts = reader.starts(termCount, room.postings);
  const positionStarts = reader.starts(termCount, room.positions);
  if (!reader.isAtEnd || states.length !== count * 18) throw new NotASegment();
  return {
    count,
    ids,
    flags: new Uint16Array(copyOf(states.subarray(0, count * 2))),
    createdAt: new Float64Array(copyOf(states.subarray(count * 2, count * 10))),
    updatedAt: new Float64Array(copyOf(states.subarray(count * 10))),
    lengths,
    abouts,
    titles,
    foldedTitles,
    terms,
    postings: { bytes: new Uint8Array(postingStarts[termCount] ?? 0), starts: postingStarts },
    positions: { bytes: null, starts: positionStarts },
  };
}

class NotASegment extends Error {}

/** Reads what is there and not more. Throws `NotASegment`. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
    throw new NotASegment();
  }

  /** Holds as long as what it is read from. */
  take(length: number): Uint8Array {
    const from = this.#at;
    if (length > this.#bytes.length - from) throw new NotASegment();
    this.#at += length;
    return this.#bytes.subarray(from, this.#at);
  }

  texts(count: number): TextColumn {
    const bytes = this.#bytes;
    const starts = this.starts(count, bytes.length);
    const length = starts[count] ?? 0;
    if (length > bytes.length - this.#at) throw new NotASegment();
    const units = new Uint16Array(length);
    let at = this.#at;
    for (let index = 0; index < length; index++) {
      const byte = bytes[at] ?? 128;
      if (byte < 128) {
        units[index] = byte;
        at += 1;
      } else {
        this.#at = at;
        units[index] = this.varint();
        at = this.#at;
      }
    }
    this.#at = at;
    return { units, starts };
  }

  numbers(count: number): Uint32Array {
    if (count > this.#bytes.length - this.#at) throw new NotASegment();
    const numbers = new Uint32Array(count);
    for (let index = 0; index < count; index++) numbers[index] = this.varint();
    return numbers;
  }

  /** From the lengths of some values where each begins, and the end, which is not beyond `most`. */
  starts(count: number, most: number): Uint32Array {
    if (count > this.#bytes.length - this.#at) throw new NotASegment();
    const starts = new Uint32Array(count + 1);
    const bytes = this.#bytes;
    let sum = 0;
    for (let index = 1; index <= count; index++) {
      const byte = bytes[this.#at] ?? 128;
      if (byte < 128) {
        sum += byte;
        this.#at += 1;
      } else sum += this.varint();
      if (sum > most) throw new NotASegment();
      starts[index] = sum;
    }
    return starts;
  }
}

function putLengths(bytes: GrowingBytes, starts: Uint32Array): void {
  for (let index = 1; index < starts.length; index++)
    bytes.varint((starts[index] ?? 0) - (starts[index - 1] ?? 0));
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint16Array | Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Columns of numbers begin at a multiple of their size. */
function copyOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy.buffer;
}

function idsIn(bytes: Uint8Array): NoteId[] {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
  const ids: NoteId[] = [];
  // The hex of 16 bytes is an id. Checking each would take longer than all the rest.
  for (let at = 0; at < hex.length; at += 32) ids.push(hex.slice(at, at + 32) as NoteId);
  return ids;
}
