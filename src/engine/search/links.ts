import type { Backlink, MarkedText, NoteLinks } from '../../contract/finding.ts';
import type { Note, NoteId } from '../../contract/words.ts';
import { titleKeyOf, wikiLinksOf, type WikiLink } from '../../vault/index.ts';
import type { Mark } from './marking.ts';
import type { NoteIndex } from './note-index.ts';
import { lineOf, startBefore } from './snippets.ts';

/** The most lines that are shown of one note, and the most notes. */
const mostLines = 5;
const mostBacklinks = 500;
/** A link that ends behind that many UTF-16 code units of its line is not seen unless the line is shown from further on. */
const farIn = 120;

/**
 * The links of a note in both directions. `open` answers null for a note that cannot be read: it is left out. Links from notes in the
 * trash do not count.
 */
export function linksOf(
  index: NoteIndex,
  { summary, body }: Note,
  open: (id: NoteId) => Note | null,
): NoteLinks {
  const named = new Map<string, string>();
  for (const { title } of wikiLinksOf(body)) {
    const key = titleKeyOf(title);
    if (!named.has(key)) named.set(key, title);
  }
  const to = Array.from(named.values(), (title) => ({ title, id: index.resolve(title) }));
  return { to, from: index.resolve(summary.title) === summary.id ? backlinksOf(index, summary, open) : [] };
}

function backlinksOf(
  index: NoteIndex,
  { id, title }: Note['summary'],
  open: (id: NoteId) => Note | null,
): Backlink[] {
  const key = titleKeyOf(title);
  const found: { readonly link: Backlink; readonly updatedAt: number }[] = [];
  for (const linker of index.linkersOf(title)) {
    if (linker === id) continue;
    if (found.length >= mostBacklinks) break;
    const note = open(linker);
    if (note?.summary.trashedAt !== null) continue;
    const lines = linesWith(note.body, key);
    if (lines.length === 0) continue;
    const { updatedAt } = note.summary;
    found.push({ link: { id: linker, title: note.summary.title, lines }, updatedAt });
  }
  return found.sort((a, b) => b.updatedAt - a.updatedAt).map(({ link }) => link);
}

/** The lines with a link by this title, without the marks of Markdown, the links marked. */
function linesWith(body: string, key: string): MarkedText[] {
  const lines: MarkedText[] = [];
  let end = 0;
  for (const { title, from } of wikiLinksOf(body)) {
    // One of the line before: to look for its beginning each time would take time in proportion to its square.
    if (from < end || titleKeyOf(title) !== key) continue;
    const start = body.lastIndexOf('\n', from) + 1;
    end = body.indexOf('\n', from);
    if (end === -1) end = body.length;
    lines.push(lineWith(body.slice(start, end), key));
    if (lines.length === mostLines) break;
  }
  return lines;
}

function lineWith(line: string, key: string): MarkedText {
  let plain = '';
  let at = 0;
  const marks: Mark[] = [];
  for (const link of wikiLinksOf(line)) {
    plain += line.slice(at, link.from);
    const shown = shownFor(line, link);
    if (titleKeyOf(link.title) === key)
      marks.push({ from: plain.length, to: plain.length + shown.length, which: 0 });
    plain += shown;
    at = link.to;
  }
  plain += line.slice(at);
  const [first] = marks;
  return lineOf(plain, first && first.to > farIn ? startBefore(plain, first.from) : 0, marks);
}

/** What a link shows: its title, unless it says something else. */
function shownFor(line: string, { title, titleTo, to }: WikiLink): string {
  const rest = line.slice(titleTo, to - 2);
  return rest.slice(rest.indexOf('|') + 1).trim() || title;
}
