import { frontMatterOf, readFrontMatter, type FrontMatter } from './markdown-front-matter.ts';

/** A note as a Markdown file holds it. Times are in milliseconds since 1970, UTC. */
export interface MarkdownNote {
  readonly title: string;
  readonly body: string;
  readonly tags: readonly string[];
  readonly notebook: string | null;
  readonly pinned: boolean;
  readonly favourite: boolean;
  readonly template: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Null unless the note is in the archive. */
  readonly archivedAt: number | null;
  /** Null unless the note is in the trash. */
  readonly trashedAt: number | null;
  /** Its files: paths from the folder that the note's own file lies in, divided by `/`. None if absent. */
  readonly attachments?: readonly string[];
  /** What those files are called in the vault, in the same order. If absent, as the paths end. */
  readonly attachmentNames?: readonly string[];
}

/** What a Markdown file says of its note. What is absent, the file does not say. */
export type ParsedMarkdown = Partial<Omit<MarkdownNote, 'body'>> & { readonly body: string };

/** Text cannot hold half a surrogate pair in UTF-8: this stands in its place, and the front matter says what it was. */
const replacement = '\ufffd';

/**
 * A note as the text of a file: front matter in YAML, an empty line, the body as it is. `parseMarkdown` gives back the
 * same note, character for character, whatever it holds; the text itself has no lone surrogates, so that it can be
 * written in UTF-8.
 */
export function formatMarkdown(note: MarkdownNote): string {
  const { text, lone } = withoutLoneSurrogates(note.body);
  return `${frontMatterOf({ ...note, loneSurrogates: lone })}\n${text}`;
}

/**
 * Reads the text of a Markdown file, from us or from another program. Front matter that is no YAML mapping is taken as
 * part of the body; fields of it that Latchkey has no place for stay at the top of the body, as front matter. Never throws.
 */
export function parseMarkdown(text: string): ParsedMarkdown {
  const whole = text.startsWith('\ufeff') ? text.slice(1) : text;
  const found = readFrontMatter(whole);
  if (!found) return { body: whole };
  const { loneSurrogates, ...fields }: FrontMatter = found.fields;
  const body = found.kept + (found.kept === '' ? found.rest.replace(/^\r?\n/, '') : found.rest);
  return { ...fields, body: withLoneSurrogates(body, loneSurrogates) };
}

/** Offsets in UTF-16 code units, each with the code unit that stood there. */
type LoneSurrogates = readonly (readonly [offset: number, unit: number])[];

function withoutLoneSurrogates(body: string): { readonly text: string; readonly lone: LoneSurrogates } {
  if (body.isWellFormed()) return { text: body, lone: [] };
  const lone = Array.from(body.matchAll(/\p{Surrogate}/gu), ({ index }) => {
    return [index, body.charCodeAt(index)] as const;
  });
  return { text: body.toWellFormed(), lone };
}

/** Somebody may have edited the file since: only what is still a replacement character is put back. */
function withLoneSurrogates(text: string, lone: LoneSurrogates = []): string {
  const parts: string[] = [];
  let from = 0;
  for (const [offset, unit] of lone) {
    if (offset < from || text[offset] !== replacement) continue;
    parts.push(text.slice(from, offset), String.fromCharCode(unit));
    from = offset + 1;
  }
  return parts.join('') + text.slice(from);
}
