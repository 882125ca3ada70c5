import type { MarkedText } from '../../contract/index.ts';

/** UTF-16 code units of a title that a row can possibly show: the rest would only weigh on the DOM. */
const rowLength = 200;

/** What would have no shape in a row, or turn the words around it round. */
const shapeless = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

function visible(text: string): string {
  return text.replaceAll(shapeless, ' ').trim();
}

/**
 * A snippet without the title that it may begin with: a text whose first line is its heading would say it twice.
 * Empty where there is no text at all.
 */
export function rowSnippet(title: string, snippet: string): string {
  const words = title.trim().replaceAll(/\s+/g, ' ');
  const repeats = words !== '' && snippet.startsWith(`${words} `);
  return visible(repeats ? snippet.slice(words.length) : snippet);
}

/** The beginning of a title, whole characters only. */
export function rowTitle(title: string): string {
  const trimmed = title.trim();
  if (trimmed.length <= rowLength) return visible(trimmed) || 'Untitled';
  const cut = trimmed.slice(0, rowLength);
  return `${visible(cut.isWellFormed() ? cut : cut.slice(0, -1))}…`;
}

/** The most of a text that a line of a row shows before what was looked for, in UTF-16 code units. */
const mostBefore = 16;

/** The part of a marked text that begins so near its first mark that one line shows it. */
export function nearFirstMark({ text, marks }: MarkedText): MarkedText {
  const first = marks[0]?.[0] ?? 0;
  if (first <= mostBefore) return { text, marks };
  const space = text.indexOf(' ', first - mostBefore);
  const from = space === -1 || space >= first ? first : space + 1;
  return {
    text: `…${text.slice(from)}`,
    marks: marks.map(([begin, end]) => [begin - from + 1, end - from + 1]),
  };
}

/** As much of a marked text as a row can show, without what has no shape. */
export function shownMarks({ text, marks }: MarkedText): MarkedText {
  const cut = text.slice(0, rowLength).toWellFormed();
  return {
    text: cut.replaceAll(shapeless, (run) => ' '.repeat(run.length)),
    marks: marks.filter(([, to]) => to <= cut.length),
  };
}
