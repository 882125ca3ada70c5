import { Scratch, type Hits } from './hits.ts';
import { phraseHits } from './phrases.ts';
import type { Wanted, WantedGroup, WantedTerm } from './plan.ts';
import { Field, Flag, rangeOfPrefix, rangeOfTerm, type Segment, type TermRange } from './segment.ts';
import { k1, type Weights } from './weights.ts';

/** How often a term counts, by the second byte of a posting: a title counts more than what is written below it. */
const frequencies = Float32Array.from(
  { length: 256 },
  (_, value) =>
    // Without a second byte it is once.
    (value === 0 ? 1 : value & 15) +
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

/**
 * Adds to `hits` what fits all groups in one segment, whose first entry has the number `base` there. The groups that are fewest first are quickest.
 */
export function matchSegment(
  segment: Segment,
  groups: readonly WeighedGroup[],
  weights: Weights,
  hits: Hits,
  base: number,
): void {
  const tests: WantedGroup[] = [];
  const required: WeighedGroup[] = [];
  const excluded: WantedGroup[] = [];
  let flags = notGone;
  for (const group of groups) {
    const [only] = group.anyOf;
    if (!group.isExcluded && group.anyOf.length === 1 && only?.kind === 'flags') flags = both(flags, only);
    else if (group.anyOf.every(isTest)) tests.push(group);
    else (group.isExcluded ? excluded : required).push(group);
  }
  const isPlain = required.length === 1 && excluded.length === 0 && tests.length === 0;
  const [first] = required;
  const term = isPlain && first ? onlyTerm(segment, first) : null;
  if (term) {
    addPlain(segment, term, flags, weights, hits, base);
    return;
  }
  const tally = new Tally(segment, weights, hits.scratch);
  for (const group of required) tally.require(group);
  for (const group of excluded) tally.exclude(group);
  const fitsTests =
    tests.length === 0
      ? null
      : (entry: number) =>
          tests.every(
            ({ isExcluded, anyOf }) => anyOf.some((test) => fits(segment, entry, test)) !== isExcluded,
          );
  tally.finish(flags, fitsTests, hits, base);
}

/** The entries of a segment in which a term stands, without those that are gone. */
export function entriesWith(segment: Segment, text: string, weights: Weights, hits: Hits): Uint32Array {
  const wanted: Wanted = {
    kind: 'terms',
    terms: [{ text, isPrefix: false, weight: 0 }],
    inTitle: false,
    isText: false,
  };
  hits.begin(segment.count);
  matchSegment(segment, [{ isExcluded: false, anyOf: [wanted], worths: [0] }], weights, hits, 0);
  return hits.places.subarray(0, hits.length);
}

/** A single term of a segment, and what it counts. */
interface PlainTerm {
  readonly term: number;
  readonly value: number;
  readonly inTitle: boolean;
}

/** What a group comes down to in a segment, if that is one term. */
function onlyTerm(segment: Segment, { anyOf, worths }: WeighedGroup): PlainTerm | null {
  const [wanted] = anyOf;
  if (anyOf.length !== 1 || wanted?.kind !== 'terms' || wanted.terms.length !== 1) return null;
  const [only] = wanted.terms;
  if (!only) return null;
  const [from, to] = rangeOf(segment, only);
  if (to - from !== 1) return null;
  return { term: from, value: (worths[0] ?? 0) * only.weight * (k1 + 1), inTitle: wanted.inTitle };
}

/** What is asked most often, and has the most hits: one word. Reads its postings (see `Segment`) once, and needs no tally. */
function addPlain(
  { postings: { bytes, starts }, flags }: Segment,
  { term, value, inTitle }: PlainTerm,
  { mask, value: flagsValue }: FlagTest,
  { norms, factors }: Weights,
  hits: Hits,
  base: number,
): void {
  const { places, scores } = hits;
  let { length } = hits;
  const end = starts[term + 1] ?? 0;
  let at = starts[term] ?? 0;
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
    // Without a branch, which nobody could foretell: 0 where there is no second byte.
    const weight = (bytes[at] ?? 0) & -(step & 1);
    at += step & 1;
    if (inTitle && !((weight >>> 4) & Field.title)) continue;
    const frequency = frequencies[weight] ?? 1;
    if (((flags[entry] ?? Flag.gone) & mask) !== flagsValue) continue;
    places[length] = base + entry;
    scores[length++] = ((value * frequency) / (frequency + (norms[entry] ?? 1))) * (factors[entry] ?? 1);
  }
  // What is damaged may name more entries than there are.
  hits.length = Math.min(length, places.length);
}

interface FlagTest {
  readonly mask: number;
  readonly value: number;
}

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
  readonly #weights: Weights;
  readonly #norms: Float32Array;
  readonly #marks: Uint8Array;
  readonly #scores: Float32Array;
  /** Those that fit the first group. */
  readonly #found: Uint32Array;
  #foundCount = 0;
  #round = 0;

  constructor(segment: Segment, weights: Weights, scratch: Scratch) {
    scratch.reserve(segment.count);
    this.#segment = segment;
    this.#weights = weights;
    this.#norms = weights.norms;
    this.#marks = scratch.marks.subarray(0, segment.count);
    this.#scores = scratch.scores;
    this.#found = scratch.found;
  }

  require({ anyOf, worths }: WeighedGroup): void {
    for (const [index, wanted] of anyOf.entries()) this.#add(wanted, worths[index] ?? 0);
    this.#round += 1;
  }

  exclude({ anyOf }: WantedGroup): void {
    const scratch = new Scratch();
    const excluded = new Tally(this.#segment, this.#weights, scratch);
    excluded.require({ isExcluded: false, anyOf, worths: [] });
    for (const [entry, mark] of excluded.#marks.entries()) if (mark > 0) this.#marks[entry] = 255;
  }

  /** Adds to `hits` what fits everything, and leaves the scratch as it was. */
  finish(
    { mask, value }: FlagTest,
    fitsTests: ((entry: number) => boolean) | null,
    hits: Hits,
    base: number,
  ): void {
    const { flags, count } = this.#segment;
    const { places, scores: hitScores } = hits;
    const marks = this.#marks;
    const scores = this.#scores;
    const { factors } = this.#weights;
    const round = this.#round;
    const found = round > 0 ? this.#found : null;
    const candidates = found ? this.#foundCount : count;
    let { length } = hits;
    for (let index = 0; index < candidates; index++) {
      const entry = found ? (found[index] ?? 0) : index;
      if (marks[entry] !== round || ((flags[entry] ?? 0) & mask) !== value) continue;
      if (fitsTests && !fitsTests(entry)) continue;
      places[length] = base + entry;
      hitScores[length++] = found ? (scores[entry] ?? 0) * (factors[entry] ?? 1) : 0;
    }
    hits.length = length;
    marks.fill(0);
    scores.fill(0, 0, count);
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
      if (mark === 0) this.#found[this.#foundCount++] = entry;
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
    let foundCount = this.#foundCount;
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
      const weight = (bytes[at] ?? 0) & -(step & 1);
      at += step & 1;
      if (inTitle && !((weight >>> 4) & Field.title)) continue;
      const frequency = frequencies[weight] ?? 1;
      const mark = marks[entry] ?? 255;
      if (mark > round + 1) continue;
      const score = (value * frequency) / (frequency + (norms[entry] ?? 1));
      // Without branches here, too: what falls out of the search gets marks and scores that nobody reads.
      const isNew = mark === round ? 1 : 0;
      if (round === 0) {
        found[foundCount] = entry;
        foundCount += isNew;
      }
      marks[entry] = mark + isNew;
      scores[entry] = (scores[entry] ?? 0) + score;
    }
    this.#foundCount = foundCount;
  }
}
