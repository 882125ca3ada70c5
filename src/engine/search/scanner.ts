import { foldWord, maxTermLength } from './folding.ts';

/**
 * What goes on beyond is another word. Without a bound each slice of a text without a break would take time in proportion to what is
 * left of it, and some million letters more than the stack of a pattern. It is longer than a slice, so that no pair is missed.
 */
const wordAt = /[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060]{0,131071}/uy;

/** Scripts that are written without spaces between words. */
const unspaced =
  /[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]&&[\p{L}\p{N}]]/v;

/** A letter with what belongs to it. */
const cellAt = /(?:\P{M}|^\p{M})[\p{M}\u00ad\u200b-\u200d\u2060]*/uy;

/** The folded form of each ASCII letter and digit; 0 for every other character. */
const foldedAscii = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code).toLowerCase();
  return /[0-9a-z]/.test(character) ? character.charCodeAt(0) : 0;
});

/** Called for each term: where in the text it stands, in UTF-16 code units. The term itself is in the scanner. */
export type TermSink = (start: number, end: number) => void;

/**
 * Divides text into terms: words, and where words have no spaces between them each letter together with the next one. What a
 * sink sees of the scanner holds until it returns.
 */
export class TermScanner {
  /** The folded term, and how much of this is used. */
  readonly units = new Uint16Array(maxTermLength);
  length = 0;
  /** 32 bits of it. */
  hash = 0;
  /** Of two letters that are one term: where the first ends; otherwise where the term ends. */
  firstEnd = 0;

  get text(): string {
    return String.fromCharCode(...this.units.subarray(0, this.length));
  }

  /**
   * Tells the sink every term from `from` on, until one begins at `until` or later. Answers where to go on: the text's length at its
   * end. Only the whole text in its order gives all terms.
   */
  scan(text: string, from: number, until: number, sink: TermSink): number {
    const end = text.length;
    let at = from;
    while (at < end && at < until) {
      const start = at;
      let length = 0;
      let hash = 0;
      let code = text.charCodeAt(at);
      while (code < 128) {
        const folded = foldedAscii[code] ?? 0;
        if (folded === 0) break;
        if (length < maxTermLength) {
          this.units[length++] = folded;
          hash = (Math.imul(hash, 31) + folded) | 0;
        }
        code = ++at < end ? text.charCodeAt(at) : 0;
      }
      if (code < 128) {
        if (at > start) this.#emit(length, hash, at, start, sink);
        else at += 1;
        continue;
      }
      wordAt.lastIndex = start;
      const word = wordAt.exec(text)?.[0];
      if (word === undefined) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
      else at = this.#scanWord(word, start, until, sink);
    }
    return Math.max(at, from);
  }

  #emit(length: number, hash: number, end: number, start: number, sink: TermSink, firstEnd = end): void {
    this.length = length;
    this.hash = hash;
    this.firstEnd = firstEnd;
    sink(start, end);
  }

  #emitFolded(folded: string, start: number, end: number, sink: TermSink, firstEnd = end): void {
    const length = Math.min(folded.length, maxTermLength);
    if (length === 0) return;
    for (let index = 0; index < length; index++) this.units[index] = folded.charCodeAt(index);
    this.#emit(length, hashOf(this.units, length), end, start, sink, firstEnd);
  }

  #scanWord(word: string, offset: number, until: number, sink: TermSink): number {
    if (!unspaced.test(word)) {
      this.#emitFolded(foldWord(word), offset, offset + word.length, sink);
      return offset + word.length;
    }
    let spacedFrom = 0;
    let cell = cellIn(word, 0);
    while (cell) {
      const next: Cell | null = cellIn(word, cell.end);
      if (cell.isUnspaced) {
        if (cell.from > spacedFrom) this.#emitPart(word, spacedFrom, cell.from, offset, sink);
        spacedFrom = cell.end;
        const pair = next?.isUnspaced ? next : null;
        const folded =
          foldWord(word.slice(cell.from, cell.end)) + (pair ? foldWord(word.slice(pair.from, pair.end)) : '');
        this.#emitFolded(folded, offset + cell.from, offset + (pair ?? cell).end, sink, offset + cell.end);
        if (offset + cell.end >= until) return offset + cell.end;
      }
      cell = next;
    }
    if (spacedFrom < word.length) this.#emitPart(word, spacedFrom, word.length, offset, sink);
    return offset + word.length;
  }

  #emitPart(word: string, from: number, to: number, offset: number, sink: TermSink): void {
    this.#emitFolded(foldWord(word.slice(from, to)), offset + from, offset + to, sink);
  }
}

interface Cell {
  readonly from: number;
  readonly end: number;
  readonly isUnspaced: boolean;
}

function cellIn(word: string, from: number): Cell | null {
  if (from >= word.length) return null;
  cellAt.lastIndex = from;
  const text = cellAt.exec(word)?.[0] ?? word.charAt(from);
  return { from, end: from + text.length, isUnspaced: unspaced.test(text) };
}

/** 32 bits of a term. */
export function hashOf(units: Uint16Array, length: number): number {
  let hash = 0;
  for (let index = 0; index < length; index++) hash = (Math.imul(hash, 31) + (units[index] ?? 0)) | 0;
  return hash;
}

/** A term of a text. */
export interface Term {
  readonly text: string;
  /** A word; two letters of a script without spaces, of which the next term begins with the second; or the last such letter. */
  readonly kind: 'word' | 'pair' | 'last';
}

/** The terms of a short text. */
export function termsOf(text: string): Term[] {
  const scanner = new TermScanner();
  const terms: Term[] = [];
  scanner.scan(text, 0, text.length, (start, end) => {
    const term = scanner.text;
    const kind = scanner.firstEnd < end ? 'pair' : unspaced.test(text.slice(start, end)) ? 'last' : 'word';
    terms.push({ text: term, kind });
  });
  return terms;
}
