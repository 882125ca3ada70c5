import { phraseHits } from './phrases.ts';
import type { Wanted, WantedGroup, WantedTerm } from './plan.ts';
import { Field, Flag, rangeOfPrefix, rangeOfTerm, type Segment, type TermRange } from './segment.ts';

/** BM25 (Robertson and Zaragoza 2009, section 3): k1 and b. */
export const k1 = 1.2;
export const b = 0.75;

/** How often a term counts, by the second byte of a posting: a title counts more than what is written below it. */
const frequencies = Float32Array.from(
  { length: 256 },
  (_, value) =>
    (value & 15) +
    ((value >>> 4) & Field.title ? 6 : 0) +
    ((value >>> 4) & Field.tag ? 4 : 0) +
    ((value >>> 4) & Field.attachment ? 3 : 0) +
    ((value >>> 4) & Field.notebook ? 1 : 0),
);

/** A group with what its words are worth: the rarer, the more. */
export interface WeighedGroup extends WantedGroup {
  /** For each of `anyOf`. */
  readonly worths: readonly number[];
}

/** The entries of a segment that fit, and how well: the numbers of both arrays belong together. */
export interface Matches {
  readonly entries: Uint32Array;
  readonly scores: Float32Array;
}

/**
 * What fits all groups in one segment. `norms`: for each entry k1 * (1 - b + b * its length / the average one). The groups that are
 * fewest first are quickest.
 */
export function matchSegment(
  segment: Segment,
  groups: readonly WeighedGroup[],
  norms: Float32Array,
): Matches {
  const tally = new Tally(segment, norms);
  const tests: WantedGroup[] = [];
  let flags = notGone;
  for (const group of groups) {
    const [only] = group.anyOf;
    if (!group.isExcluded && group.anyOf.length === 1 && only?.kind === 'flags') flags = both(flags, only);
    else if (group.anyOf.every(isTest)) tests.push(group);
    else if (!group.isExcluded) tally.require(group);
  }
  for (const group of groups) if (group.isExcluded && !group.anyOf.every(isTest)) tally.exclude(group);
  if (tests.length === 0) return tally.result(flags);
  return tally.result(flags, (entry) =>
    tests.every(({ isExcluded, anyOf }) => anyOf.some((test) => fits(segment, entry, test)) !== isExcluded),
  );
}

interface FlagTest {
  readonly mask: number;
  readonly value: number;
}

const anyFlags: FlagTest = { mask: 0, value: 0 };
const notGone: FlagTest = { mask: Flag.gone, value: 0 };
/** No entry has both. */
const never: FlagTest = { mask: 0, value: 1 };

function both(one: FlagTest, other: FlagTest): FlagTest {
  const shared = one.mask & other.mask;
  if ((one.value & shared) !== (other.value & shared)) return never;
  return { mask: one.mask | other.mask, value: one.value | other.value };
}

function isTest({ kind }: Wanted): boolean {
  return kind === 'flags' || kind === 'time';
}

function fits({ flags, updatedAt, createdAt }: Segment, entry: number, test: Wanted): boolean {
  if (test.kind === 'flags') return ((flags[entry] ?? 0) & test.mask) === test.value;
  if (test.kind !== 'time') return false;
  const time = (test.of === 'updated' ? updatedAt : createdAt)[entry] ?? 0;
  return time >= test.span.from && time < test.span.to;
}

/** Where the terms are that are wanted. */
export function rangeOf(segment: Segment, { text, isPrefix }: WantedTerm): TermRange {
  return isPrefix ? rangeOfPrefix(segment, text) : rangeOfTerm(segment, text);
}

/** For each entry of a segment how many groups it fits so far. */
class Tally {
  readonly #segment: Segment;
  readonly #norms: Float32Array;
  readonly #marks: Uint8Array;
  readonly #scores: Float32Array;
  /** Those that fit the first group. */
  #found: Uint32Array | null = null;
  #foundCount = 0;
  #round = 0;

  constructor(segment: Segment, norms: Float32Array) {
    this.#segment = segment;
    this.#norms = norms;
    this.#marks = new Uint8Array(segment.count);
    this.#scores = new Float32Array(segment.count);
  }

  require({ anyOf, worths }: WeighedGroup): void {
    this.#found ??= new Uint32Array(this.#segment.count);
    for (const [index, wanted] of anyOf.entries()) this.#add(wanted, worths[index] ?? 0);
    this.#round += 1;
  }

  exclude({ anyOf }: WantedGroup): void {
    const excluded = new Tally(this.#segment, this.#norms);
    excluded.require({ isExcluded: false, anyOf, worths: [] });
    for (const entry of excluded.result(anyFlags).entries) this.#marks[entry] = 255;
  }

  result({ mask, value }: FlagTest, fitsTests?: (entry: number) => boolean): Matches {
    const { flags, count } = this.#segment;
    const marks = this.#marks;
    const allScores = this.#scores;
    const round = this.#round;
    const found = this.#found?.subarray(0, this.#foundCount);
    const candidates = found?.length ?? count;
    const entries = new Uint32Array(candidates);
    const scores = new Float32Array(candidates);
    let fitting = 0;
    for (let index = 0; index < candidates; index++) {
      const entry = found ? (found[index] ?? 0) : index;
      if (marks[entry] !== round || ((flags[entry] ?? 0) & mask) !== value) continue;
      if (fitsTests && !fitsTests(entry)) continue;
      entries[fitting] = entry;
      scores[fitting++] = allScores[entry] ?? 0;
    }
    return { entries: entries.subarray(0, fitting), scores: scores.subarray(0, fitting) };
  }

  #add(wanted: Wanted, worth: number): void {
    if (wanted.kind === 'terms') {
      for (const term of wanted.terms) {
        const [from, to] = rangeOf(this.#segment, term);
        const value = worth * term.weight * (k1 + 1);
        for (let at = from; at < to; at++) this.#addTerm(at, value, wanted.inTitle);
      }
    } else if (wanted.kind === 'phrase') {
      phraseHits(this.#segment, wanted, (entry, count, isInTitle) => {
        const frequency = Math.min(15, count) + (isInTitle ? 6 : 0);
        this.#mark(entry, (worth * (k1 + 1) * frequency) / (frequency + (this.#norms[entry] ?? 1)));
      });
    } else {
      for (let entry = 0; entry < this.#segment.count; entry++)
        if (fits(this.#segment, entry, wanted)) this.#mark(entry, 0);
    }
  }

  #mark(entry: number, score: number): void {
    const mark = this.#marks[entry] ?? 255;
    if (mark === this.#round) {
      this.#marks[entry] = mark + 1;
      if (mark === 0 && this.#found) this.#found[this.#foundCount++] = entry;
    } else if (mark !== this.#round + 1) return;
    this.#scores[entry] = (this.#scores[entry] ?? 0) + score;
  }

  /** Reads the postings of one term: see `Segment`. Most of the time of a search is spent here. */
  #addTerm(term: number, value: number, inTitle: boolean): void {
    const { bytes, starts } = this.#segment.postings;
    const marks = this.#marks;
    const scores = this.#scores;
    const norms = this.#norms;
    const found = this.#found;
    const round = this.#round;
    const end = starts[term + 1] ?? 0;
    let at = starts[term] ?? 0;
    // The number of entries.
    while ((bytes[at++] ?? 0) > 127);
    let entry = -1;
    while (at < end) {
      let byte = bytes[at++] ?? 0;
      let step = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++] ?? 0;
        step |= (byte & 127) << shift;
      }
      entry += step >>> 1;
      let frequency = 1;
      if (step & 1) {
        const weight = bytes[at++] ?? 0;
        if (inTitle && !((weight >>> 4) & Field.title)) continue;
        frequency = frequencies[weight] ?? 1;
      } else if (inTitle) continue;
      const mark = marks[entry] ?? 255;
      if (mark === round) {
        marks[entry] = round + 1;
        if (round === 0 && found) found[this.#foundCount++] = entry;
      } else if (mark !== round + 1) continue;
      scores[entry] = (scores[entry] ?? 0) + (value * frequency) / (frequency + (norms[entry] ?? 1));
    }
  }
}
