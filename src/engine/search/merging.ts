import type { NoteId } from '../../contract/words.ts';
import { GrowingBytes, GrowingTexts, type TextColumn } from './columns.ts';
import { Flag, termCountOf, type Segment } from './segment.ts';

/** What one step takes, in bytes of postings: about 2 ms. */
const mostBytes = 96 * 1024;

/** A segment that is merged: how far it has come, and the number that each entry has in the new one (-1: it is gone). */
class Source {
  readonly segment: Segment;
  readonly numbers: Int32Array;
  readonly kept: number;
  term = 0;

  /** `base`: how many entries come before it. */
  constructor(segment: Segment, base: number) {
    this.segment = segment;
    let next = base;
    this.numbers = Int32Array.from(segment.flags, (flags) => (flags & Flag.gone ? -1 : next++));
    this.kept = next - base;
  }

  get isDone(): boolean {
    return this.term >= termCountOf(this.segment);
  }
}

/**
 * One segment with the entries of several, in the same order and without those that are gone. They must
 * stay as they are until it is done, and have their positions.
 */
export function* mergeSegments(segments: readonly Segment[]): Generator<void, Segment> {
  const sources: Source[] = [];
  let count = 0;
  for (const segment of segments) {
    const source = new Source(segment, count);
    sources.push(source);
    count += source.kept;
  }
  const terms = new GrowingTexts();
  const postings = new GrowingBytes();
  const positions = new GrowingBytes();
  const postingStarts: number[] = [0];
  const positionStarts: number[] = [0];
  let written = 0;
  for (;;) {
    const holders = holdersOfNext(sources);
    const [first] = holders;
    if (!first) break;
    const entryCount = holders.reduce((sum, source) => sum + countKept(source), 0);
    if (entryCount > 0) {
      const { units, starts } = first.segment.terms;
      terms.pushUnits(units, starts[first.term] ?? 0, starts[first.term + 1] ?? 0);
      postings.varint(entryCount);
      let last = -1;
      for (const source of holders) last = copyTerm(source, { postings, positions }, last);
      postingStarts.push(postings.length);
      positionStarts.push(positions.length);
    }
    for (const source of holders) source.term += 1;
    if (postings.length + positions.length - written > mostBytes) {
      written = postings.length + positions.length;
      yield;
    }
  }
  yield;
  return {
    count,
    ...mergedEntries(sources, count),
    terms: terms.take(),
    postings: { bytes: postings.take(), starts: Uint32Array.from(postingStarts) },
    positions: { bytes: positions.take(), starts: Uint32Array.from(positionStarts) },
  };
}

/** Those whose next term is the least of all, in their order. */
function holdersOfNext(sources: readonly Source[]): Source[] {
  let holders: Source[] = [];
  for (const source of sources) {
    if (source.isDone) continue;
    const [least] = holders;
    const order = least ? compare(source, least) : -1;
    if (order < 0) holders = [source];
    else if (order === 0) holders.push(source);
  }
  return holders;
}

function compare(a: Source, b: Source): number {
  const left = a.segment.terms;
  const right = b.segment.terms;
  const from = left.starts[a.term] ?? 0;
  const other = right.starts[b.term] ?? 0;
  const length = (left.starts[a.term + 1] ?? 0) - from;
  const otherLength = (right.starts[b.term + 1] ?? 0) - other;
  const least = Math.min(length, otherLength);
  for (let index = 0; index < least; index++) {
    const order = (left.units[from + index] ?? 0) - (right.units[other + index] ?? 0);
    if (order !== 0) return order;
  }
  return length - otherLength;
}

/** Reads numbers of a column one after the other. */
class Cursor {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  byte(): number {
    return this.bytes[this.at++] ?? 0;
  }

  skip(count: number): void {
    for (let left = count; left > 0;) if ((this.bytes[this.at++] ?? 0) < 128) left -= 1;
  }
}

function countKept({ segment: { postings }, term, numbers }: Source): number {
  const cursor = new Cursor(postings.bytes, postings.starts[term] ?? 0);
  let kept = 0;
  let entry = -1;
  for (let left = cursor.varint(); left > 0; left--) {
    const step = cursor.varint();
    entry += step >>> 1;
    if (step & 1) cursor.at += 1;
    if ((numbers[entry] ?? -1) >= 0) kept += 1;
  }
  return kept;
}

/** Writes one term's postings and positions; `last` is the entry that was written last. Answers the one that is now. */
function copyTerm(
  { segment, term, numbers }: Source,
  target: { readonly postings: GrowingBytes; readonly positions: GrowingBytes },
  last: number,
): number {
  const postings = new Cursor(segment.postings.bytes, segment.postings.starts[term] ?? 0);
  const positions = new Cursor(
    segment.positions.bytes ?? new Uint8Array(),
    segment.positions.starts[term] ?? 0,
  );
  let before = last;
  let entry = -1;
  for (let left = postings.varint(); left > 0; left--) {
    const step = postings.varint();
    const isOne = (step & 1) === 0;
    entry += step >>> 1;
    const weight = isOne ? 0 : postings.byte();
    const from = positions.at;
    positions.skip(isOne ? 1 : positions.varint());
    const number = numbers[entry] ?? -1;
    if (number < 0) continue;
    target.postings.varint((number - before) * 2 + (isOne ? 0 : 1));
    if (!isOne) target.postings.byte(weight);
    target.positions.append(positions.bytes.subarray(from, positions.at));
    before = number;
  }
  return before;
}

function mergedEntries(
  sources: readonly Source[],
  count: number,
): Pick<
  Segment,
  'ids' | 'createdAt' | 'updatedAt' | 'flags' | 'lengths' | 'abouts' | 'titles' | 'foldedTitles'
> {
  const ids: NoteId[] = [];
  const createdAt = new Float64Array(count);
  const updatedAt = new Float64Array(count);
  const flags = new Uint16Array(count);
  const lengths = new Uint32Array(count);
  const abouts = new Uint32Array(count);
  for (const { segment, numbers } of sources) {
    for (const [entry, number] of numbers.entries()) {
      if (number < 0) continue;
      const id = segment.ids[entry];
      if (id !== undefined) ids[number] = id;
      createdAt[number] = segment.createdAt[entry] ?? 0;
      updatedAt[number] = segment.updatedAt[entry] ?? 0;
      flags[number] = segment.flags[entry] ?? 0;
      lengths[number] = segment.lengths[entry] ?? 0;
      abouts[number] = segment.abouts[entry] ?? 0;
    }
  }
  const titles = mergedTexts(sources, (segment) => segment.titles);
  const foldedTitles = mergedTexts(sources, (segment) => segment.foldedTitles);
  return { ids, createdAt, updatedAt, flags, lengths, abouts, titles, foldedTitles };
}

function mergedTexts(sources: readonly Source[], columnOf: (segment: Segment) => TextColumn): TextColumn {
  const texts = new GrowingTexts();
  for (const { segment, numbers } of sources) {
    const column = columnOf(segment);
    for (const [entry, number] of numbers.entries()) {
      if (number >= 0)
        texts.pushUnits(column.units, column.starts[entry] ?? 0, column.starts[entry + 1] ?? 0);
    }
  }
  return texts.take();
}
