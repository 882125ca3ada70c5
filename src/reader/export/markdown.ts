import type { Note } from '../format/notes.ts';
import type { VersionText } from '../format/records.ts';
import { lastPlainTime } from './file-names.ts';

/** The title for people, also of a note without one. */
export function titleOf({ summary }: Note): string {
  if (!summary) return 'A note that has lost its title';
  return summary.title.trim() === '' ? 'Untitled' : summary.title;
}

/**
 * A note as a Markdown file that Latchkey can import again: front matter in YAML, an empty line, then the text exactly as it was. Half
 * characters (lone surrogates), which UTF-8 cannot hold, become U+FFFD, and the front matter says where they stood.
 */
export function markdownOf(note: Note, files: readonly ExportedFile[] = []): string {
  const { summary, body, problem } = note;
  return written({ ...summary, body: leadingTo(files, body ?? ''), problem, files });
}

/** Where the vault's text names a file by its id, the file's path stands, so that any program finds it. */
function leadingTo(files: readonly ExportedFile[], body: string): string {
  const targets = new Map(files.map(({ id, path }) => [id, targetOf(path)]));
  return body.replace(
    /\battachment:([0-9a-f]{32})(?![0-9a-z])/g,
    (named, id: string) => targets.get(id) ?? named,
  );
}

/** A path as the target of a link. */
function targetOf(path: string): string {
  const safe = (part: string) => encodeURIComponent(part).replaceAll('(', '%28').replaceAll(')', '%29');
  return path.toWellFormed().split('/').map(safe).join('/');
}

/** A file of a note that is exported with it. */
export interface ExportedFile {
  /** 32 hex digits. */
  readonly id: string;
  /** From the folder that the note's file lies in, divided by "/". */
  readonly path: string;
  /** What it is called in the vault. */
  readonly name: string;
}

/** An earlier text in the same form: the time at which it was saved stands in the place of the last change. */
export function versionMarkdownOf({ summary }: Note, { savedAt, ...text }: VersionText): string {
  return written({
    ...text,
    createdAt: summary?.createdAt,
    updatedAt: savedAt,
    problem: null,
    isElsewhere: true,
  });
}

interface Written {
  readonly title?: string;
  readonly body: string;
  readonly tags?: readonly string[];
  readonly notebook?: string | null;
  readonly createdAt?: number | undefined;
  readonly updatedAt?: number;
  readonly pinned?: boolean;
  readonly favourite?: boolean;
  readonly template?: boolean;
  readonly archivedAt?: number | null;
  readonly trashedAt?: number | null;
  readonly problem: string | null;
  readonly files?: readonly ExportedFile[];
  /** In a folder that is not called like its notebook, so it must be said that it has none. */
  readonly isElsewhere?: boolean;
}

function written({ title, body, tags = [], notebook = null, problem, files = [], ...more }: Written): string {
  const isElsewhere = more.isElsewhere === true || more.trashedAt != null;
  const renamed = files.some(({ path, name }) => !path.endsWith(`/${name}`));
  const lone = loneSurrogatesOf(body);
  const lines = [
    title === undefined ? null : `title: ${quoted(title)}`,
    listLine('tags', tags),
    notebook !== null ? `notebook: ${quoted(notebook)}` : isElsewhere ? 'notebook: null' : null,
    fieldOf('created', timeOf(more.createdAt)),
    fieldOf('updated', timeOf(more.updatedAt)),
    more.pinned ? 'pinned: true' : null,
    more.favourite ? 'favourite: true' : null,
    more.template ? 'template: true' : null,
    fieldOf('archived', timeOf(more.archivedAt)),
    fieldOf('trashed', timeOf(more.trashedAt)),
    listLine(
      'attachments',
      files.map(({ path }) => path),
    ),
    renamed
      ? listLine(
          'attachment-names',
          files.map(({ name }) => name),
        )
      : null,
    lone === '' ? null : `lone-surrogates: "${lone}"`,
    problem === null ? null : `problem: ${quoted(problem)}`,
  ];
  return `${['---', ...lines.filter((line) => line !== null), '---'].join('\n')}\n\n${body}`;
}

function listLine(name: string, values: readonly string[]): string | null {
  return values.length === 0 ? null : `${name}: [${values.map(quoted).join(', ')}]`;
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
