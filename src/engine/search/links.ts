import type { Backlink, MarkedText, NoteLinks } from '../../contract/finding.ts';
import type { Note, NoteId } from '../../contract/words.ts';
import { titleKeyOf, wikiLinksOf, type WikiLink } from '../../vault/index.ts';
import { joined } from './marking.ts';
import type { NoteIndex } from './note-index.ts';

/** The most lines that are shown of one note, and the most notes. */
const mostLines = 5;
const mostBacklinks = 500;
/** The longest line that is shown, in UTF-16 code units. */
const longestLine = 300;

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

/** The lines with a link by this title, the links marked. */
function linesWith(body: string, key: string): MarkedText[] {
  const lines = new Map<number, WikiLink[]>();
  for (const link of wikiLinksOf(body)) {
    if (titleKeyOf(link.title) !== key) continue;
    const start = body.lastIndexOf('\n', link.from - 1) + 1;
    const others = lines.get(start);
    if (others) others.push(link);
    else if (lines.size < mostLines) lines.set(start, [link]);
  }
  return [...lines].map(([start, links]) => lineAt(body, start, links));
}

function lineAt(body: string, start: number, links: readonly WikiLink[]): MarkedText {
  const end = body.indexOf('\n', start);
  const whole = body.slice(start, end === -1 ? undefined : end);
  const [first] = links;
  const cut = first && first.to - start > longestLine ? Math.max(0, first.from - start - 40) : 0;
  const trimmed = whole.slice(cut, cut + longestLine);
  const lead = trimmed.length - trimmed.trimStart().length;
  const text = trimmed.trim();
  const offset = start + cut + lead;
  const marks = links
    .map(({ from, to }) => ({ from: from - offset, to: Math.min(text.length, to - offset) }))
    .filter(({ from, to }) => from >= 0 && from < to);
  return { text, marks: joined(marks) };
}
