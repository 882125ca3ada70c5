import { maxTitleLength } from '../contract/words.ts';

/** A link to a note by its title: `[[Title]]` or `[[Title|shown text]]`. Offsets count UTF-16 code units of the body. */
export interface WikiLink {
  /** Without spaces at its ends. */
  readonly title: string;
  /** From the first bracket to behind the last. */
  readonly from: number;
  readonly to: number;
  /** Where in the body the title stands. */
  readonly titleFrom: number;
  readonly titleTo: number;
}

/**
 * The links of a note's text, in their order. What stands in code (fenced, or between backticks) is none, nor is
 * `\[[`. A link lies on one line. In a table the stroke may be written `\|`. Takes time in proportion to the text, whatever is in it.
 */
export function wikiLinksOf(body: string): readonly WikiLink[] {
  if (!body.includes('[[')) return [];
  const links: WikiLink[] = [];
  for (const { from, to } of blocksOf(body)) {
    const text = body.slice(from, to);
    if (text.includes('[[')) for (const link of linksIn(text, from)) links.push(link);
  }
  return links;
}

/** What two titles have in common that name the same note: case, spaces at the ends and the way of composing letters do not matter. */
export function titleKeyOf(title: string): string {
  return title.trim().toLowerCase().normalize('NFC');
}

/** Whether a link can name this title, without the spaces at its ends, both with and without shown text. */
export function canBeLinked(title: string): boolean {
  const name = title.trim();
  return [`[[${name}]]`, `[[${name}|x]]`].every((written) => {
    const [link, ...others] = wikiLinksOf(written);
    return link?.title === name && link.from === 0 && link.to === written.length && others.length === 0;
  });
}

/** The body with other titles in its links, wherever `rename` gives one. */
export function withTitles(body: string, rename: (title: string) => string | null): string {
  const parts: string[] = [];
  let from = 0;
  for (const { title, titleFrom, titleTo } of wikiLinksOf(body)) {
    const next = rename(title);
    if (next === null) continue;
    parts.push(body.slice(from, titleFrom), next);
    from = titleTo;
  }
  return parts.join('') + body.slice(from);
}

/** Lines that belong together: a code span does not reach beyond them. */
interface Block {
  readonly from: number;
  readonly to: number;
}

// A step at a time: a pattern that repeats groups runs out of its stack in a line of some million signs.
const quoteSign = /[ \t]*>/y;
const itemSign = /[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t])/y;
// The whole run at once: tried at every length, a long one would take time in proportion to its square.
const fenceMarks = /[ \t]*(?<marks>`{3,}(?!`)(?!.*`)|~{3,})/y;
const fenceEnd = /[ \t]*(?<marks>`{3,}|~{3,})[ \t]*$/y;
const newBlock = /^[ \t>]*(?:$|#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])/;

/** Everything that is not fenced code (CommonMark 0.31.2, section 4.5), which is looked for in quotes and lists, too. */
function* blocksOf(body: string): Generator<Block> {
  let fence: string | null = null;
  let start = 0;
  for (const { from, to } of linesOf(body)) {
    const line = body.slice(from, to);
    if (fence !== null) {
      if (closes(fence, line)) fence = null;
      start = to;
      continue;
    }
    const opening = openingOf(line);
    if (opening === undefined && !newBlock.test(line)) continue;
    yield { from: start, to: from };
    fence = opening ?? null;
    start = opening === undefined ? from : to;
  }
  yield { from: start, to: body.length };
}

function openingOf(line: string): string | undefined {
  if (!line.includes('```') && !line.includes('~~~')) return undefined;
  fenceMarks.lastIndex = behind(itemSign, line, behind(quoteSign, line, 0));
  return fenceMarks.exec(line)?.groups?.marks;
}

function closes(fence: string, line: string): boolean {
  if (!line.includes(fence)) return false;
  fenceEnd.lastIndex = behind(quoteSign, line, 0);
  return fenceEnd.exec(line)?.groups?.marks?.startsWith(fence) === true;
}

/** Where a line goes on behind all signs of a kind that stand there. */
function behind(sign: RegExp, line: string, from: number): number {
  sign.lastIndex = from;
  let at = from;
  while (sign.test(line)) at = sign.lastIndex;
  return at;
}

function* linesOf(body: string): Generator<Block> {
  const ends = /\r\n|\r|\n/g;
  let from = 0;
  for (let end = ends.exec(body); end; end = ends.exec(body)) {
    yield { from, to: end.index };
    from = ends.lastIndex;
  }
  yield { from, to: body.length };
}

/** What ends a link, or shows that it is none. */
const linkEnd = /\[\[|\]\]|[\r\n]/g;

/** Whatever begins first stands: a link in code is none, and a backtick in a link opens no code. */
function linksIn(text: string, offset: number): readonly WikiLink[] {
  const links: WikiLink[] = [];
  const codeEnd = codeEnds(text);
  const starts = /\\[^]|`+|\[\[/g;
  for (let start = starts.exec(text); start; start = starts.exec(text)) {
    const [mark] = start;
    if (mark.startsWith('`')) starts.lastIndex = codeEnd(start.index, mark.length);
    if (mark !== '[[') continue;
    const link = linkAt(text, start.index, offset);
    starts.lastIndex = link ? link.to - offset : start.index + 1;
    if (link) links.push(link);
  }
  return links;
}

/** No third bracket: `[[[a]]` is a bracket and a link. */
function linkAt(text: string, at: number, offset: number): WikiLink | null {
  if (text.charAt(at + 2) === '[') return null;
  linkEnd.lastIndex = at + 2;
  const end = linkEnd.exec(text);
  return end?.[0] === ']]' ? linkOf(text.slice(at + 2, end.index), offset + at) : null;
}

function linkOf(inner: string, from: number): WikiLink | null {
  const stroke = inner.indexOf('|');
  const named = stroke === -1 ? inner : inner.slice(0, stroke).replace(/\\$/, '');
  const title = named.trim();
  if (title === '' || title.length > maxTitleLength) return null;
  const titleFrom = from + 2 + (named.length - named.trimStart().length);
  return { title, from, to: from + inner.length + 4, titleFrom, titleTo: titleFrom + title.length };
}

/**
 * Where the code ends that a run of backticks opens: behind the next run of the same length; if there is none, it opens
 * nothing and ends behind itself.
 */
function codeEnds(text: string): (index: number, length: number) => number {
  let last: ReadonlyMap<number, number> | null = null;
  return (index, length) => {
    last ??= new Map(Array.from(text.matchAll(/`+/g), ({ index: at, 0: run }) => [run.length, at]));
    const after = index + length;
    if ((last.get(length) ?? 0) < after) return after;
    const runs = /`+/g;
    runs.lastIndex = after;
    for (let run = runs.exec(text); run; run = runs.exec(text)) {
      if (run[0].length === length) return runs.lastIndex;
    }
    return after;
  };
}
