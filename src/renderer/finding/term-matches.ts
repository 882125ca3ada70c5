import type { SearchRow } from '../../contract/index.ts';
import { fold } from './folding.ts';

/** A place in a text, in UTF-16 code units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Scripts that put no spaces between words: there, what is looked for may stand anywhere. */
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/u;
const ofWord = /[\p{L}\p{N}]$/u;

/** Terms as they are compared, each once. */
export function foldedTerms(terms: readonly string[]): readonly string[] {
  return [...new Set(terms.map((term) => fold(term).text.trim()))].filter((term) => term !== '');
}

/** Whether a word begins at a place of a folded text, or nothing says where words begin. */
function beginsWord(text: string, at: number, term: string): boolean {
  if (at === 0 || spaceless.test(term)) return true;
  const before = text.slice(Math.max(0, at - 2), at);
  return !ofWord.test(before) || spaceless.test(before);
}

/** Where folded terms stand in a text at the beginning of words, in order; those that overlap are one. */
export function termMatches(text: string, terms: readonly string[]): readonly Span[] {
  const folded = fold(text);
  const found: Span[] = [];
  for (const term of terms) {
    for (let at = folded.text.indexOf(term); at >= 0; at = folded.text.indexOf(term, at + term.length)) {
      if (!beginsWord(folded.text, at, term)) continue;
      // What follows the last letter may be an accent of it.
      found.push({ from: folded.from[at] ?? 0, to: folded.from[at + term.length] ?? text.length });
    }
  }
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  const spans: Span[] = [];
  for (const span of found) {
    const last = spans.at(-1);
    if (last === undefined || span.from >= last.to) spans.push(span);
    else if (span.to > last.to) spans[spans.length - 1] = { from: last.from, to: span.to };
  }
  return spans;
}

/** What a row shows of what was looked for, as its note writes it. */
export function termsOfRow({ title, snippet }: SearchRow): readonly string[] {
  return [title, snippet].flatMap(({ text, marks }) => marks.map(([from, to]) => text.slice(from, to)));
}
