import type { NoteId } from '../../contract/words.ts';
import { textAt, type ByteColumn, type LateColumn, type TextColumn } from './columns.ts';

/** What is known of an entry besides its text: one bit each. */
export const Flag = {
  pinned: 1,
  favourite: 2,
  template: 4,
  archived: 8,
  trashed: 16,
  openTask: 32,
  attachment: 64,
  link: 128,
  /** Not in the index any more: the note is gone, or a later entry has taken its place. */
  gone: 256,
} as const;

/** Where in a note a term stands: one bit each. The body has none. */
export const Field = { title: 1, tag: 2, attachment: 4, notebook: 8 } as const;

/** The first character of terms that are no words: nothing that a word folds to begins like them. */
export const Kind = { link: '\u0001', tag: '\u0002', notebook: '\u0003', title: '\u0004' } as const;

/**
 * An inverted index of some notes. Its columns never change; only flags and times of an entry do. Entries are numbered from 0 in
 * the order in which they came.
 *
 * Postings of a term: varint number of entries, and for each entry varint ((distance to the one before) * 2 + m). The first
 * distance is from -1. m = 0: once, in the body. m = 1: one more byte, how often in the body (0 to 15) and the `Field` bits * 16.
 * Positions of a term, for each entry in the same order: with m = 1 varint how many; then varint distance from the one before.
 */
export interface Segment {
  readonly count: number;
  readonly ids: readonly NoteId[];
  /** Milliseconds since 1970, UTC. */
  readonly createdAt: Float64Array;
  readonly updatedAt: Float64Array;
  readonly flags: Uint16Array;
  /** How many words a note has. */
  readonly lengths: Uint32Array;
  /** 32 bits that change when anything of a note does that is looked for as text, besides its body. */
  readonly abouts: Uint32Array;
  readonly titles: TextColumn;
  /** The terms of each title with a space between them. */
  readonly foldedTitles: TextColumn;
  /** Sorted by code units, each once. */
  readonly terms: TextColumn;
  readonly postings: ByteColumn;
  /** Until they have come no phrase is found, and the segment must not be merged. */
  readonly positions: LateColumn;
}

/** Zeroes what a segment knows. It cannot be used any more. */
export function wipeSegment(segment: Segment): void {
  const { createdAt, updatedAt, flags, lengths, abouts, titles, foldedTitles, terms, postings, positions } =
    segment;
  for (const column of [createdAt, updatedAt, flags, lengths, abouts]) column.fill(0);
  for (const column of [titles.units, foldedTitles.units, terms.units, postings.bytes, positions.bytes])
    column?.fill(0);
}

export function termCountOf({ terms }: Segment): number {
  return terms.starts.length - 1;
}

/** The first term that is not less than this text; with `isAfterPrefix` the first behind all that begin with it. */
export function findTerm({ terms }: Segment, text: string, isAfterPrefix = false): number {
  let low = 0;
  let high = terms.starts.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareTerm(terms, middle, text, isAfterPrefix);
    if (order < 0 || (isAfterPrefix && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The terms from the first number up to, without, the second. */
export type TermRange = readonly [number, number];

/** Where a term is, as a range of one or none. */
export function rangeOfTerm(segment: Segment, text: string): TermRange {
  const at = findTerm(segment, text);
  const isThere = at < termCountOf(segment) && compareTerm(segment.terms, at, text, false) === 0;
  return [at, isThere ? at + 1 : at];
}

export function rangeOfPrefix(segment: Segment, prefix: string): TermRange {
  return [findTerm(segment, prefix), findTerm(segment, prefix, true)];
}

/** In how many entries a term stands, those that are gone included. */
export function entryCountOf({ postings }: Segment, term: number): number {
  let at = postings.starts[term] ?? 0;
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = postings.bytes[at++] ?? 0;
    value |= (byte & 127) << shift;
    if (byte < 128) return value;
  }
}

export function termAt(segment: Segment, term: number): string {
  return textAt(segment.terms, term);
}

function compareTerm({ units, starts }: TextColumn, term: number, text: string, isPrefix: boolean): number {
  const from = starts[term] ?? 0;
  const length = (starts[term + 1] ?? from) - from;
  const most = Math.min(length, text.length);
  for (let index = 0; index < most; index++) {
    const order = (units[from + index] ?? 0) - text.charCodeAt(index);
    if (order !== 0) return order;
  }
  return isPrefix && length >= text.length ? 0 : length - text.length;
}
