import { textAt } from './columns.ts';
import { rangeOfPrefix, rangeOfTerm, type Segment, type TermRange } from './segment.ts';

/** Terms that stand one behind the other. */
export interface WantedPhrase {
  readonly terms: readonly string[];
  /** Whether the last one may go on. */
  readonly isLastPrefix: boolean;
  readonly inTitle: boolean;
}

/** Tells each entry that has the phrase: how often, and whether it is in the title. Entries that are gone are among them. None while the
 * positions have not come. */
export function phraseHits(
  segment: Segment,
  { terms, isLastPrefix, inTitle }: WantedPhrase,
  tell: (entry: number, count: number, isInTitle: boolean) => void,
): void {
  const ranges = terms.map((term, index) =>
    isLastPrefix && index === terms.length - 1 ? rangeOfPrefix(segment, term) : rangeOfTerm(segment, term),
  );
  if (ranges.some(([from, to]) => from === to)) return;
  const candidates = entriesWithAll(segment, ranges);
  if (candidates.length === 0) return;
  const slots = new Int32Array(segment.count).fill(-1);
  for (const [slot, entry] of candidates.entries()) slots[entry] = slot;
  let ends: number[][] = [];
  for (const [index, range] of ranges.entries()) {
    const places = placesIn(segment, range, slots, candidates.length);
    ends = index === 0 ? places : places.map((list, slot) => following(ends[slot] ?? [], list));
  }
  for (const [slot, entry] of candidates.entries()) {
    const found = ends[slot] ?? [];
    if (found.length === 0) continue;
    const inside = found.filter((end) => end <= titleLength(segment, entry)).length;
    if (!inTitle || inside > 0) tell(entry, found.length - inside, inside > 0);
  }
}

/** The positions of a title are the first ones: from 1 to the number of its terms. */
function titleLength({ foldedTitles }: Segment, entry: number): number {
  const title = textAt(foldedTitles, entry);
  return title === '' ? 0 : title.split(' ').length;
}

/** Those of `next` that come right behind one of `before`. */
function following(before: readonly number[], next: readonly number[]): number[] {
  const result: number[] = [];
  let at = 0;
  for (const place of next) {
    while (at < before.length && (before[at] ?? 0) < place - 1) at += 1;
    if (before[at] === place - 1) result.push(place);
  }
  return result;
}

/** The entries in which there is a term of each range, ascending. */
function entriesWithAll(segment: Segment, ranges: readonly TermRange[]): Uint32Array {
  const marks = new Uint8Array(segment.count);
  const rounds = Math.min(ranges.length, 254);
  // The rarest first: then little is written for the others.
  const sorted = ranges.toSorted((a, b) => bytesOf(segment, a) - bytesOf(segment, b)).slice(0, rounds);
  let fitting = 0;
  for (const [round, [from, to]] of sorted.entries()) {
    fitting = 0;
    for (let term = from; term < to; term++) fitting += markEntries(segment, term, marks, round);
    if (fitting === 0) return new Uint32Array();
  }
  const entries = new Uint32Array(fitting);
  let at = 0;
  for (let entry = 0; entry < marks.length; entry++) if (marks[entry] === rounds) entries[at++] = entry;
  return entries;
}

function bytesOf({ postings: { starts } }: Segment, [from, to]: TermRange): number {
  return (starts[to] ?? 0) - (starts[from] ?? 0);
}

/** Marks those entries of a term with `round + 1` that have `round`, and answers how many. */
function markEntries(
  { postings: { bytes, starts } }: Segment,
  term: number,
  marks: Uint8Array,
  round: number,
): number {
  const end = starts[term + 1] ?? 0;
  let at = starts[term] ?? 0;
  while ((bytes[at++] ?? 0) > 127);
  let entry = -1;
  let marked = 0;
  while (at < end) {
    let byte = bytes[at++] ?? 0;
    let step = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] ?? 0;
      step |= (byte & 127) << shift;
    }
    entry += step >>> 1;
    at += step & 1;
    if (marks[entry] !== round) continue;
    marks[entry] = round + 1;
    marked += 1;
  }
  return marked;
}

/** Where the terms of a range stand in each candidate, ascending. `slots`: the candidate's number of each entry, or -1. */
function placesIn(segment: Segment, [from, to]: TermRange, slots: Int32Array, count: number): number[][] {
  const places = Array.from({ length: count }, (): number[] => []);
  for (let term = from; term < to; term++) readPlaces(segment, term, slots, places);
  if (to - from > 1) for (const list of places) list.sort((a, b) => a - b);
  return places;
}

function readPlaces(
  { postings, positions }: Segment,
  term: number,
  slots: Int32Array,
  places: readonly number[][],
): void {
  const { bytes } = postings;
  const end = postings.starts[term + 1] ?? 0;
  let at = postings.starts[term] ?? 0;
  while ((bytes[at++] ?? 0) > 127);
  const { bytes: placeBytes } = positions;
  if (!placeBytes) return;
  let placeAt = positions.starts[term] ?? 0;
  let entry = -1;
  while (at < end) {
    let byte = bytes[at++] ?? 0;
    let step = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] ?? 0;
      step |= (byte & 127) << shift;
    }
    entry += step >>> 1;
    let left = 1;
    if (step & 1) {
      at += 1;
      byte = placeBytes[placeAt++] ?? 0;
      left = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = placeBytes[placeAt++] ?? 0;
        left |= (byte & 127) << shift;
      }
    }
    const list = places[slots[entry] ?? -1];
    if (!list) {
      while (left > 0 && placeAt < placeBytes.length) if ((placeBytes[placeAt++] ?? 0) < 128) left -= 1;
      continue;
    }
    let position = 0;
    for (; left > 0 && placeAt < placeBytes.length; left--) {
      byte = placeBytes[placeAt++] ?? 0;
      let distance = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = placeBytes[placeAt++] ?? 0;
        distance |= (byte & 127) << shift;
      }
      position += distance;
      list.push(position);
    }
  }
}
