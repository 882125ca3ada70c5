import { lstat } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, relative, sep } from 'node:path';
import { LatchkeyError } from '../../contract/errors.ts';
import {
  maxAttachmentNameLength,
  maxBodyLength,
  maxTitleLength,
  type AttachmentId,
} from '../../contract/words.ts';
import { drawAttachmentId, systemRandom, withTargets } from '../../vault/index.ts';
import { parseMarkdown, type MarkdownNote, type ParsedMarkdown } from '../../vault/markdown.ts';
import { labelsLength, maxLabelsLength } from '../../vault/notes.ts';
import type { FoundFile } from './found-files.ts';
import { isLink, readFoundFile, withPath } from './text-files.ts';

/** A note as a Markdown file holds it, and the files that it names. */
export interface FoundNote {
  readonly note: Omit<MarkdownNote, 'attachments' | 'attachmentNames'>;
  readonly files: readonly NamedFile[];
}

/** A file that a note names as its own. Nobody has looked yet whether it is there. */
export interface NamedFile {
  /** As the note has it: from the folder that the note lies in, divided by `/`. */
  readonly path: string;
  /** What it is to be called in the vault. */
  readonly name: string;
  /** What the note's text names it by. */
  readonly id: AttachmentId;
}

/** The most files of one note: their ids lie in that record, too. */
const maxFiles = 1_000;

/** Reads a note. Throws as `readFoundFile`, and `too-large`. */
export async function readNote({ path, name, notebook }: FoundFile): Promise<FoundNote> {
  const { text, stats } = await readFoundFile(path, name);
  const { attachments = [], attachmentNames = [], ...parsed } = parseMarkdown(text);
  const updatedAt = parsed.updatedAt ?? Math.max(0, Math.floor(stats.mtimeMs));
  const note = {
    title: basename(path, extname(path)),
    tags: [],
    notebook,
    pinned: false,
    favourite: false,
    template: false,
    createdAt: madeAt(stats.birthtimeMs, updatedAt),
    archivedAt: null,
    trashedAt: null,
    ...parsed,
    updatedAt,
  };
  const files = namedFiles(attachments, attachmentNames);
  const ids = new Map(files.map((file) => [file.path, file.id]));
  const named = { ...note, body: withTargets(note.body, ids) };
  assertFits(named, attachments, name);
  return { note: named, files };
}

/** Some disks do not know when a file was made, and say 1970. */
function madeAt(birthtimeMs: number, updatedAt: number): number {
  return birthtimeMs > 0 ? Math.min(Math.floor(birthtimeMs), updatedAt) : updatedAt;
}

function assertFits(
  { title, body, tags, notebook }: Omit<MarkdownNote, 'attachments'>,
  attachments: readonly string[],
  name: string,
): void {
  const labels = labelsLength({ tags, notebook });
  if (title.length > maxTitleLength) throw tooLong(name, 'its title', maxTitleLength, 'characters');
  if (body.length > maxBodyLength) throw tooLong(name, 'its text', maxBodyLength, 'characters');
  if (labels > maxLabelsLength) throw tooLong(name, 'its list of tags', maxLabelsLength, 'characters');
  if (attachments.length > maxFiles) throw tooLong(name, 'its list of files', maxFiles, 'entries');
}

function tooLong(name: string, part: string, most: number, unit: string): LatchkeyError {
  return new LatchkeyError('too-large', `${name}: ${part} has more than ${most} ${unit}.`);
}

function namedFiles(
  paths: Required<ParsedMarkdown>['attachments'],
  names: readonly string[],
): readonly NamedFile[] {
  return paths.map((path, index) => {
    const name = names.length === paths.length ? names[index] : undefined;
    const id = drawAttachmentId(systemRandom);
    return { path, name: name !== undefined && isFileName(name) ? name : basename(path), id };
  });
}

function isFileName(name: string): boolean {
  return name !== '' && name.length <= maxAttachmentNameLength && !/[/\0]/.test(name);
}

/**
 * Where a file lies that a note names, and its size in bytes. It must lie in the folder that is imported, in or below the
 * note's own, and be a file itself: `invalid-request` for anything else, so that a folder from a stranger takes nothing
 * along from elsewhere. `file-missing`, `permission-denied`.
 */
export async function locate(
  { path }: NamedFile,
  note: FoundFile,
): Promise<{ readonly path: string; readonly size: number }> {
  const folder = dirname(note.path);
  const whole = pathOf(path, note);
  const name = nameOf(path, note);
  if (whole === null) throw outside(name);
  return withPath(name, async () => {
    let size = 0;
    let at = folder;
    const steps = relative(folder, whole).split(sep);
    for (const [index, step] of steps.entries()) {
      at = join(at, step);
      const stats = await lstat(at);
      if (stats.isSymbolicLink()) throw isLink();
      if (index === steps.length - 1 && !stats.isFile()) throw notAFile();
      size = stats.size;
    }
    return { path: whole, size };
  });
}

/** The whole path of a file that a note names; null if that is not in or below the note's folder. */
export function pathOf(path: string, note: FoundFile): string | null {
  const folder = dirname(note.path);
  const steps = path.split(/[/\\]/);
  const isBelow = !isAbsolute(path) && !path.includes('\0') && !steps.includes('..');
  const whole = join(folder, path);
  return isBelow && relative(folder, whole) !== '' ? whole : null;
}

/** The file for people: its path below the folder that is imported. */
export function nameOf(path: string, note: FoundFile): string {
  return [...note.name.split(sep).slice(0, -1), path].join('/');
}

function outside(name: string): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    `${name}: A note may only bring files along that lie in its own folder or below. This one was left where it is.`,
  );
}

function notAFile(): LatchkeyError {
  return new LatchkeyError('invalid-request', 'It is no file.');
}
