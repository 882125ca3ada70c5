import * as v from 'valibot';
import { Count } from '../../contract/words.ts';
import { maxPartLength, wipe, type Shelf } from '../../vault/index.ts';
import type { Segment } from './segment.ts';
import { decodeSegment, encodeSegment, statesOf } from './segment-codec.ts';

/** The most pieces of one index, of which a shelf has room for. */
const mostPieces = 3_000;

const Pieces = v.pipe(v.array(v.pipe(Count, v.maxValue(999_999))), v.maxLength(mostPieces));

/** Which pieces of the shelf hold the parts of each segment, in their order. */
const Kept = v.strictObject({
  segments: v.pipe(
    v.array(v.strictObject({ head: Pieces, postings: Pieces, positions: Pieces, states: Pieces })),
    v.maxLength(1_000),
  ),
});
type Kept = v.InferOutput<typeof Kept>;

/** The pieces of what does not change of a segment. */
type SegmentPieces = Omit<Kept['segments'][number], 'states'>;

/** The name of the part that says what the others are. */
const tableName = 'table';

/** An index on a shelf of the cache. A segment is written once; what changes of it, and which there are, each time. */
export class KeptIndex {
  readonly #shelf: Shelf;
  /** The pieces of each segment that lies on the shelf. */
  readonly #pieces = new Map<Segment, SegmentPieces>();
  #statePieces: readonly number[] = [];
  #next = 0;
  /** Changes whenever nothing that lies on the shelf is relied on any more. */
  #era = 0;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /**
   * The segments that lie there, without their positions; null if there are none, or anything about them is not right. Yields between
   * two pieces.
   */
  *read(): Generator<void, Segment[] | null> {
    const table = this.#readTable();
    if (!table) return null;
    const segments: Segment[] = [];
    for (const { states, ...pieces } of table.segments) {
      const segment = yield* this.#readSegment(pieces, states);
      if (!segment) return null;
      segments.push(segment);
      this.#pieces.set(segment, pieces);
      this.#statePieces = [...this.#statePieces, ...states];
      for (const piece of [...allOf(pieces), ...states]) this.#next = Math.max(this.#next, piece + 1);
    }
    return segments;
  }

  /** Reads the positions of segments that `read` gave. False if anything about them is not right. */
  *readPositions(segments: readonly Segment[]): Generator<void, boolean> {
    for (const segment of segments) {
      const { positions } = segment;
      const bytes = new Uint8Array(positions.starts.at(-1) ?? 0);
      if (!(yield* this.#fill(bytes, this.#pieces.get(segment)?.positions ?? []))) return false;
      positions.bytes = bytes;
    }
    return true;
  }

  /** How many bytes of segments `write` would have to seal besides those that lie there already. */
  newBytes(segments: readonly Segment[]): number {
    return segments
      .filter((segment) => !this.#pieces.has(segment))
      .reduce(
        (sum, { postings, positions }) => sum + postings.bytes.length + (positions.bytes?.length ?? 0),
        0,
      );
  }

  /**
   * Leaves these segments on the shelf. Between two steps others may write to the vault; at the last one the segments must be right
   * for it, which `isRight` says: if not, nothing lies there. False if it could not be written.
   */
  *write(segments: readonly Segment[], isRight: () => boolean): Generator<void, boolean> {
    if (this.#next > 900_000) this.startAnew();
    const era = this.#era;
    for (const segment of segments) {
      if (this.#pieces.has(segment)) continue;
      const pieces = yield* this.#writeSegment(segment);
      if (!pieces || era !== this.#era) return false;
      this.#pieces.set(segment, pieces);
    }
    if (!isRight() || era !== this.#era) return false;
    return this.#finish(segments);
  }

  /** The last step of a write: the states and the table, and off with what is of no use any more, in one write. */
  #finish(segments: readonly Segment[]): boolean {
    const changes = new Map<string, Uint8Array | null>();
    for (const piece of this.#statePieces) changes.set(nameOf(piece), null);
    for (const [segment, pieces] of this.#pieces) {
      if (segments.includes(segment)) continue;
      for (const piece of allOf(pieces)) changes.set(nameOf(piece), null);
      this.#pieces.delete(segment);
    }
    const table: Kept = { segments: [] };
    const statePieces: number[] = [];
    for (const segment of segments) {
      const pieces = this.#pieces.get(segment);
      if (!pieces) return false;
      const own: number[] = [];
      for (const part of partsOf(statesOf(segment))) {
        const piece = this.#next++;
        own.push(piece);
        changes.set(nameOf(piece), part);
      }
      statePieces.push(...own);
      table.segments.push({ ...pieces, states: own });
    }
    changes.set(tableName, new TextEncoder().encode(JSON.stringify(table)));
    const isWritten = this.#shelf.write(changes);
    if (isWritten) this.#statePieces = statePieces;
    else this.startAnew();
    return isWritten;
  }

  *#writeSegment(segment: Segment): Generator<void, SegmentPieces | null> {
    const { postings, positions } = segment;
    if (!positions.bytes) return null;
    const era = this.#era;
    const bytes = yield* encodeSegment(segment);
    const head = yield* this.#writePieces(bytes, era);
    wipe(bytes);
    const ofPostings = head && (yield* this.#writePieces(postings.bytes, era));
    const ofPositions = ofPostings && (yield* this.#writePieces(positions.bytes, era));
    return head && ofPositions && { head, postings: ofPostings, positions: ofPositions };
  }

  /** Null if that cannot be done, or is of no use any more. */
  *#writePieces(bytes: Uint8Array, era: number): Generator<void, number[] | null> {
    const pieces: number[] = [];
    for (const part of partsOf(bytes)) {
      // What belongs to an era that is over may be the words of a note that was deleted.
      if (era !== this.#era) return null;
      const piece = this.#next++;
      if (!this.#shelf.write(new Map([[nameOf(piece), part]]), { isPartial: true })) {
        this.startAnew();
        return null;
      }
      pieces.push(piece);
      yield;
    }
    return pieces;
  }

  *#readSegment(pieces: SegmentPieces, states: readonly number[]): Generator<void, Segment | null> {
    const head = yield* this.#readPieces(pieces.head);
    const state = head && (yield* this.#readPieces(states));
    const room = { postings: roomIn(pieces.postings), positions: roomIn(pieces.positions) };
    const segment = head && state && (yield* decodeSegment(head, state, room));
    if (head) wipe(head);
    if (state) wipe(state);
    return segment && (yield* this.#fill(segment.postings.bytes, pieces.postings)) ? segment : null;
  }

  *#readPieces(pieces: readonly number[]): Generator<void, Uint8Array | null> {
    const bytes = new Uint8Array(roomIn(pieces));
    let length = 0;
    for (const piece of pieces) {
      const part = this.#shelf.read(nameOf(piece));
      if (!part) return null;
      bytes.set(part, length);
      length += part.length;
      wipe(part);
      yield;
    }
    return bytes.subarray(0, length);
  }

  /** Reads pieces into bytes of just their length. False if that is not so, or one cannot be read. */
  *#fill(bytes: Uint8Array, pieces: readonly number[]): Generator<void, boolean> {
    let length = 0;
    for (const piece of pieces) {
      const part = this.#shelf.read(nameOf(piece));
      if (!part || length + part.length > bytes.length) return false;
      bytes.set(part, length);
      length += part.length;
      wipe(part);
      yield;
    }
    return length === bytes.length;
  }

  #readTable(): Kept | null {
    const bytes = this.#shelf.read(tableName);
    if (!bytes) return null;
    const json = v.pipe(v.string(), v.parseJson(undefined), Kept);
    const table = v.safeParse(json, new TextDecoder().decode(bytes));
    return table.success ? table.output : null;
  }

  /** After a write that failed, with all numbers used, or when the cache was emptied: nothing that lies there is relied on. */
  startAnew(): void {
    this.#era += 1;
    this.#pieces.clear();
    this.#statePieces = [];
    this.#next = 0;
    this.#shelf.clear();
  }
}

function allOf({ head, postings, positions }: SegmentPieces): number[] {
  return [...head, ...postings, ...positions];
}

/** How many bytes there can be in so many pieces. */
function roomIn(pieces: readonly number[]): number {
  return pieces.length * maxPartLength;
}

function nameOf(piece: number): string {
  return `piece-${piece}`;
}

function* partsOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length || at === 0; at += maxPartLength)
    yield bytes.subarray(at, at + maxPartLength);
}
