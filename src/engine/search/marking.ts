import type { MarkedText } from '../../contract/finding.ts';
import { maxTermLength } from './folding.ts';
import type { Wanted, WantedTerm } from './plan.ts';
import { TermScanner } from './scanner.ts';

/** Something that was looked for, in a text. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  /** Which of the things looked for: its number. */
  readonly which: number;
}

/** How much of a text is read for marks, in UTF-16 code units: beyond it nothing is marked. */
const longest = 2 * 1024 * 1024;
/** So many marks are enough, once everything that is looked for is among them. */
const enoughMarks = 24;
/** The most marks in one text, whatever is among them. */
const mostMarks = 10_000;
/** How much is read before it is asked whether that is enough. */
const atOnce = 4_096;

/** Finds what was looked for in texts. Its marks name places in the text as it is written. */
export class Marker {
  readonly #scanner = new TermScanner();
  readonly #patterns: readonly Pattern[];

  constructor(texts: readonly Wanted[]) {
    this.#patterns = texts.flatMap((wanted, which) => patternsOf(wanted, which));
  }

  /** How many things are looked for. */
  get count(): number {
    return new Set(this.#patterns.map(({ which }) => which)).size;
  }

  /** In their order; of many, the first. `isTitle`: what must be in a title is marked there alone. */
  marksIn(text: string, isTitle: boolean): Mark[] {
    const marks: Mark[] = [];
    const patterns = this.#patterns.filter(({ inTitle }) => isTitle || !inTitle);
    if (patterns.length === 0) return marks;
    const wanted = new Set(patterns.map(({ which }) => which)).size;
    const readOn = plainReader(text, patterns, marks) ?? this.#reader(text, patterns, marks);
    let read = 0;
    while (read < text.length && read < longest) {
      read = readOn(read, read + atOnce);
      if (marks.length >= enoughMarks && new Set(marks.map(({ which }) => which)).size === wanted) break;
      if (marks.length >= mostMarks) break;
    }
    return marks.sort((a, b) => a.from - b.from || a.to - b.to);
  }

  #reader(text: string, patterns: readonly Pattern[], marks: Mark[]): ReadOn {
    for (const pattern of patterns) pattern.reset();
    const scanner = this.#scanner;
    const sink = (start: number, end: number) => {
      for (const pattern of patterns) pattern.meet(scanner, start, end, marks);
    };
    return (from, until) => scanner.scan(text, from, until, sink);
  }

  /** A short text with its marks. */
  mark(text: string, isTitle = false): MarkedText {
    return { text, marks: joined(this.marksIn(text, isTitle)) };
  }
}

/** Marks what begins from one place on, up to another, and answers where to go on. */
type ReadOn = (from: number, until: number) => number;

const ascii = /^[\0-\x7f]*$/;
const letter = /[0-9a-z]/;

/** For plain letters and single words, which need no scanner; null for everything else. */
function plainReader(text: string, patterns: readonly Pattern[], marks: Mark[]): ReadOn | null {
  const terms = patterns.flatMap(({ which, onlyTerm }) =>
    onlyTerm ? [{ which, ...onlyTerm, next: 0 }] : [],
  );
  if (terms.length < patterns.length || text.length > longest || !ascii.test(text)) return null;
  const folded = text.toLowerCase();
  for (const term of terms) term.next = placeOf(folded, term, 0);
  return (_, until) => {
    for (const term of terms) {
      for (; term.next < until; term.next = placeOf(folded, term, term.next + 1)) {
        marks.push({ from: term.next, to: term.next + term.text.length, which: term.which });
      }
    }
    return Math.min(until, text.length);
  };
}

/** Where a word stands from a place on, or one that begins so; Infinity if nowhere. */
function placeOf(folded: string, { text, isPrefix }: Omit<WantedTerm, 'weight'>, from: number): number {
  for (let at = folded.indexOf(text, from); at >= 0; at = folded.indexOf(text, at + 1)) {
    const end = at + text.length;
    if ((isPrefix || !letter.test(folded.charAt(end))) && !letter.test(folded.charAt(at - 1))) return at;
  }
  return Infinity;
}

/** As `MarkedText` has them: none touching another. */
export function joined(marks: readonly Omit<Mark, 'which'>[]): [number, number][] {
  const result: [number, number][] = [];
  for (const { from, to } of marks) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

function patternsOf(wanted: Wanted, which: number): Pattern[] {
  if (wanted.kind === 'terms') return wanted.terms.map((term) => new Pattern([term], which, wanted.inTitle));
  if (wanted.kind !== 'phrase') return [];
  const terms = wanted.terms.map((text, index) => ({
    text,
    isPrefix: wanted.isLastPrefix && index === wanted.terms.length - 1,
  }));
  return [new Pattern(terms, which, wanted.inTitle)];
}

interface Step {
  readonly units: Uint16Array;
  readonly isPrefix: boolean;
}

/** Terms that follow one another, and how many of them the last terms of a text were. */
class Pattern {
  readonly which: number;
  readonly inTitle: boolean;
  /** If there is no other, and it was not cut. */
  readonly onlyTerm: Omit<WantedTerm, 'weight'> | null;
  readonly #steps: readonly Step[];
  /** For each number of terms that have just been met: where the first began, or -1. */
  readonly #starts: Int32Array;

  constructor(terms: readonly Omit<WantedTerm, 'weight'>[], which: number, inTitle: boolean) {
    this.which = which;
    this.inTitle = inTitle;
    const [only] = terms;
    const isOne = only !== undefined && terms.length === 1 && only.text.length < maxTermLength;
    this.onlyTerm = isOne ? only : null;
    this.#steps = terms.map(({ text, isPrefix }) => ({
      units: Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)),
      isPrefix,
    }));
    this.#starts = new Int32Array(terms.length + 1).fill(-1);
  }

  reset(): void {
    this.#starts.fill(-1);
  }

  meet(scanner: TermScanner, start: number, end: number, marks: Mark[]): void {
    const steps = this.#steps;
    const [only] = steps;
    if (steps.length === 1 && only) {
      if (isMet(only, scanner))
        marks.push({ from: start, to: endOf(only, scanner, start, end), which: this.which });
      return;
    }
    const starts = this.#starts;
    for (let index = steps.length - 1; index >= 0; index--) {
      const begun = index === 0 ? start : (starts[index] ?? -1);
      const step = steps[index];
      starts[index + 1] = begun >= 0 && step && isMet(step, scanner) ? begun : -1;
    }
    const from = starts[steps.length] ?? -1;
    const last = steps.at(-1);
    if (from >= 0 && last) marks.push({ from, to: endOf(last, scanner, start, end), which: this.which });
  }
}

function isMet({ units, isPrefix }: Step, scanner: TermScanner): boolean {
  const { length } = units;
  if (scanner.units[0] !== units[0]) return false;
  if (isPrefix ? scanner.length < length : scanner.length !== length) return false;
  for (let index = 1; index < length; index++) if (scanner.units[index] !== units[index]) return false;
  return true;
}

/** The end of what is marked: of a word that goes on, where that can be told, only its beginning. */
function endOf({ units }: Step, scanner: TermScanner, start: number, end: number): number {
  if (units.length === scanner.length) return end;
  if (scanner.firstEnd < end) return scanner.firstEnd;
  // What is longer than a term can be was cut, and is longer than it.
  const isOneToOne = scanner.length === end - start || scanner.length === maxTermLength;
  return isOneToOne ? Math.min(end, start + units.length) : end;
}
