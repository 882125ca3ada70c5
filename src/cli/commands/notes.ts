import { resolve } from 'node:path';
import * as v from 'valibot';
import { LatchkeyError } from '../../contract/errors.ts';
import {
  Body,
  NoteId,
  Title,
  type Note,
  type NoteListEntry,
  type NoteSummary,
} from '../../contract/words.ts';
import { withUnlocked, withVault, type Context, type Outcome } from '../context.ts';
import { readCredential } from '../credential.ts';
import { newestFirst } from '../../engine/moving/order.ts';
import { readTextFile } from '../../engine/moving/text-files.ts';
import { everyNote, findNote } from '../notes.ts';
import { isMatch, wordsOf } from '../search.ts';
import { onOneLine, printable } from '../terminal.ts';
import { showVersion } from './history.ts';

export interface AddOptions {
  readonly title: string;
  readonly tag?: readonly string[];
  readonly notebook?: string;
  readonly file?: string;
}

/** Adds a note; its text comes from a file or from standard input. */
export async function add(context: Context, vault: string, options: AddOptions): Promise<Outcome> {
  const credential = await readCredential(context);
  const body = parseText(Body, await readBody(context, options.file ?? '-'), 'The text');
  const note = {
    title: parseText(Title, options.title, 'The title'),
    body,
    tags: [...(options.tag ?? [])],
    notebook: options.notebook ?? null,
  };
  return withUnlocked(context, resolve(vault), credential, async (session) => {
    const { id } = await session.createNote(note);
    return { data: { id }, text: id };
  });
}

export interface EditOptions {
  readonly title?: string;
  readonly tag?: readonly string[];
  readonly tags?: boolean;
  readonly notebook?: string;
  readonly file?: string;
}

/** Changes what the options name, and leaves the rest of the note as it is. */
export async function edit(
  context: Context,
  vault: string,
  id: string,
  options: EditOptions,
): Promise<Outcome> {
  const noteId = parseId(id);
  const { title, tag, tags: keepsTags = true, notebook, file } = options;
  if ([title, tag, notebook, file].every((option) => option === undefined) && keepsTags) {
    throw new LatchkeyError(
      'invalid-request',
      'Nothing to change was named: give --title, --tag, --notebook or --file.',
    );
  }
  const credential = await readCredential(context);
  const body = file === undefined ? undefined : parseText(Body, await readBody(context, file), 'The text');
  const newTitle = title === undefined ? undefined : parseText(Title, title, 'The title');
  const tags = tag ?? (keepsTags ? undefined : []);
  return withUnlocked(context, resolve(vault), credential, async (session) => {
    const { summary, body: before } = await session.openNote({ id: noteId });
    const { revision } = await session.saveNote({
      id: noteId,
      revision: summary.revision,
      title: newTitle ?? summary.title,
      body: body ?? before,
      ...(tags === undefined ? {} : { tags: [...tags] }),
      ...(notebook === undefined ? {} : { notebook: notebook === '' ? null : notebook }),
    });
    return { data: { id, revision }, remark: 'Saved.' };
  });
}

/** Moves a note to the trash, or deletes it for good. */
export function remove(context: Context, vault: string, id: string, options: { readonly forever?: boolean }) {
  const noteId = parseId(id);
  return withVault(context, resolve(vault), async (session): Promise<Outcome> => {
    // Not its text, which may be what is to be got rid of because it does not open any more.
    const summary = await findNote(session, noteId);
    if (summary.trashedAt === null) await session.changeNotes({ ids: [noteId], change: { trashed: true } });
    if (options.forever !== true) return { data: { id, removed: 'to-trash' }, remark: 'Moved to the trash.' };
    await session.removeNotes({ ids: [noteId] });
    return { data: { id, removed: 'forever' }, remark: 'Deleted for good.' };
  });
}

/** One note in full, as it is or as it was. */
export function show(
  context: Context,
  vault: string,
  id: string,
  { revision }: { readonly revision?: string },
): Promise<Outcome> {
  return revision === undefined ? showNote(context, vault, id) : showVersion(context, vault, id, revision);
}

function showNote(context: Context, vault: string, id: string): Promise<Outcome> {
  const noteId = parseId(id);
  return withVault(context, resolve(vault), async (session) => {
    return inFull(context, await session.openNote({ id: noteId }));
  });
}

/** A note, all of it. */
export function inFull({ terminal }: Context, { summary, body }: Note): Outcome {
  const { id, title, tags, notebook, createdAt, updatedAt, trashedAt, revision } = summary;
  return {
    data: { id, title, body, tags, notebook, createdAt, updatedAt, trashedAt, revision },
    text: [title, describe(summary), '', body].map(terminal.isRead ? printable : String).join('\n'),
  };
}

/** The notes of a vault, newest first: those in the trash, or all others. */
export function list(
  context: Context,
  vault: string,
  options: { readonly trash?: boolean },
): Promise<Outcome> {
  return withVault(context, resolve(vault), async (session) => {
    const entries = newestFirst(await session.listNotes());
    return listing(entries.filter((entry) => isInTrash(entry) === (options.trash === true)));
  });
}

/** The notes, but for the trash, in which every word of the query occurs, newest first. */
export function search(context: Context, vault: string, query: readonly string[]): Promise<Outcome> {
  const words = wordsOf(query.join(' '));
  return withVault(context, resolve(vault), async (session) => {
    const found: NoteSummary[] = [];
    for await (const { summary, body } of everyNote(session, context.signal)) {
      if (summary.trashedAt === null && isMatch({ ...summary, body }, words)) found.push(summary);
    }
    return listing(found);
  });
}

export function listing(entries: readonly NoteListEntry[]): Outcome {
  return { data: entries, ...(entries.length === 0 ? {} : { text: entries.map(lineOf).join('\n') }) };
}

function lineOf(entry: NoteListEntry): string {
  if (entry.state === 'damaged') return `${entry.id}  (cannot be read: ${entry.error.code})`;
  const title = onOneLine(entry.title) || 'Untitled';
  return `${entry.id}  ${new Date(entry.updatedAt).toISOString().slice(0, 10)}  ${title}`;
}

function describe({ createdAt, updatedAt, tags, notebook, trashedAt }: NoteSummary): string {
  const parts = [
    `created ${new Date(createdAt).toISOString()}`,
    `changed ${new Date(updatedAt).toISOString()}`,
    notebook === null ? [] : `in ${onOneLine(notebook)}`,
    tags.map((tag) => `#${onOneLine(tag)}`),
    trashedAt === null ? [] : 'in the trash',
  ];
  return parts.flat().join(' · ');
}

function isInTrash(entry: NoteListEntry): boolean {
  return entry.state === 'readable' && entry.trashedAt !== null;
}

function readBody({ terminal }: Context, file: string): Promise<string> {
  return file === '-' ? terminal.input.rest() : readTextFile(file);
}

function parseText(schema: typeof Title | typeof Body, text: string, name: string): string {
  if (v.is(schema, text)) return text;
  throw new LatchkeyError('too-large', `${name} is too long for a note. Divide it into several.`);
}

export function parseId(id: string): NoteId {
  const parsed = v.safeParse(NoteId, id);
  if (parsed.success) return parsed.output;
  throw new LatchkeyError(
    'invalid-request',
    "A note's id has 32 digits from 0 to f. `latchkey list` shows them.",
  );
}
