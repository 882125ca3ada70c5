import type { NoteId, NoteSummary } from '../../contract/words.ts';
import { canonicalTerm, notebookTerm, tagTerm } from './special-terms.ts';
import { GrowingBytes, GrowingNumbers, GrowingTexts } from './columns.ts';
import { TermScanner } from './scanner.ts';
import { Field, Flag, Kind, type Segment } from './segment.ts';
import { titleKeyOf, wikiLinksOf } from '../../vault/index.ts';
import { GrowingVocabulary } from './vocabulary.ts';

/** The most words of one note that are in the index: what follows is not found. */
export const mostWords = 1 << 20;
/** How much text is divided into words at a time, in UTF-16 code units: about 2 ms. */
const slice = 64 * 1024;
/** The most terms that are written at a time. */
const mostOccurrences = 60_000;

/** Stands where what comes next does not follow what came before. */
const gap = 0xffffffff;

/** A note as it is put into the index. */
export interface IndexedNote {
  readonly summary: NoteSummary;
  readonly body: string;
  readonly attachmentNames: readonly string[];
}

const openTask = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[ \]/m;

function hasOpenTask(body: string): boolean {
  return body.includes('[ ]') && openTask.test(body);
}

/** The `Flag` bits of a note. */
export function flagsOf({
  pinned,
  favourite,
  template,
  archivedAt,
  trashedAt,
  attachmentCount,
}: NoteSummary): number {
  return (
    (pinned ? Flag.pinned : 0) |
    (favourite ? Flag.favourite : 0) |
    (template ? Flag.template : 0) |
    (archivedAt === null ? 0 : Flag.archived) |
    (trashedAt === null ? 0 : Flag.trashed) |
    (attachmentCount > 0 ? Flag.attachment : 0)
  );
}

/** See `Segment.abouts`. */
export function aboutOf({ title, tags, notebook, attachmentCount }: NoteSummary): number {
  const text = JSON.stringify([title, tags, notebook, attachmentCount]);
  // FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv), over code units: names that differ in two letters differ here.
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Gathers notes, and makes a segment of them. Its steps yield often enough for others to have their turn. */
export class SegmentBuilder {
  readonly #scanner = new TermScanner();
  readonly #vocabulary = new GrowingVocabulary();
  /** For each term of each entry its number * 16 and its `Field`; or a gap. */
  readonly #log = new GrowingNumbers();
  /** Where in the log each entry ends. */
  readonly #ends = new GrowingNumbers();
  readonly #lengths = new GrowingNumbers();
  readonly #abouts = new GrowingNumbers();
  readonly #titles = new GrowingTexts();
  readonly #foldedTitles = new GrowingTexts();
  readonly #ids: NoteId[] = [];
  readonly #createdAt: number[] = [];
  readonly #updatedAt: number[] = [];
  readonly #flags: number[] = [];

  get count(): number {
    return this.#flags.length;
  }

  /** Gives up an entry that is not in a segment yet. */
  drop(entry: number): void {
    this.#flags[entry] = (this.#flags[entry] ?? 0) | Flag.gone;
  }

  /** How much it holds, counted in words. */
  get size(): number {
    return this.#log.length;
  }

  *add({ summary, body, attachmentNames }: IndexedNote): Generator<void, void> {
    const from = this.#log.length;
    this.#addField(summary.title, Field.title);
    for (const tag of summary.tags) this.#addField(tag, Field.tag);
    for (const name of attachmentNames) this.#addField(name, Field.attachment);
    if (summary.notebook !== null) this.#addField(summary.notebook, Field.notebook);
    yield* this.#addBody(body);
    const length = this.#log.length - from;
    const links = wikiLinksOf(body);
    this.#addSpecial([
      canonicalTerm(Kind.title, titleKeyOf(summary.title)),
      ...(summary.notebook === null ? [] : [notebookTerm(summary.notebook)]),
      ...summary.tags.map(tagTerm),
      ...new Set(links.map(({ title }) => canonicalTerm(Kind.link, titleKeyOf(title)))),
    ]);
    this.#ends.push(this.#log.length);
    this.#lengths.push(length);
    this.#abouts.push(aboutOf(summary));
    this.#titles.push(summary.title);
    this.#ids.push(summary.id);
    this.#createdAt.push(summary.createdAt);
    this.#updatedAt.push(summary.updatedAt);
    this.#flags.push(
      flagsOf(summary) | (hasOpenTask(body) ? Flag.openTask : 0) | (links.length > 0 ? Flag.link : 0),
    );
    this.#foldedTitles.push(foldedTitleOf(summary.title, this.#scanner));
  }

  /** Makes the segment; the builder is empty then. */
  *freeze(): Generator<void, Segment> {
    const { terms, numbers } = yield* this.#vocabulary.sorted();
    yield;
    const written = yield* this.#write(numbers, terms.starts.length - 1);
    const segment: Segment = {
      count: this.count,
      ids: this.#ids.splice(0),
      createdAt: Float64Array.from(this.#createdAt.splice(0)),
      updatedAt: Float64Array.from(this.#updatedAt.splice(0)),
      flags: Uint16Array.from(this.#flags.splice(0)),
      lengths: this.#lengths.take(),
      abouts: this.#abouts.take(),
      titles: this.#titles.take(),
      foldedTitles: this.#foldedTitles.take(),
      terms,
      ...written,
    };
    this.wipe();
    return segment;
  }

  wipe(): void {
    this.#vocabulary.clear();
    this.#log.clear();
    this.#ends.clear();
    this.#lengths.clear();
    this.#abouts.clear();
    this.#titles.take();
    this.#foldedTitles.take();
    for (const list of [this.#ids, this.#createdAt, this.#updatedAt, this.#flags]) list.length = 0;
  }

  #addField(text: string, field: number): void {
    this.#scanner.scan(text, 0, text.length, () => this.#push(field));
    this.#log.push(gap);
  }

  *#addBody(body: string): Generator<void, void> {
    const last = this.#log.length + mostWords;
    const sink = () => this.#push(0);
    let at = 0;
    while (at < body.length && this.#log.length < last) {
      const before = at;
      at = this.#scanner.scan(body, at, at + slice, sink);
      if (at < body.length && at > before) yield;
    }
  }

  #push(field: number): void {
    const { units, length, hash } = this.#scanner;
    this.#log.push(this.#vocabulary.numberOf(units, length, hash) * 16 + field);
  }

  #addSpecial(terms: readonly string[]): void {
    for (const term of terms) this.#log.push(this.#vocabulary.numberOfText(term) * 16);
  }

  /** `numbers`: the place of each term among the sorted ones. */
  *#write(numbers: Uint32Array, termCount: number): Generator<void, Pick<Segment, 'postings' | 'positions'>> {
    const log = this.#log.view;
    const starts = startsOfTerms(log, numbers, termCount);
    yield;
    const entries = new Uint32Array(starts[termCount] ?? 0);
    const places = new Uint32Array(entries.length);
    yield* this.#distribute(log, numbers, starts.slice(), entries, places);
    const postings = new GrowingBytes();
    const positions = new GrowingBytes();
    const postingStarts = new Uint32Array(termCount + 1);
    const positionStarts = new Uint32Array(termCount + 1);
    let sinceBreath = 0;
    for (let term = 0; term < termCount; term++) {
      writeTerm({ postings, positions }, entries, places, starts[term] ?? 0, starts[term + 1] ?? 0);
      postingStarts[term + 1] = postings.length;
      positionStarts[term + 1] = positions.length;
      sinceBreath += (starts[term + 1] ?? 0) - (starts[term] ?? 0);
      if (sinceBreath > mostOccurrences) {
        sinceBreath = 0;
        yield;
      }
    }
    entries.fill(0);
    places.fill(0);
    return {
      postings: { bytes: postings.take(), starts: postingStarts },
      positions: { bytes: positions.take(), starts: positionStarts },
    };
  }

  /** Puts what the log says into the order of the terms: a counting sort. */
  *#distribute(
    log: Uint32Array,
    numbers: Uint32Array,
    next: Uint32Array,
    entries: Uint32Array,
    places: Uint32Array,
  ): Generator<void, void> {
    let at = 0;
    let sinceBreath = 0;
    for (const [entry, end] of this.#ends.view.entries()) {
      let position = 0;
      sinceBreath += end - at;
      for (; at < end; at++) {
        const logged = log[at] ?? gap;
        position += 1;
        if (logged === gap) continue;
        const term = numbers[logged >>> 4] ?? 0;
        const slot = next[term] ?? 0;
        next[term] = slot + 1;
        entries[slot] = entry;
        places[slot] = position * 16 + (logged & 15);
      }
      if (sinceBreath > mostOccurrences) {
        sinceBreath = 0;
        yield;
      }
    }
  }
}

/** Where the occurrences of each term begin once they are sorted by it. */
function startsOfTerms(log: Uint32Array, numbers: Uint32Array, termCount: number): Uint32Array {
  const starts = new Uint32Array(termCount + 1);
  for (const logged of log) {
    if (logged === gap) continue;
    const term = numbers[logged >>> 4] ?? 0;
    starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  }
  for (let term = 0; term < termCount; term++)
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  return starts;
}

/** One term's postings and positions: see `Segment`. */
function writeTerm(
  { postings, positions }: { readonly postings: GrowingBytes; readonly positions: GrowingBytes },
  entries: Uint32Array,
  places: Uint32Array,
  from: number,
  to: number,
): void {
  let count = 0;
  for (let at = from; at < to; at++) if (at === from || entries[at] !== entries[at - 1]) count += 1;
  postings.varint(count);
  let before = -1;
  for (let at = from; at < to;) {
    const entry = entries[at] ?? 0;
    let end = at;
    let inBody = 0;
    let fields = 0;
    for (; end < to && entries[end] === entry; end++) {
      const field = (places[end] ?? 0) & 15;
      if (field === 0) inBody += 1;
      fields |= field;
    }
    const isOne = end - at === 1 && fields === 0;
    postings.varint((entry - before) * 2 + (isOne ? 0 : 1));
    if (!isOne) {
      postings.byte((fields << 4) | Math.min(15, inBody));
      positions.varint(end - at);
    }
    let last = 0;
    for (; at < end; at++) {
      const position = (places[at] ?? 0) >>> 4;
      positions.varint(position - last);
      last = position;
    }
    before = entry;
  }
}

/** The terms of a title with a space between them. */
export function foldedTitleOf(title: string, scanner = new TermScanner()): string {
  const terms: string[] = [];
  scanner.scan(title, 0, title.length, () => {
    terms.push(scanner.text);
  });
  return terms.join(' ');
}
