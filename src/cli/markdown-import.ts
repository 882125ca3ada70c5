import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { errorToData, LatchkeyError } from '../contract/errors.ts';
import { maxBodyLength, maxTitleLength } from '../contract/words.ts';
import type { Session } from '../engine/session.ts';
import { parseMarkdown, type MarkdownNote } from '../vault/markdown.ts';
import type { Watch } from './context.ts';
import type { Failure, MarkdownFile, MarkdownFound } from './markdown-files.ts';
import { breathe, everyNote } from './notes.ts';
import { readTextFile, withPath } from './text-files.ts';

export interface ImportReport {
  readonly imported: number;
  /** Notes that were in the vault already: same title, same text. */
  readonly skipped: number;
  readonly failures: readonly Failure[];
  readonly others: number;
}

/** Errors of one file: the import goes on with the next. After any other, such as a full disk, it would fail too. */
const ofOneFile: readonly string[] = [
  'file-missing',
  'permission-denied',
  'is-a-directory',
  'too-large',
  'invalid-request',
];

/** Adds each file as a note, one write each: what was imported before Ctrl-C stays, and is skipped the next time. */
export async function importMarkdown(
  session: Session,
  { files, unreadable, others }: MarkdownFound,
  { signal, onProgress }: Watch,
): Promise<ImportReport> {
  const failures = [...unreadable];
  const known = new Set<string>();
  for await (const { summary, body } of everyNote(session, signal)) {
    known.add(digestOf({ ...summary, body }));
  }
  let [imported, skipped] = [0, 0];
  for (const [done, file] of files.entries()) {
    await breathe(signal);
    onProgress({ done, total: files.length });
    const note = await readNote(file).catch((error: unknown) => failureOf(error, file));
    if ('code' in note) failures.push(note);
    else if (known.has(digestOf(note))) skipped += 1;
    else {
      await addNote(session, note);
      known.add(digestOf(note));
      imported += 1;
    }
  }
  return { imported, skipped, failures, others };
}

async function readNote({ path, name, notebook }: MarkdownFile): Promise<MarkdownNote> {
  const parsed = parseMarkdown(await readTextFile(path, name));
  const { birthtimeMs, mtimeMs } = await withPath(name, () => stat(path));
  const updatedAt = parsed.updatedAt ?? Math.max(0, Math.floor(mtimeMs));
  // Some disks do not know when a file was made, and say 1970.
  const madeAt = birthtimeMs > 0 ? Math.min(Math.floor(birthtimeMs), updatedAt) : updatedAt;
  const note = {
    title: basename(path, extname(path)),
    tags: [],
    notebook,
    pinned: false,
    createdAt: madeAt,
    trashedAt: null,
    ...parsed,
    updatedAt,
  };
  if (note.title.length > maxTitleLength) throw tooLong(name, 'title', maxTitleLength);
  if (note.body.length > maxBodyLength) throw tooLong(name, 'text', maxBodyLength);
  return note;
}

async function addNote(session: Session, { trashedAt, ...note }: MarkdownNote): Promise<void> {
  const { id, revision } = await session.createNote(note);
  if (trashedAt !== null) await session.trashNote({ id, revision });
}

/** What makes two notes the same; a note and its like in the trash are two. */
function digestOf({ title, body, trashedAt }: Pick<MarkdownNote, 'title' | 'body' | 'trashedAt'>): string {
  return createHash('sha256')
    .update(JSON.stringify([title, body, trashedAt !== null]))
    .digest('base64');
}

function failureOf(error: unknown, { name }: MarkdownFile): Failure {
  if (!(error instanceof LatchkeyError) || !ofOneFile.includes(error.code)) throw error;
  const { code, message } = errorToData(error);
  return { file: name, code, message };
}

function tooLong(name: string, part: string, most: number): LatchkeyError {
  return new LatchkeyError('too-large', `${name}: its ${part} has more than ${most} characters.`);
}
