import type { TitleHit } from '../../contract/finding.ts';
import { textAt } from './columns.ts';
import { joined } from './marking.ts';
import { bestOf } from './ranking.ts';
import { TermScanner } from './scanner.ts';
import { Flag, type Segment } from './segment.ts';
import { foldedTitleOf } from './builder.ts';

/** The most titles that are answered. */
const mostTitles = 50;
const space = 32;

/**
 * Titles in which the letters of a text follow one another, the likeliest first: those that begin with it, then those whose words
 * do, then the rest. With no text, the notes that were changed last. Notes in the trash are left out.
 */
export function findTitles(segments: readonly Segment[], text: string): TitleHit[] {
  const wanted = wantedTitle(text);
  if (wanted.length === 0 && text.trim() !== '') return [];
  const all = segments.reduce((sum, { count }) => sum + count, 0);
  const scores = new Float32Array(all);
  const owners = new Uint16Array(all);
  const entries = new Uint32Array(all);
  const newest = newestOf(segments);
  const hasSpace = wanted.includes(space);
  let found = 0;
  for (const [owner, segment] of [...segments.entries()].reverse()) {
    // Backwards: of two that are equally likely, the one that was put in last is first.
    for (let entry = segment.count - 1; entry >= 0; entry--) {
      if ((segment.flags[entry] ?? 0) & (Flag.gone | Flag.trashed)) continue;
      const score = wanted.length === 0 ? 0 : scoreOf(segment, entry, wanted, hasSpace);
      if (score < 0) continue;
      const age = newest - (segment.updatedAt[entry] ?? 0);
      // Those of the last days are told apart best: what is asked for most is what was written last.
      scores[found] = score + 1 / (1 + age / 86_400_000);
      owners[found] = owner;
      entries[found++] = entry;
    }
  }
  const places = Array.from(bestOf(scores.subarray(0, found), mostTitles));
  const timeOf = (place: number) => segments[owners[place] ?? 0]?.updatedAt[entries[place] ?? 0] ?? 0;
  // By time alone, to the millisecond.
  if (wanted.length === 0) places.sort((a, b) => timeOf(b) - timeOf(a));
  const hits: TitleHit[] = [];
  for (const place of places) {
    const segment = segments[owners[place] ?? 0];
    const entry = entries[place] ?? 0;
    const id = segment?.ids[entry];
    if (!segment || id === undefined) continue;
    hits.push({ id, title: { text: textAt(segment.titles, entry), marks: marksIn(segment, entry, wanted) } });
  }
  return hits;
}

function newestOf(segments: readonly Segment[]): number {
  let newest = 0;
  for (const { updatedAt } of segments) for (const time of updatedAt) if (time > newest) newest = time;
  return newest;
}

/** What is looked for, folded, with a space where one was typed. */
function wantedTitle(text: string): Uint16Array {
  const folded = foldedTitleOf(text);
  return Uint16Array.from({ length: folded.length }, (_, index) => folded.charCodeAt(index));
}

/** How likely a title is meant: negative if it is not. */
function scoreOf(
  { foldedTitles: { units, starts }, flags }: Segment,
  entry: number,
  wanted: Uint16Array,
  hasSpace: boolean,
): number {
  const from = starts[entry] ?? 0;
  const to = starts[entry + 1] ?? from;
  const isThere = isSubsequence(units, from, to, wanted);
  // The words of a title may come in another order.
  if (!isThere && !hasSpace) return -1;
  const title = { units, from, to };
  let score = isThere ? walk(title, wanted, true) : -1;
  if (isThere && score < 0) score = walk(title, wanted, false);
  if (startsWith(units, from, to, wanted)) score += to - from === wanted.length ? 2000 : 1000;
  else if (placeOf(units, from, to, wanted, true) >= 0) score += 500;
  else {
    const words = inAnyOrder(units, from, to, wanted);
    if (words >= 0) score = Math.max(0, score) + words;
    else if (placeOf(units, from, to, wanted, false) >= 0) score += 100;
  }
  if (score < 0) return score;
  const isAside = ((flags[entry] ?? 0) & Flag.archived) !== 0;
  return Math.max(0, score - Math.min(3, (to - from) / 64) - (isAside ? 2 : 0));
}

function isSubsequence(units: Uint16Array, from: number, to: number, wanted: Uint16Array): boolean {
  let index = 0;
  for (let at = from; at < to && index < wanted.length; at++) {
    if (wanted[index] === space) index += 1;
    if (units[at] === wanted[index]) index += 1;
  }
  return index === wanted.length;
}

interface FoldedTitle {
  readonly units: Uint16Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Goes from letter to letter of what is looked for, to the beginning of a word where it `prefersStarts`, and tells where each is.
 * Answers what that is worth: beginnings of words, and letters that follow one another; negative if a letter is not there.
 */
function walk(
  { units, from, to }: FoldedTitle,
  wanted: Uint16Array,
  prefersStarts: boolean,
  tell?: (at: number) => void,
): number {
  let at = from;
  let score = 0;
  let last = -2;
  for (const letter of wanted) {
    if (letter === space) continue;
    let next = at;
    if (last < 0 || units[at] !== letter) next = prefersStarts ? nextStart(units, at, to, letter, from) : -1;
    if (next < 0) next = indexOf(units, at, to, letter);
    if (next < 0 || next >= to) return -1;
    if (next === from || units[next - 1] === space) score += 8;
    if (next === last + 1) score += 4;
    tell?.(next);
    last = next;
    at = next + 1;
  }
  return score;
}

function indexOf(units: Uint16Array, from: number, to: number, letter: number): number {
  for (let at = from; at < to; at++) if (units[at] === letter) return at;
  return -1;
}

function nextStart(units: Uint16Array, from: number, to: number, letter: number, first: number): number {
  for (let at = from; at < to; at++)
    if (units[at] === letter && (at === first || units[at - 1] === space)) return at;
  return -1;
}

function startsWith(units: Uint16Array, from: number, to: number, wanted: Uint16Array): boolean {
  if (to - from < wanted.length) return false;
  for (let index = 0; index < wanted.length; index++) if (units[from + index] !== wanted[index]) return false;
  return true;
}

/** Where letters stand together, at the beginning of a word or anywhere; -1 if they do not. */
function placeOf(units: Uint16Array, from: number, to: number, part: Uint16Array, atWord: boolean): number {
  for (let at = from; at + part.length <= to; at++)
    if ((!atWord || at === from || units[at - 1] === space) && startsWith(units, at, to, part)) return at;
  return -1;
}

/** Several words, each of which begins one of the title's, whatever their order. */
function inAnyOrder(units: Uint16Array, from: number, to: number, wanted: Uint16Array): number {
  let start = 0;
  let words = 0;
  for (let index = 0; index <= wanted.length; index++) {
    if (index < wanted.length && wanted[index] !== space) continue;
    const word = wanted.subarray(start, index);
    if (placeOf(units, from, to, word, true) < 0) return -1;
    words += 1;
    start = index + 1;
  }
  return words > 1 ? 300 : -1;
}

/** The letters of a title that were looked for, as it is written. */
function marksIn(segment: Segment, entry: number, wanted: Uint16Array): [number, number][] {
  if (wanted.length === 0) return [];
  const title = textAt(segment.titles, entry);
  const scanner = new TermScanner();
  /** For each letter of the folded title where it stands in the written one. */
  const places: { readonly from: number; readonly to: number }[] = [];
  const letters: number[] = [];
  scanner.scan(title, 0, title.length, (start, end) => {
    if (letters.length > 0) {
      letters.push(space);
      places.push({ from: start, to: start });
    }
    const isOneToOne = scanner.length === end - start;
    for (let index = 0; index < scanner.length; index++) {
      letters.push(scanner.units[index] ?? 0);
      places.push(isOneToOne ? { from: start + index, to: start + index + 1 } : { from: start, to: end });
    }
  });
  const marks = lettersOf(Uint16Array.from(letters), wanted).flatMap((at) => places[at] ?? []);
  return joined(marks.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from));
}

/** Which letters of a title those are that were looked for: all together where they stand so, else one after the other. */
function lettersOf(units: Uint16Array, wanted: Uint16Array): number[] {
  const whole = (from: number, length: number) => Array.from({ length }, (_, index) => from + index);
  const together = placeOf(units, 0, units.length, wanted, true);
  if (together >= 0) return whole(together, wanted.length);
  if (inAnyOrder(units, 0, units.length, wanted) >= 0) {
    return String.fromCharCode(...wanted)
      .split(' ')
      .flatMap((word) => {
        const part = Uint16Array.from(word, (letter) => letter.charCodeAt(0));
        return whole(placeOf(units, 0, units.length, part, true), part.length);
      });
  }
  const inside = placeOf(units, 0, units.length, wanted, false);
  if (inside >= 0) return whole(inside, wanted.length);
  const title = { units, from: 0, to: units.length };
  for (const prefersStarts of [true, false]) {
    const result: number[] = [];
    if (walk(title, wanted, prefersStarts, (at) => result.push(at)) >= 0) return result;
  }
  return [];
}
