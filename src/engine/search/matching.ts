import type { Hits } from './hits.ts';
import { phraseHits } from './phrases.ts';
import type { Wanted, WantedGroup, WantedTerm } from './plan.ts';
import { Field, Flag, rangeOfPrefix, rangeOfTerm, type Segment, type TermRange } from './segment.ts';
import { k1, type Weights } from './weights.ts';

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

/** What counts nothing for the rank counts so much, so that a sum above 0 tells what was found. */
const least = 1e-30;

/**
 * Adds to `hits` what fits all groups in one segment, whose first entry has the number `base` there. Each group gives each of its
 * entries a sum above 0; what has one from every group is found.
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
  const { sums, others } = hits.scratch.of(segment.count);
  const [first, ...more] = required;
  if (first) sumGroup(segment, first, weights, sums);
  else sums.fill(least);
  for (const group of more) {
    sumGroup(segment, group, weights, others);
    keepBoth(sums, others);
  }
  for (const { anyOf } of excluded) {
    sumGroup(segment, { anyOf, worths: [] }, weights, others);
    keepOne(sums, others);
  }
  collect(segment, { sums, factors: weights.factors, flags, tests }, hits, base);
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

/** Adds what a group counts in each entry to its sum. */
function sumGroup(
  segment: Segment,
  { anyOf, worths }: Pick<WeighedGroup, 'anyOf' | 'worths'>,
  weights: Weights,
  sums: Float32Array,
): void {
  for (const [index, wanted] of anyOf.entries()) {
    const worth = (worths[index] ?? 0) * (k1 + 1);
    if (wanted.kind === 'terms') {
      sumTerms(segment, wanted, worth, weights, sums);
    } else if (wanted.kind === 'phrase') {
      phraseHits(segment, wanted, (entry, count, isInTitle) => {
        const frequency = Math.min(15, count) + (isInTitle ? 6 : 0);
        const value = (Math.max(least, worth) * frequency) / (frequency + (weights.norms[entry] ?? 1));
        sums[entry] = (sums[entry] ?? 0) + value;
      });
    } else {
      for (let entry = 0; entry < segment.count; entry++)
        if (fits(segment, entry, wanted)) sums[entry] = (sums[entry] ?? 0) + least;
    }
  }
}

/** A term that is looked for twice, as it is and as what begins so, counts both times, and is read once. */
function sumTerms(
  segment: Segment,
  { terms, inTitle }: Extract<Wanted, { kind: 'terms' }>,
  worth: number,
  weights: Weights,
  sums: Float32Array,
): void {
  const ranges = terms.map((term) => {
    const [from, to] = rangeOf(segment, term);
    return { from, to, value: Math.max(least, worth * term.weight) };
  });
  const cuts = ranges.flatMap(({ from, to }) => [from, to]).sort((one, other) => one - other);
  for (const [index, from] of cuts.entries()) {
    const to = cuts[index + 1] ?? from;
    if (from === to) continue;
    let value = 0;
    for (const range of ranges) if (range.from <= from && to <= range.to) value += range.value;
    if (value > 0) sumRange(segment, { from, to, value, inTitle }, weights, sums);
  }
}

/** Reads the postings of neighbouring terms: see `Segment`. Most of the time of a search is spent here. */
function sumRange(
  { postings: { bytes, starts } }: Segment,
  {
    from,
    to,
    value,
    inTitle,
  }: { readonly from: number; readonly to: number; readonly value: number; readonly inTitle: boolean },
  { norms, onces }: Weights,
  sums: Float32Array,
): void {
  for (let term = from; term < to; term++) {
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
      if (step & 1) {
        const weight = bytes[at++] ?? 0;
        if (inTitle && !((weight >>> 4) & Field.title)) continue;
        const frequency = frequencies[weight] ?? 1;
        sums[entry] = (sums[entry] ?? 0) + (value * frequency) / (frequency + (norms[entry] ?? 1));
      } else if (!inTitle) {
        sums[entry] = (sums[entry] ?? 0) + value * (onces[entry] ?? 0);
      }
    }
  }
}

/** Adds the others where there is a sum in both, and takes it away where there is not. The others are all 0 then. */
function keepBoth(sums: Float32Array, others: Float32Array): void {
  for (let entry = 0; entry < sums.length; entry++) {
    const sum = sums[entry] ?? 0;
    const other = others[entry] ?? 0;
    sums[entry] = sum === 0 || other === 0 ? 0 : sum + other;
  }
  others.fill(0);
}

/** Takes the sum away where there is another. The others are all 0 then. */
function keepOne(sums: Float32Array, others: Float32Array): void {
  for (let entry = 0; entry < sums.length; entry++) if (others[entry] !== 0) sums[entry] = 0;
  others.fill(0);
}

/** Adds to `hits` what has a sum and fits. The sums are all 0 then. */
function collect(
  segment: Segment,
  {
    sums,
    factors,
    flags: { mask, value },
    tests,
  }: {
    readonly sums: Float32Array;
    readonly factors: Float32Array;
    readonly flags: FlagTest;
    readonly tests: readonly WantedGroup[];
  },
  hits: Hits,
  base: number,
): void {
  const { flags, count } = segment;
  const { places, scores } = hits;
  const hasTests = tests.length > 0;
  let { length } = hits;
  for (let entry = 0; entry < count; entry++) {
    const sum = sums[entry] ?? 0;
    if (sum === 0 || ((flags[entry] ?? 0) & mask) !== value) continue;
    if (hasTests && !fitsAll(segment, entry, tests)) continue;
    places[length] = base + entry;
    scores[length++] = sum * (factors[entry] ?? 1);
  }
  hits.length = length;
  sums.fill(0);
}

interface FlagTest {
  readonly mask: number;
  readonly value: number;
}

const notGone: FlagTest = { mask: Flag.gone, value: 0 };
/** No entry has that bit, and nothing that this is joined with asks for it. */
const never: FlagTest = { mask: 0, value: 1 << 31 };

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

function fitsAll(segment: Segment, entry: number, tests: readonly WantedGroup[]): boolean {
  return tests.every(({ isExcluded, anyOf }) => {
    return anyOf.some((test) => fits(segment, entry, test)) !== isExcluded;
  });
}
