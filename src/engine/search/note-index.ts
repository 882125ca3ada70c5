import type { NoteId, NoteSummary } from '../../contract/words.ts';
import { titleKeyOf } from '../../vault/index.ts';
import { aboutOf, flagsOf, SegmentBuilder, type IndexedNote } from './builder.ts';
import { Hits } from './hits.ts';
import { entriesWith, matchSegment, rangeOf, type WeighedGroup } from './matching.ts';
import { mergeSegments } from './merging.ts';
import { likeTerms, type Plan, type Wanted, type WantedGroup, type WantedTerm } from './plan.ts';
import { bestOf, mostHits } from './ranking.ts';
import { entryCountOf, Flag, Kind, rangeOfTerm, wipeSegment, type Segment } from './segment.ts';
import { canonicalTerm } from './special-terms.ts';
import { mistakesIn, wordsLike } from './typos.ts';
import { agesOf, weightsOf, type Ages, type Weights } from './weights.ts';

/** A builder becomes a segment once it holds this much, in words: the memory it takes is bounded. */
const mostPending = 4_000_000;
/** A word that fewer notes have may be a mistake. */
const fewNotes = 3;
/** Segments with fewer entries than this are merged at once. */
const smallSegment = 128;
/** With more segments than this, those that are like in size are merged. */
const mostSegments = 6;

/** Flags that a change of a note's own summary gives it; the others come from its text. */
const summaryFlags =
  Flag.pinned | Flag.favourite | Flag.template | Flag.archived | Flag.trashed | Flag.attachment;

/** Where the entry of a note is. */
interface Place {
  readonly segment: Segment;
  readonly entry: number;
}

/** What a search has found. */
export interface Found {
  /** The best first, at most `mostHits`. */
  readonly ids: readonly NoteId[];
  readonly total: number;
  /** What was looked for as text, with what stands for a misspelt word: all of these are marked. */
  readonly texts: readonly Wanted[];
}

/**
 * The index of a vault's notes: segments that do not change, and a builder for what has come since. A note that is put in again is a
 * new entry; the old one is gone from then on. What is in the builder is found after `settle`. Whatever changes the index comes one after
 * the other, each run to its end; between the steps of one it can be searched.
 */
export class NoteIndex {
  #segments: Segment[];
  #builder = new SegmentBuilder();
  /** Entries of the builder. */
  readonly #pending = new Map<string, number>();
  /** Made when it is first needed. */
  #places: Map<string, Place> | null = null;
  #knownAges: Ages | null = null;
  readonly #hits = new Hits();
  readonly #weights = new WeakMap<Segment, Weights>();

  constructor(segments: readonly Segment[] = []) {
    this.#segments = [...segments];
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** How many notes were put in that cannot be found yet. */
  get pendingCount(): number {
    return this.#pending.size;
  }

  /** Whether everything that was put in can be found. */
  get isSettled(): boolean {
    return this.#pending.size === 0;
  }

  /** How many notes are in it. */
  get size(): number {
    return this.#placed().size + this.#pending.size;
  }

  has(id: NoteId): boolean {
    return this.#pending.has(id) || this.#placed().has(id);
  }

  /** Puts a note in, in the place of what it was. */
  *add(note: IndexedNote): Generator<void, void> {
    const { id } = note.summary;
    yield* this.#builder.add(note);
    this.remove(id);
    this.#pending.set(id, this.#builder.count - 1);
    if (this.#builder.size > mostPending) yield* this.settle();
  }

  remove(id: NoteId): void {
    const pending = this.#pending.get(id);
    if (pending !== undefined) this.#builder.drop(pending);
    this.#pending.delete(id);
    const place = this.#placed().get(id);
    if (place) place.segment.flags[place.entry] = (place.segment.flags[place.entry] ?? 0) | Flag.gone;
    this.#placed().delete(id);
  }

  /** Takes over what does not concern the text of a note. False if more than that has changed, or it is not in the index. */
  update(summary: NoteSummary): boolean {
    if (this.#pending.has(summary.id)) return false;
    const place = this.#placed().get(summary.id);
    if (!place) return false;
    const { segment, entry } = place;
    if (segment.abouts[entry] !== aboutOf(summary)) return false;
    segment.flags[entry] = ((segment.flags[entry] ?? 0) & ~summaryFlags) | flagsOf(summary);
    segment.createdAt[entry] = summary.createdAt;
    segment.updatedAt[entry] = summary.updatedAt;
    this.#knownAges = null;
    return true;
  }

  /** Makes what is in the builder a segment. */
  *settle(): Generator<void, void> {
    if (this.#pending.size === 0 && this.#builder.count === 0) return;
    const segment = yield* this.#builder.freeze();
    this.#pending.clear();
    this.#segments.push(segment);
    this.#knownAges = null;
    this.#place(segment);
    while (this.#hasSmallOnes()) yield* this.#merge(this.#segments.length - 2);
  }

  /** Makes fewer and larger segments, if there are many or much in them is gone. */
  *tidy(): Generator<void, void> {
    while (this.#segments.length > mostSegments) yield* this.#merge(this.#smallestPair());
    const wasteful = this.#segments.findIndex((segment) => goneIn(segment) * 4 > segment.count);
    if (wasteful >= 0) yield* this.#merge(wasteful, 1);
  }

  /** Leaves nothing behind of notes that are gone: not a word, not a title. */
  *purge(): Generator<void, void> {
    yield* this.settle();
    for (let index = 0; index < this.#segments.length; index++) {
      const segment = this.#segments[index];
      if (segment && goneIn(segment) > 0) yield* this.#merge(index, 1);
    }
  }

  /** Makes one segment of all. */
  *unite(): Generator<void, void> {
    if (this.#segments.length > 1) yield* this.#merge(0, this.#segments.length);
  }

  find(plan: Plan): Found {
    if (plan.isEmpty) return { ids: [], total: 0, texts: [] };
    const groups = this.#completed(plan).map((group) => {
      return { ...group, counts: group.anyOf.map((wanted) => this.#countOf(wanted)) };
    });
    const all = this.#segments.reduce((sum, { count }) => sum + count, 0);
    const weighed: WeighedGroup[] = groups
      .toSorted((left, right) => sumOf(left.counts) - sumOf(right.counts))
      .map(({ counts, ...group }) => ({ ...group, worths: counts.map((count) => worthOf(count, all)) }));
    this.#hits.begin(all);
    let base = 0;
    for (const segment of this.#segments) {
      matchSegment(segment, weighed, this.#weightsOf(segment), this.#hits, base);
      base += segment.count;
    }
    const texts = textsIn(groups);
    const total = this.#hits.length;
    return { ids: this.#best(texts.length > 0), total, texts };
  }

  /** See `Found`. */
  textsOf(plan: Plan): readonly Wanted[] {
    return textsIn(this.#completed(plan));
  }

  /** Who links to a note of this title, those in the trash included. */
  linkersOf(title: string): NoteId[] {
    return this.#idsOf(canonicalTerm(Kind.link, titleKeyOf(title)));
  }

  /** The note that a link by this title leads to: of several the one that was created first; none in the trash. */
  resolve(title: string): NoteId | null {
    let best: NoteId | null = null;
    let bestTime = Infinity;
    for (const segment of this.#segments) {
      for (const entry of this.#entriesOf(segment, canonicalTerm(Kind.title, titleKeyOf(title)))) {
        const time = segment.createdAt[entry] ?? 0;
        const id = segment.ids[entry];
        if (id === undefined || (segment.flags[entry] ?? 0) & Flag.trashed) continue;
        if (time > bestTime || (time === bestTime && best !== null && best < id)) continue;
        best = id;
        bestTime = time;
      }
    }
    return best;
  }

  /** Zeroes everything. The index is empty then. */
  wipe(): void {
    for (const segment of this.#segments) wipeSegment(segment);
    this.#segments = [];
    this.#hits.wipe();
    this.#builder.wipe();
    this.#pending.clear();
    this.#places = null;
  }

  #idsOf(term: string): NoteId[] {
    return this.#segments.flatMap((segment) =>
      this.#entriesOf(segment, term).flatMap((entry) => segment.ids[entry] ?? []),
    );
  }

  #entriesOf(segment: Segment, term: string): number[] {
    const [from, to] = rangeOfTerm(segment, term);
    if (from === to) return [];
    return Array.from(entriesWith(segment, term, this.#weightsOf(segment), this.#hits));
  }

  #completed({ groups }: Plan): readonly WantedGroup[] {
    return groups.map(({ isExcluded, anyOf }) => {
      return { isExcluded, anyOf: isExcluded ? anyOf : anyOf.map((wanted) => this.#withTypos(wanted)) };
    });
  }

  #withTypos(wanted: Wanted): Wanted {
    if (wanted.kind !== 'terms' || !wanted.isText) return wanted;
    const [word] = wanted.terms;
    // A word in quotes is meant as it is written.
    if (!word || wanted.terms.length < 2) return wanted;
    const mistakes = mistakesIn(word.text);
    if (mistakes === 0 || this.#countOf(wanted) >= fewNotes) return wanted;
    return {
      ...wanted,
      terms: [...wanted.terms, ...likeTerms(wordsLike(this.#segments, word.text, mistakes))],
    };
  }

  /** In how many notes it may be, at most. */
  #countOf(wanted: Wanted): number {
    if (wanted.kind === 'terms') return sumOf(wanted.terms.map((term) => this.#countOfTerm(term)));
    if (wanted.kind !== 'phrase') return Infinity;
    let count = Infinity;
    for (const [index, text] of wanted.terms.entries()) {
      const isPrefix = wanted.isLastPrefix && index === wanted.terms.length - 1;
      count = Math.min(count, this.#countOfTerm({ text, isPrefix, weight: 1 }));
    }
    return count;
  }

  #countOfTerm(term: WantedTerm): number {
    let count = 0;
    for (const segment of this.#segments) {
      const [from, to] = rangeOf(segment, term);
      for (let at = from; at < to; at++) count += entryCountOf(segment, at);
    }
    return count;
  }

  #weightsOf(segment: Segment): Weights {
    this.#knownAges ??= agesOf(this.#segments);
    const known = this.#weights.get(segment);
    if (known?.ages === this.#knownAges) return known;
    const weights = weightsOf(segment, this.#knownAges);
    this.#weights.set(segment, weights);
    return weights;
  }

  /** Of what was found the best. */
  #best(isRanked: boolean): NoteId[] {
    const { places, scores, length } = this.#hits;
    let next = 0;
    const bases = this.#segments.map(({ count }) => (next += count) - count);
    const timeOf = (index: number) => {
      const owner = ownerOf(bases, places[index] ?? 0);
      return this.#segments[owner]?.updatedAt[(places[index] ?? 0) - (bases[owner] ?? 0)] ?? 0;
    };
    if (!isRanked) {
      const oldest = (this.#knownAges ??= agesOf(this.#segments)).oldest;
      for (let index = 0; index < length; index++) scores[index] = timeOf(index) - oldest;
    }
    // Of two that fit as well, the one that was put in last is first.
    const best = bestOf(scores.subarray(0, length), mostHits, { isLastFirst: true });
    const ids: NoteId[] = [];
    for (const index of isRanked ? best : newestOf(scores.subarray(0, length), best, timeOf)) {
      const place = places[index] ?? 0;
      const owner = ownerOf(bases, place);
      const id = this.#segments[owner]?.ids[place - (bases[owner] ?? 0)];
      if (id !== undefined) ids.push(id);
    }
    return ids;
  }

  #placed(): Map<string, Place> {
    if (this.#places) return this.#places;
    this.#places = new Map();
    for (const segment of this.#segments) this.#place(segment);
    return this.#places;
  }

  #place(segment: Segment): void {
    if (!this.#places) return;
    for (const [entry, id] of segment.ids.entries())
      if (!((segment.flags[entry] ?? 0) & Flag.gone)) this.#places.set(id, { segment, entry });
  }

  #hasSmallOnes(): boolean {
    const [last, before] = this.#segments.toReversed();
    if (!last || !before) return false;
    return last.count < smallSegment && before.count < smallSegment;
  }

  /** Of two neighbours that are the fewest together, the first. */
  #smallestPair(): number {
    let best = 0;
    let least = Infinity;
    for (let index = 0; index + 1 < this.#segments.length; index++) {
      const together = (this.#segments[index]?.count ?? 0) + (this.#segments[index + 1]?.count ?? 0);
      if (together >= least) continue;
      best = index;
      least = together;
    }
    return best;
  }

  /** Puts one segment in the place of some neighbours. */
  *#merge(from: number, count = 2): Generator<void, void> {
    const old = this.#segments.slice(from, from + count);
    const merged = yield* mergeSegments(old);
    this.#segments.splice(from, old.length, merged);
    this.#place(merged);
    for (const segment of old) wipeSegment(segment);
  }
}

function textsIn(groups: readonly WantedGroup[]): Wanted[] {
  return groups.flatMap(({ isExcluded, anyOf }) => (isExcluded ? [] : anyOf.filter(isText)));
}

function isText(wanted: Wanted): boolean {
  return wanted.kind === 'phrase' || (wanted.kind === 'terms' && wanted.isText);
}

function goneIn({ flags }: Segment): number {
  let gone = 0;
  for (const flag of flags) if (flag & Flag.gone) gone += 1;
  return gone;
}

/** The inverse document frequency of BM25, never below 0. */
function worthOf(count: number, all: number): number {
  const holders = Math.min(count, all);
  return Math.log(1 + (all - holders + 0.5) / (holders + 0.5));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/**
 * The best by their times to the millisecond. Scores tell times to the second or minute, as far as a float reaches: of those that have
 * the score of the last of the best, any may belong to them, and what lies between their times tells.
 */
function newestOf(scores: Float32Array, best: Uint32Array, timeOf: (index: number) => number): Uint32Array {
  const least = scores[best.at(-1) ?? 0] ?? 0;
  const sure = best.filter((index) => (scores[index] ?? 0) > least);
  const close = new Uint32Array(scores.length);
  let count = 0;
  let from = Infinity;
  for (let index = 0; index < scores.length; index++) {
    if (scores[index] !== least) continue;
    close[count++] = index;
    from = Math.min(from, timeOf(index));
  }
  const times = Float32Array.from(close.subarray(0, count), (index) => timeOf(index) - from);
  const newest = new Uint32Array(best.length);
  newest.set(sure);
  const others = bestOf(times, best.length - sure.length, { isLastFirst: true });
  for (const [place, other] of others.entries()) newest[sure.length + place] = close[other] ?? 0;
  return newest.sort((left, right) => timeOf(right) - timeOf(left) || right - left);
}

/** The last whose first entry is not behind this place. */
function ownerOf(bases: readonly number[], place: number): number {
  let owner = bases.length - 1;
  while (owner > 0 && (bases[owner] ?? 0) > place) owner -= 1;
  return owner;
}
