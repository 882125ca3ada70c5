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
    if (text.includes('[[')) links.push(...linksIn(text, from));
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

const containers = '(?:[ \\t]*>)*[ \\t]*(?:(?:[-*+]|\\d{1,9}[.)])[ \\t]+)*';
// The whole run at once: tried at every length, a long one would take time in proportion to its square.
const fenceLine = new RegExp(`^${containers}(?<marks>\`{3,}(?!\`)(?!.*\`)|~{3,})`);
const fenceEnd = /^(?:[ \t]*>)*[ \t]*(?<marks>`{3,}|~{3,})[ \t]*$/;
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
    const opening = fenceLine.exec(line)?.groups?.marks;
    if (opening === undefined && !newBlock.test(line)) continue;
    yield { from: start, to: from };
    fence = opening ?? null;
    start = opening === undefined ? from : to;
  }
  yield { from: start, to: body.length };
}

function closes(fence: string, line: string): boolean {
  return fenceEnd.exec(line)?.groups?.marks?.startsWith(fence) === true;
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

/** A whole link, of which the title is not said yet. No third bracket: `[[[a]]` is a bracket and a link. */
const wholeLink = /\[\[(?!\[)(?<inner>(?:(?!\[\[|\]\])[^\r\n])*)\]\]/y;

/** Whatever begins first stands: a link in code is none, and a backtick in a link opens no code. */
function linksIn(text: string, offset: number): readonly WikiLink[] {
  const links: WikiLink[] = [];
  const codeEnd = codeEnds(text);
  const starts = /\\[^]|`+|\[\[/g;
  for (let start = starts.exec(text); start; start = starts.exec(text)) {
    const [mark] = start;
    if (mark.startsWith('`')) starts.lastIndex = codeEnd(start.index, mark.length);
    if (mark !== '[[') continue;
    wholeLink.lastIndex = start.index;
    const found = wholeLink.exec(text);
    const link = found && linkOf(found.groups?.inner ?? '', offset + start.index);
    starts.lastIndex = link ? link.to - offset : start.index + 1;
    if (link) links.push(link);
  }
  return links;
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
