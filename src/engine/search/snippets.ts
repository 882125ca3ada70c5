import type { MarkedText } from '../../contract/finding.ts';
import { joined, type Mark } from './marking.ts';

/** How long a snippet is, in UTF-16 code units, and how much of it comes before the first mark. */
const length = 160;
const before = 40;
/** How much more of a text is looked at for a snippet: marks and spaces are left out. */
const reach = 400;

/** Marks of Markdown at the beginning of a line. */
const lineMarks =
  /^[ \t]*(?:(?:#{1,6}|>|[-*+](?:[ \t]+\[[ xX]\])?|\d{1,9}[.)])[ \t]+|\[\^[^\]\s]{1,40}\]:[ \t]+|(?:```|~~~)[^\n]*|(?:[-*_][ \t]*){2}[-*_][-*_ \t]*$)/my;
const emphasis = /^(?:\*{1,3}|__|~~|`|\[\[|\]\])/;
/** A link or picture by its address: what comes before its text, its text, and what comes after it. */
const addressed = /(!?\[)([^\][\n]*)(\]\([^()\s]*\))/y;
const address = /\]\([^()\s]*\)/y;

/** The part of a text with the most of what is looked for, on one line. Null if there are no marks. */
export function snippetAround(text: string, marks: readonly Mark[]): MarkedText | null {
  const first = bestMark(marks);
  if (!first) return null;
  const from = startBefore(text, first.from);
  return lineOf(text, from, marks);
}

/** The mark at which the best part begins: of the different things that are looked for the most, then of marks. */
function bestMark(marks: readonly Mark[]): Mark | null {
  let best: Mark | null = null;
  let bestWorth = 0;
  let end = 0;
  const counts = new Map<number, number>();
  for (const [start, mark] of marks.entries()) {
    for (let next = marks[end]; next && next.to <= mark.from + length - before; next = marks[++end])
      counts.set(next.which, (counts.get(next.which) ?? 0) + 1);
    const worth = Math.max(1, counts.size) * 16 + Math.min(15, end - start);
    if (worth > bestWorth) [best, bestWorth] = [mark, worth];
    const count = (counts.get(mark.which) ?? 1) - 1;
    if (count > 0) counts.set(mark.which, count);
    else counts.delete(mark.which);
    end = Math.max(end, start + 1);
  }
  return best;
}

/** Where to begin so that a mark has some words before it: not within a word. */
export function startBefore(text: string, mark: number): number {
  if (mark <= before) return 0;
  const part = text.slice(mark - before, mark);
  const line = Math.max(part.lastIndexOf('\n\n'), part.lastIndexOf('\n#'));
  if (line >= 0) return mark - before + line + 1;
  const space = part.search(/\s/);
  if (space >= 0) return mark - before + space + 1;
  return isLowSurrogate(text, mark - before) ? mark - before + 1 : mark - before;
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000;
}

/** Text from a place on, on one line and without the marks of Markdown, unless they were looked for. */
export function lineOf(text: string, from: number, marks: readonly Mark[]): MarkedText {
  const inside = marks.filter((mark) => mark.from >= from && mark.from < from + reach);
  const end = Math.min(text.length, from + reach);
  /** For each code unit from `from` on where it has come to lie; -1: nowhere. */
  const places = new Int32Array(reach + 1).fill(-1);
  const lead = from > 0 ? '…' : '';
  let line = lead;
  // Asking the line itself would copy all of it each time.
  let wasSpace = true;
  let at = from;
  while (at < end && line.length < length) {
    const code = text.charCodeAt(at);
    const skipped = mayBeMark(text, at, code) ? skippedAt(text, at, inside) : 0;
    const plain = skipped > 0 ? at : endOfPlain(text, at, Math.min(end, at + length - line.length));
    if (skipped > 0) {
      at += skipped;
    } else if (plain > at) {
      for (let place = at; place < plain; place++) places[place - from] = line.length + place - at;
      line += text.slice(at, plain);
      wasSpace = false;
      at = plain;
    } else if (code <= 32 || (code > 127 && /\s/.test(text.charAt(at)))) {
      if (!wasSpace) line += ' ';
      wasSpace = true;
      at += 1;
    } else {
      const width = widthAt(text, at);
      places[at - from] = line.length;
      line += width === 1 ? text.charAt(at) : text.slice(at, at + 2);
      wasSpace = false;
      at += width;
    }
  }
  const hasMore = at + 20 < text.length || text.slice(at).trim() !== '';
  const shown = inside.flatMap((mark) => rangeIn(text, places, from, mark) ?? []);
  return { text: line.trimEnd() + (hasMore ? '…' : ''), marks: joined(shown) };
}

/** The end of the ASCII letters and digits that begin at a place, or that place. */
function endOfPlain(text: string, from: number, to: number): number {
  let at = from;
  for (; at < to; at++) {
    const code = text.charCodeAt(at);
    const isLetter = (code > 96 && code < 123) || (code > 64 && code < 91);
    if (!isLetter && (code < 48 || code > 57)) break;
  }
  return at;
}

/** Whether Markdown may have a mark here: most characters are quickly told to be none. */
function mayBeMark(text: string, at: number, code: number): boolean {
  return (
    code === 33 ||
    code === 42 ||
    code === 91 ||
    code === 93 ||
    code === 95 ||
    code === 96 ||
    code === 126 ||
    at === 0 ||
    text.charCodeAt(at - 1) === 10
  );
}

/** How much of Markdown stands here that is left out; 0 if none does, or somebody looked for it. */
function skippedAt(text: string, at: number, marks: readonly Mark[]): number {
  const isWanted = (from: number, to: number) => marks.some((mark) => mark.from < to && mark.to > from);
  const isLineStart = at === 0 || text.charCodeAt(at - 1) === 10;
  const skipped =
    (isLineStart ? lengthAt(lineMarks, text, at) : 0) ||
    (emphasis.exec(text.slice(at, at + 3))?.[0].length ?? 0) ||
    lengthAt(address, text, at);
  if (skipped > 0) return isWanted(at, at + skipped) ? 0 : skipped;
  addressed.lastIndex = at;
  const [, before = '', shown = '', after = ''] = addressed.exec(text) ?? [];
  const end = at + before.length + shown.length;
  return isWanted(end, end + after.length) ? 0 : before.length;
}

/** How much of a text a pattern with the flag `y` fits from a place on. */
function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** Where a mark has come to lie; null if it has not come along. */
function rangeIn(
  text: string,
  places: Int32Array,
  offset: number,
  { from, to }: Mark,
): { readonly from: number; readonly to: number } | null {
  let first = -1;
  let last = -1;
  for (let at = from; at < to && at - offset < places.length; at++) {
    const place = places[at - offset] ?? -1;
    if (place < 0) continue;
    if (first < 0) first = place;
    last = place + widthAt(text, at);
  }
  return first < 0 ? null : { from: first, to: last };
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
