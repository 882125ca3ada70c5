import * as v from 'valibot';
import { errorToData, LatchkeyError } from '../contract/errors.ts';
import { wordCountOf } from '../contract/word-count.ts';
import { maxBodyLength, maxTitleLength, type NoteId, type NoteListEntry } from '../contract/words.ts';
import { itemId, toHex, type ItemId } from './bytes.ts';
import { readable, tryOpen } from './damage.ts';
import type { Ledger } from './ledger.ts';
import { Breath } from './progress.ts';
import { openRecord } from './sealing.ts';
import type { SealedRow } from './sealed-rows.ts';
import type { RowIdentity, StoredItem } from './store.ts';
import {
  isNote,
  itemIdOf,
  noteIdOf,
  openSummary,
  publicNote,
  type OpenNote,
  type OpenSummary,
} from './summaries.ts';
import { snippetOf } from './text.ts';

/** What the `content` row of a note seals. */
export const SealedContent = v.looseObject({ body: v.string() });

/** A note, named at the revision that the caller has seen. */
export interface NoteAtRevision {
  readonly id: NoteId;
  readonly revision: number;
}

/** The text of a note, and where it belongs. Lone surrogates are kept: JSON escapes them. */
export interface NoteText {
  readonly title: string;
  readonly body: string;
  /** Absent: none for a new note, unchanged for one that is saved. */
  readonly tags?: readonly string[] | undefined;
  readonly notebook?: string | null | undefined;
}

/** A note to be, with what it brings along when it comes from somewhere else. Times are in milliseconds since 1970, UTC. */
export interface NewNote extends NoteText {
  /** Absent: drawn. */
  readonly id?: NoteId;
  /** Absent: not pinned. */
  readonly pinned?: boolean;
  /** Absent: no favourite. */
  readonly favourite?: boolean;
  /** Absent: no template. */
  readonly template?: boolean;
  /** Absent: now. */
  readonly createdAt?: number;
  /** Absent: now. */
  readonly updatedAt?: number;
  /** When it went to the trash. Absent or null: it is not there. */
  readonly trashedAt?: number | null;
  /** When it went to the archive. Absent or null: it is not there. */
  readonly archivedAt?: number | null;
}

/** The most that tags and notebook may have together, in UTF-16 code units: they lie in the same record as the title. */
export const maxLabelsLength = 16 * 1024;

/** Throws `too-large` for tags and a notebook that no note holds, unless there were more `before`. */
export function assertLabelsFit(after: Labels, before?: Labels): void {
  const length = labelsLength(after);
  if (length > maxLabelsLength && !(before && length <= labelsLength(before))) {
    throw new LatchkeyError(
      'too-large',
      `The tags and the notebook of a note are longer than it can hold: at most ${maxLabelsLength.toLocaleString('en-GB')} characters in all. Nothing was changed. Take tags away, or use shorter names.`,
    );
  }
}

type Labels = Required<Pick<NoteText, 'tags' | 'notebook'>>;

export function labelsLength({ tags = [], notebook }: Labels): number {
  return tags.reduce((length, tag) => length + tag.length + 1, notebook?.length ?? 0);
}

/** Throws `too-large` for a title or a text that no note holds: before it costs anything. */
export function assertFits({ title, body }: { readonly title: string; readonly body: string }): void {
  if (title.length > maxTitleLength) throw tooLong('title', maxTitleLength);
  if (body.length > maxBodyLength) throw tooLong('text', maxBodyLength);
}

function tooLong(what: string, most: number): LatchkeyError {
  return new LatchkeyError(
    'too-large',
    `The ${what} is longer than a note can hold: at most ${most.toLocaleString('en-GB')} characters. Nothing was changed. Divide it into several notes.`,
  );
}

/** What a summary says of the text it belongs to. */
export function aboutText(body: string): { readonly snippet: string; readonly wordCount: number } {
  return { snippet: snippetOf(body), wordCount: wordCountOf(body) };
}

/** A note with an id of its own, not written yet. Throws `too-large`. */
export function newNote(ledger: Ledger, note: NewNote): OpenNote {
  assertFits(note);
  const now = ledger.now();
  const { title, body, tags = [], notebook = null, pinned = false, createdAt = now, updatedAt = now } = note;
  const { trashedAt = null, favourite = false, template = false, archivedAt = null } = note;
  assertLabelsFit({ tags, notebook });
  return {
    id: note.id === undefined ? itemId(ledger.tools.random(16)) : itemIdOf(note.id),
    revision: 1,
    sealed: {
      kind: 'note',
      title,
      snippet: snippetOf(body),
      tags: [...tags],
      notebook,
      pinned,
      ...(favourite ? { favourite } : {}),
      ...(template ? { template } : {}),
      createdAt,
      updatedAt,
      ...(archivedAt === null ? {} : { archivedAt }),
      trashedAt,
      wordCount: wordCountOf(body),
      contentRevision: 1,
    },
  };
}

export function summaryIdentity({ id, revision }: OpenSummary): RowIdentity & { readonly table: 'summary' } {
  return { table: 'summary', id, revision };
}

function contentIdentity({ id, sealed }: OpenSummary): RowIdentity & { readonly table: 'content' } {
  return { table: 'content', id, revision: sealed.contentRevision };
}

/** Both rows of an item, as its summary knows them. */
export function identitiesOf(summary: OpenSummary): readonly RowIdentity[] {
  return [summaryIdentity(summary), contentIdentity(summary)];
}

export function sealSummary(ledger: Ledger, summary: OpenSummary): SealedRow {
  return { ...ledger.seal(summaryIdentity(summary), summary.sealed), summary };
}

export function sealBody(ledger: Ledger, note: OpenNote, body: string): SealedRow {
  return { ...ledger.seal(contentIdentity(note), { body }), body };
}

/** Throws `not-found` or `record-tampered`. */
export function readNote(ledger: Ledger, id: NoteId): OpenNote {
  const row = ledger.store.readItem('summary', itemIdOf(id));
  const summary = row && openSummary(ledger.keyring, row);
  if (summary && isNote(summary)) return summary;
  throw new LatchkeyError('not-found', 'That note is not in this vault any more.', { details: { id } });
}

/** As `readNote`, and `conflict` if the note is at another revision. */
export function readNoteAt(ledger: Ledger, { id, revision }: NoteAtRevision): OpenNote {
  const note = readNote(ledger, id);
  if (note.revision !== revision) throw conflict(id);
  return note;
}

/**
 * As `readNote`, and `conflict` if its title or text is another than at `revision`. What else has changed since, such as its tags or
 * its files, is in nobody's way.
 */
export function readNoteForText(ledger: Ledger, { id, revision }: NoteAtRevision): OpenNote {
  const note = readNote(ledger, id);
  if (note.sealed.contentRevision > revision || revision > note.revision) throw conflict(id);
  return note;
}

function conflict(id: NoteId): LatchkeyError {
  return new LatchkeyError(
    'conflict',
    'This note was changed somewhere else since it was opened here. Nothing was overwritten: copy your text, open the note again and put the two together.',
    { details: { id } },
  );
}

/** The text that belongs to a summary. Throws `record-tampered`, `rows-missing` or `rolled-back`. */
export function readBody(ledger: Ledger, note: OpenNote): string {
  const { contentRevision: revision } = note.sealed;
  const row = ledger.store.readItem('content', note.id);
  if (!row) throw contentMissing(note.id);
  if (row.revision !== revision) throw contentRolledBack(note.id);
  return openRecord(ledger.keyring, { table: 'content', id: note.id, revision }, row.sealed, SealedContent)
    .body;
}

/** Every note whose summary opens, in no order. */
export function* openNotes(ledger: Ledger): Generator<OpenNote, void> {
  for (const row of readable(ledger.store.readItems('summary'), () => undefined)) {
    const summary = tryOpen(() => openSummary(ledger.keyring, row));
    if (!(summary instanceof LatchkeyError) && isNote(summary)) yield summary;
  }
}

/** The one summary in a row, as the list shows it. */
type Entry = OpenSummary | Damaged;
type Damaged = Extract<NoteListEntry, { state: 'damaged' }>;

/**
 * Every note, in no order. One whose summary does not open is listed as damaged; where the table itself cannot be read to
 * its end, the rest is looked up note by note.
 */
export function listNotes(ledger: Ledger): NoteListEntry[] {
  const gathering = gatherNotes(ledger);
  for (let step = gathering.next(); ; step = gathering.next()) if (step.done) return step.value;
}

/** One note, as the list has it; null if there is none of that id. */
export function entryAt(ledger: Ledger, note: NoteId): NoteListEntry | null {
  const id = itemIdOf(note);
  const row = tryOpen(() => ledger.store.readItem('summary', id));
  if (row instanceof LatchkeyError) return damagedEntry(id, row);
  if (row === null) return null;
  const entry = entryOf(ledger, row);
  if (!('sealed' in entry)) return entry;
  return isNote(entry) ? publicNote(entry) : null;
}

/** As `listNotes`, while others write. */
export function* gatherNotes(ledger: Ledger): Generator<void, NoteListEntry[]> {
  const breath = new Breath();
  const entries = new Map<string, Entry>();
  const damages: LatchkeyError[] = [];
  const rows = readable(ledger.store.readItems('summary'), (damage) => damages.push(damage));
  for (const row of rows) {
    entries.set(toHex(row.id), entryOf(ledger, row));
    if (breath.isDueAfter(row.sealed.length)) yield;
  }
  if (damages.length > 0) lookUpRest(ledger, entries);
  const attached = new Set<string>();
  for (const entry of entries.values()) {
    if ('sealed' in entry && isNote(entry)) for (const id of entry.sealed.attachments ?? []) attached.add(id);
  }
  return [...entries.values()].flatMap((entry): NoteListEntry[] => {
    if (!('sealed' in entry)) return attached.has(entry.id) ? [] : [entry];
    return isNote(entry) ? [publicNote(entry)] : [];
  });
}

/** Each note has a row in `content`, too. */
function lookUpRest(ledger: Ledger, entries: Map<string, Entry>): void {
  for (const { id } of readable(ledger.store.readItems('content'), () => undefined)) {
    const hex = toHex(id);
    if (entries.has(hex)) continue;
    const row = tryOpen(() => ledger.store.readItem('summary', id));
    if (row instanceof LatchkeyError) entries.set(hex, damagedEntry(id, row));
    else if (row) entries.set(hex, entryOf(ledger, row));
  }
}

function entryOf(ledger: Ledger, row: StoredItem): Entry {
  const summary = tryOpen(() => openSummary(ledger.keyring, row));
  return summary instanceof LatchkeyError ? damagedEntry(row.id, summary) : summary;
}

function damagedEntry(id: ItemId, error: LatchkeyError): Damaged {
  return { state: 'damaged', id: noteIdOf(id), error: errorToData(error) };
}

function contentMissing(id: ItemId): LatchkeyError {
  return new LatchkeyError(
    'rows-missing',
    'The text of this note is missing from the vault: its row was deleted from the file outside Latchkey. The other notes are not affected. A backup may still have it.',
    { details: { table: 'content', id: toHex(id) } },
  );
}

function contentRolledBack(id: ItemId): LatchkeyError {
  return new LatchkeyError(
    'rolled-back',
    'The text of this note is not the newest one: an older version was put back outside Latchkey. It is not shown, so that it cannot be taken for the newest. A backup may have the right one.',
    { details: { table: 'content', id: toHex(id) } },
  );
}
