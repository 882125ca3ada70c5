import * as v from 'valibot';
import { DraftAnswer, DraftEdit, DraftKey, DraftsBack } from './drafts.ts';
import { ErrorData } from './errors.ts';
import { NoteLinks, Query, SearchAnswer, SearchRow, TitleHit } from './finding.ts';
import {
  Changed,
  Library,
  ListPart,
  NotebookPath,
  NoteChange,
  NoteIds,
  SavedSearch,
  TagColour,
  TagName,
} from './library.ts';
import {
  AttachmentSummary,
  Body,
  Count,
  maxAttachmentNameLength,
  Note,
  NoteId,
  NoteListEntry,
  NoteSummary,
  Title,
  Version,
  VersionSummary,
} from './words.ts';

const Nothing = v.void();
const Revision = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const One = v.strictObject({ id: NoteId });
const AttachmentId = AttachmentSummary.entries.id;
const Token = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** The most of a file in one call, in bytes. */
export const maxPieceLength = 1024 * 1024;

/** The most rows that are asked for at once. */
export const mostRows = 200;

/** Calls about the notes of the unlocked vault; `locked` when none is. */
export const noteMethods = {
  /**
   * The list a part at a time, newest change first: `from` is null at first, and then what the last part gave as `next`. Snippets may
   * be left out after the first part.
   */
  'notes.list': { request: v.strictObject({ from: v.nullable(Count) }), response: ListPart },
  /** Those of the notes that are there, each with its snippet: for the rows on the screen. */
  'notes.rows': {
    request: v.strictObject({ ids: v.pipe(v.array(NoteId), v.maxLength(mostRows)) }),
    response: v.array(NoteListEntry),
  },
  'notes.open': { request: One, response: Note },
  'notes.create': {
    request: v.strictObject({
      title: Title,
      body: Body,
      /** Absent: none. */
      notebook: v.optional(v.nullable(NotebookPath)),
      tags: v.optional(v.pipe(v.array(TagName), v.maxLength(100))),
      /** The unsaved text that this is. */
      draft: v.optional(DraftKey),
    }),
    response: NoteSummary,
  },
  /** Answers once the note is on the disk. `conflict` if it changed since `revision`. */
  'notes.save': {
    request: v.strictObject({
      id: NoteId,
      revision: Revision,
      title: Title,
      body: Body,
      draft: v.optional(DraftKey),
    }),
    response: NoteSummary,
  },
  /** All of the notes, or none. `not-found`, `record-tampered`. */
  'notes.change': { request: v.strictObject({ ids: NoteIds, change: NoteChange }), response: Changed },
  /** Deletes notes in the trash for good. `invalid-request` if one is not there. */
  'notes.remove': { request: v.strictObject({ ids: NoteIds }), response: Changed },
  /** A copy with the same text, tags, notebook and files. */
  'notes.duplicate': { request: One, response: NoteSummary },
  /** Puts the texts one after the other into a new note with all their tags and files; the notes go to the trash. */
  'notes.merge': {
    request: v.strictObject({ ids: v.pipe(NoteIds, v.minLength(2), v.maxLength(200)) }),
    response: NoteSummary,
  },
  /** A new note from a template, whose placeholders are filled in. `invalid-request` for one that includes itself, on whatever way. */
  'notes.fromTemplate': {
    request: v.strictObject({ id: NoteId, notebook: v.nullable(NotebookPath) }),
    response: NoteSummary,
  },
  /** Writes the new title into the links of other notes that named the note by its old one. */
  'notes.followTitle': { request: v.strictObject({ id: NoteId, from: Title, to: Title }), response: Changed },

  'library.read': { request: Nothing, response: Library },
  'notebook.create': { request: v.strictObject({ path: NotebookPath }), response: Library },
  /**
   * Gives a notebook another name or place, with all that is in it; where one is already the two become one. `invalid-request` into
   * itself or too deep, `not-found`.
   */
  'notebook.move': { request: v.strictObject({ from: v.string(), to: NotebookPath }), response: Library },
  /** Its notes go to the trash, or one step up, with the notebooks that they are in. What is not there is gone already. */
  'notebook.remove': {
    request: v.strictObject({ path: v.string(), notes: v.picklist(['trash', 'keep']) }),
    response: Library,
  },
  /** Gives a tag another name; where there is one already the two become one. `not-found`. */
  'tag.rename': { request: v.strictObject({ from: v.string(), to: TagName }), response: Library },
  'tag.remove': { request: v.strictObject({ tag: v.string() }), response: Library },
  'tag.colour': {
    request: v.strictObject({ tag: v.string(), colour: v.nullable(TagColour) }),
    response: Library,
  },
  /** Keeps a search, in the place of one of that name. */
  'search.keep': { request: SavedSearch, response: Library },
  'search.forget': { request: v.strictObject({ name: v.string() }), response: Library },
  'library.trashDays': {
    request: v.strictObject({ days: Library.entries.trashDays }),
    response: Library,
  },

  'search.notes': {
    request: v.strictObject({
      query: Query,
      /** Where to look: everything but the trash and the archive, unless the query says otherwise by `in:`. */
      place: v.picklist(['notes', 'archive', 'trash']),
    }),
    response: SearchAnswer,
  },
  /** Rows of hits further down. A note that is gone is left out. */
  'search.rows': {
    request: v.strictObject({ query: Query, ids: v.pipe(v.array(NoteId), v.maxLength(50)) }),
    response: v.array(SearchRow),
  },
  /** Notes by a few letters of their titles, the likeliest first, at most 50. An empty text: those changed last. */
  'search.titles': { request: v.strictObject({ text: Query }), response: v.array(TitleHit) },
  'links.of': { request: One, response: NoteLinks },

  /** Earlier texts that were kept, newest first. */
  'versions.list': { request: One, response: v.array(VersionSummary) },
  'versions.open': { request: v.strictObject({ id: NoteId, revision: Revision }), response: Version },
  /** Gives a note the title and text of a version; the text it had is kept as one. `conflict`. */
  'versions.restore': {
    request: v.strictObject({ id: NoteId, revision: Revision, version: Revision }),
    response: NoteSummary,
  },

  'attachments.list': { request: v.strictObject({ note: NoteId }), response: v.array(AttachmentSummary) },
  /** Asks for files and puts them into a note, one after the other, until one cannot be. Null when the person cancels. */
  'attachments.choose': {
    request: v.strictObject({ note: NoteId }),
    response: v.nullable(
      v.strictObject({
        summary: NoteSummary,
        added: v.array(AttachmentSummary),
        /** Why the next one was not added. */
        problem: v.nullable(ErrorData),
      }),
    ),
  },
  /** Begins a file that the window has: pasted, or dropped on it. `too-large`. */
  'attachments.begin': {
    request: v.strictObject({
      note: NoteId,
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(maxAttachmentNameLength)),
      size: Count,
    }),
    response: v.strictObject({ token: Token }),
  },
  /** The next bytes of it. */
  'attachments.write': {
    request: v.strictObject({
      token: Token,
      bytes: v.pipe(
        v.instance(Uint8Array),
        v.check(({ length }) => length <= maxPieceLength),
      ),
    }),
    response: Nothing,
  },
  /** All bytes have been sent: answers once they are on the disk. */
  'attachments.finish': {
    request: v.strictObject({ token: Token }),
    response: v.strictObject({ summary: NoteSummary, added: AttachmentSummary }),
  },
  /** Nothing of it is kept. */
  'attachments.cancel': { request: v.strictObject({ token: Token }), response: Nothing },
  'attachments.remove': {
    request: v.strictObject({ note: NoteId, revision: Revision, attachment: AttachmentId }),
    response: NoteSummary,
  },
  /** Writes a file out, decrypted, to a place that the person chooses. False when they cancel. */
  'attachments.save': { request: v.strictObject({ id: AttachmentId }), response: v.boolean() },
  /**
   * Writes a decrypted copy to a folder of the app and lets the program that the system has for it open it. The copy is
   * removed at the next lock. The person has been told.
   */
  'attachments.openElsewhere': { request: v.strictObject({ id: AttachmentId }), response: Nothing },

  /** Opens an address in the browser. The person has seen the whole of it. Only http, https and mailto. */
  'link.open': {
    request: v.strictObject({ address: v.pipe(v.string(), v.maxLength(8_192)) }),
    response: Nothing,
  },
  /** Something of a note was just copied: it is taken off the clipboard at the lock, if it is still there. */
  'clipboard.copied': { request: Nothing, response: Nothing },

  /** Keeps what is typed where a crash of the window does not reach it. What is left of it at a lock is saved or sealed. */
  'drafts.edit': { request: DraftEdit, response: DraftAnswer },
  /** The text has been saved, or is not wanted any more. */
  'drafts.drop': { request: v.strictObject({ key: DraftKey }), response: Nothing },
  /** Puts drafts into notes that were sealed at a lock because they could not be saved. */
  'drafts.bringBack': { request: Nothing, response: DraftsBack },
} as const;
