import { LatchkeyError } from '../contract/errors.ts';
import { maxTitleLength, type AttachmentId, type NoteId, type NoteSummary } from '../contract/words.ts';
import { FileCopies } from './file-copies.ts';
import type { Change, Ledger } from './ledger.ts';
import type { LooseChunks } from './loose.ts';
import { changedNote } from './note-changes.ts';
import {
  assertFits,
  assertLabelsFit,
  newNote,
  openNotes,
  readBody,
  readNote,
  readNoteAt,
  sealBody,
  sealSummary,
  summaryIdentity,
  type NewNote,
} from './notes.ts';
import type { Progress } from './progress.ts';
import { noteIdOf, publicNote, type OpenNote } from './summaries.ts';
import { fillTemplate, templatesOf } from './templates.ts';
import { canBeLinked, titleKeyOf, withTitles } from './wiki-links.ts';

/** What copying works with. */
export interface CopyTools {
  readonly ledger: Ledger;
  readonly loose: LooseChunks;
}

/** Notes that were put together into a new one, and are in the trash now. */
export interface Merged {
  readonly summary: NoteSummary;
  readonly trashed: readonly NoteSummary[];
}

/**
 * Copies a note as it is when this begins, with its files. Cut off, nothing of the copy stays but what a sweep removes. Progress
 * counts bytes of files. Throws `not-found`, `rows-missing` or `record-tampered`.
 */
export function* duplicate(tools: CopyTools, id: NoteId): Generator<Progress, NoteSummary> {
  const note = readNote(tools.ledger, id);
  const body = readBody(tools.ledger, note);
  const { title, tags, notebook, template = false } = note.sealed;
  const copy = { title: titleOfCopy(title), body, tags, notebook, template };
  return yield* createWithFiles(tools, copy, filesOf([note]));
}

/** A copy that has the same title could not be told from the note, and links would never lead to it. */
function titleOfCopy(title: string): string {
  const end = ' (copy)';
  return title.trim() === '' || title.length + end.length > maxTitleLength ? title : title + end;
}

/**
 * Puts notes together into one: their texts in the order given, each under its title; their tags and copies of their files. The
 * notes go to the trash in the same write. Links among them lead to the new one; `followTitle` leads those of other notes. As
 * `duplicate`, and `too-large` if that is more than a note holds, or `conflict` if one of them is changed meanwhile.
 */
export function* merge(tools: CopyTools, ids: readonly NoteId[]): Generator<Progress, Merged> {
  const { ledger } = tools;
  const notes = Array.from(new Set(ids), (id) => readNote(ledger, id));
  const [first] = notes;
  if (!first || notes.length < 2) throw tooFew();
  const texts = notes.map((note) => underHeading(note.sealed.title, readBody(ledger, note)));
  const merged = {
    title: first.sealed.title,
    body: withTitles(texts.join('\n\n'), newTitles(ledger, notes)),
    tags: [...new Set(notes.flatMap(({ sealed }) => sealed.tags))],
    notebook: first.sealed.notebook,
  };
  let trashed: readonly NoteSummary[] = [];
  const summary = yield* createWithFiles(tools, merged, filesOf(notes), () => {
    const pairs = notes.map(({ id, revision }) => trashedPair(ledger, { id: noteIdOf(id), revision }));
    trashed = pairs.map(({ after }) => publicNote(after));
    return {
      put: pairs.map(({ after }) => sealSummary(ledger, after)),
      gone: pairs.map(({ before }) => summaryIdentity(before)),
    };
  });
  return { summary, trashed };
}

/**
 * The title that a link to one of these notes gets once they are one: the first one's. None where a note that stays has the title of
 * the link, or the first one's: it was made before the new one, so that links lead there.
 */
function newTitles(ledger: Ledger, notes: readonly OpenNote[]): (title: string) => string | null {
  const keyOf = ({ sealed }: OpenNote): string => titleKeyOf(sealed.title);
  const [title = ''] = notes.map(({ sealed }) => sealed.title.trim());
  const leaving = new Set(notes.map(({ id }) => noteIdOf(id)));
  const free = new Set(notes.map(keyOf));
  for (const other of openNotes(ledger))
    if (other.sealed.trashedAt === null && !leaving.has(noteIdOf(other.id))) free.delete(keyOf(other));
  // What names the first one already stays as it is written.
  if (!free.delete(titleKeyOf(title)) || !canBeLinked(title)) return () => null;
  return (linked) => (free.has(titleKeyOf(linked)) ? title : null);
}

function trashedPair(ledger: Ledger, note: { readonly id: NoteId; readonly revision: number }) {
  const before = readNoteAt(ledger, note);
  return { before, after: changedNote(before, { trashed: true }, ledger.now()) ?? before };
}

function underHeading(title: string, body: string): string {
  const heading = title.replace(/\s+/g, ' ').trim();
  return heading === '' ? body : `# ${heading}\n\n${body.trimEnd()}`;
}

/**
 * Makes a note from a template, with the template's tags and copies of the files of every template that took part. As `duplicate`,
 * and `invalid-request` or `too-large` as `fillTemplate` throws them.
 */
export function* createFromTemplate(
  tools: CopyTools,
  { id, notebook }: { readonly id: NoteId; readonly notebook: string | null },
): Generator<Progress, NoteSummary> {
  const { ledger } = tools;
  const template = readNote(ledger, id);
  const find = templatesOf(ledger);
  const { title, body, used } = fillTemplate(
    { id: noteIdOf(template.id), title: template.sealed.title, body: readBody(ledger, template) },
    find,
    new Date(ledger.now()),
  );
  const files = filesOf(used.map((each) => readNote(ledger, each)));
  return yield* createWithFiles(tools, { title, body, tags: template.sealed.tags, notebook }, files);
}

function filesOf(notes: readonly OpenNote[]): readonly AttachmentId[] {
  return notes.flatMap(({ sealed }) => sealed.attachments ?? []);
}

/** Makes a note with copies of files, which its text then names, and does something else in the same write. */
function* createWithFiles(
  { ledger, loose }: CopyTools,
  wanted: NewNote,
  files: readonly AttachmentId[],
  also: () => Pick<Change, 'put' | 'gone'> = () => ({}),
): Generator<Progress, NoteSummary> {
  assertFits(wanted);
  assertLabelsFit({ tags: wanted.tags, notebook: wanted.notebook });
  const copies = new FileCopies(ledger, loose);
  try {
    yield* copies.add(files);
    const body = copies.named(wanted.body);
    const made = newNote(ledger, { ...wanted, body });
    const { ids, put } = copies.rowsFor(noteIdOf(made.id));
    const note = ids.length === 0 ? made : { ...made, sealed: { ...made.sealed, attachments: [...ids] } };
    const others = also();
    ledger.commit({
      put: [sealSummary(ledger, note), sealBody(ledger, note, body), ...put, ...(others.put ?? [])],
      gone: others.gone ?? [],
      loose: loose.without(...ids),
    });
    return publicNote(note);
  } finally {
    copies.end();
  }
}

function tooFew(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'Choose two notes or more to put together. Nothing was changed.',
  );
}
