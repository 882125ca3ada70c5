import type { Note } from '../format/notes.ts';

/** The title for people, also of a note without one. */
export function titleOf({ summary }: Note): string {
  if (!summary) return 'A note that has lost its title';
  return summary.title.trim() === '' ? 'Untitled' : summary.title;
}

/**
 * A note as a Markdown file that Latchkey can import again: front matter in YAML, an empty line, then the text exactly as it was. Half
 * characters (lone surrogates), which UTF-8 cannot hold, become U+FFFD, and the front matter says where they stood.
 */
export function markdownOf({ summary, body, problem }: Note): string {
  const { title, tags = [], notebook = null, pinned = false } = summary ?? {};
  const trashed = timeOf(summary?.trashedAt);
  const lone = loneSurrogatesOf(body ?? '');
  const lines = [
    title === undefined ? null : `title: ${quoted(title)}`,
    tags.length === 0 ? null : `tags: [${tags.map(quoted).join(', ')}]`,
    notebook === null ? null : `notebook: ${quoted(notebook)}`,
    fieldOf('created', timeOf(summary?.createdAt)),
    fieldOf('updated', timeOf(summary?.updatedAt)),
    pinned ? 'pinned: true' : null,
    fieldOf('trashed', trashed),
    lone === '' ? null : `lone-surrogates: "${lone}"`,
    problem === null ? null : `problem: ${quoted(problem)}`,
  ];
  return `${['---', ...lines.filter((line) => line !== null), '---'].join('\n')}\n\n${body ?? ''}`;
}

function fieldOf(name: string, value: string | null): string | null {
  return value === null ? null : `${name}: ${value}`;
}

/** A JSON string is a YAML string once what YAML calls unprintable is escaped. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The last moment that a year of four digits can name. */
const lastPlainTime = 253_402_300_799_999;

/** ISO 8601, UTC; a plain number for a time that it cannot say; null for no time. */
function timeOf(time: number | null | undefined): string | null {
  if (time === null || time === undefined) return null;
  return time <= lastPlainTime ? new Date(time).toISOString() : String(time);
}

/** Offset and code unit of each, in UTF-16. */
function loneSurrogatesOf(text: string): string {
  const found = text.matchAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g);
  return Array.from(found, ({ 0: unit, index }) => `${index}:${unit.charCodeAt(0).toString(16)}`).join(' ');
}
