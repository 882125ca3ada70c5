import * as v from 'valibot';
import type { NoteId, NoteSummary } from '../contract/words.ts';
import { Packer, Unpacker } from './packing.ts';

const hexId = /^[0-9a-f]{32}$/;

/** What a note is or has, one bit each. */
const bits = {
  pinned: 1,
  favourite: 2,
  template: 4,
  archived: 8,
  trashed: 16,
  /** It is in a notebook, or has tags. */
  placed: 32,
  /** Its snippet is not told. */
  bare: 64,
  /** It was changed after the note before it in the pack. */
  later: 128,
  /** It was made after it was changed last, as far as the clock knew. */
  early: 256,
  /** Title and snippet are written as JSON: one has half a surrogate pair. */
  quoted: 512,
} as const;

/** Its notebook, and then its tags. */
const Labels = v.tupleWithRest([v.nullable(v.string())], v.string());

/** What the list shows of notes, in their order, as bytes. */
export function packSummaries(notes: readonly NoteSummary[]): Uint8Array {
  const packer = new Packer();
  packer.number(notes.length);
  let last = 0;
  for (const note of notes) {
    packOne(packer, note, last);
    last = note.updatedAt;
  }
  return packer.finish();
}

function packOne(packer: Packer, note: NoteSummary, last: number): void {
  const { title, snippet } = note;
  const isQuoted = !title.isWellFormed() || snippet?.isWellFormed() === false;
  const isPlaced = note.notebook !== null || note.tags.length > 0;
  packer.number(
    (note.pinned ? bits.pinned : 0) |
      (note.favourite ? bits.favourite : 0) |
      (note.template ? bits.template : 0) |
      (note.archivedAt === null ? 0 : bits.archived) |
      (note.trashedAt === null ? 0 : bits.trashed) |
      (isPlaced ? bits.placed : 0) |
      (snippet === null ? bits.bare : 0) |
      (note.updatedAt > last ? bits.later : 0) |
      (note.createdAt > note.updatedAt ? bits.early : 0) |
      (isQuoted ? bits.quoted : 0),
  );
  packer.text(note.id);
  packer.number(note.revision);
  packer.number(Math.abs(note.updatedAt - last));
  packer.number(Math.abs(note.updatedAt - note.createdAt));
  packer.number(note.wordCount);
  packer.number(note.attachmentCount);
  packer.text(isQuoted ? JSON.stringify(title) : title);
  if (snippet !== null) packer.text(isQuoted ? JSON.stringify(snippet) : snippet);
  if (isPlaced) packer.text(JSON.stringify([note.notebook, ...note.tags]));
  if (note.archivedAt !== null) packer.number(note.archivedAt);
  if (note.trashedAt !== null) packer.number(note.trashedAt);
}

/** The notes that `packSummaries` was given. Null if the bytes are something else. */
export function unpackSummaries(packed: Uint8Array): NoteSummary[] | null {
  try {
    const unpacker = new Unpacker(packed);
    const notes: NoteSummary[] = [];
    for (let left = unpacker.number(), last = 0; left > 0; left--) {
      const note = unpackOne(unpacker, last);
      notes.push(note);
      last = note.updatedAt;
    }
    return notes;
  } catch {
    return null;
  }
}

function unpackOne(unpacker: Unpacker, last: number): NoteSummary {
  const flags = unpacker.number();
  const id = unpacker.text();
  if (!isNoteId(id)) throw new RangeError('unpackSummaries: no id');
  const revision = unpacker.number();
  const updatedAt = last + signed(unpacker.number(), flags & bits.later);
  const createdAt = updatedAt + signed(unpacker.number(), flags & bits.early);
  const wordCount = unpacker.number();
  const attachmentCount = unpacker.number();
  const isQuoted = (flags & bits.quoted) !== 0;
  const title = unquoted(unpacker.text(), isQuoted);
  const snippet = flags & bits.bare ? null : unquoted(unpacker.text(), isQuoted);
  const [notebook, ...tags] =
    flags & bits.placed ? v.parse(Labels, JSON.parse(unpacker.text())) : ([null] as const);
  return {
    state: 'readable',
    id,
    revision,
    title,
    snippet,
    tags,
    notebook,
    pinned: (flags & bits.pinned) !== 0,
    favourite: (flags & bits.favourite) !== 0,
    template: (flags & bits.template) !== 0,
    createdAt,
    updatedAt,
    archivedAt: flags & bits.archived ? unpacker.number() : null,
    trashedAt: flags & bits.trashed ? unpacker.number() : null,
    wordCount,
    attachmentCount,
  };
}

/** As the schema of `NoteId`, and many times as fast. */
function isNoteId(text: string): text is NoteId {
  return hexId.test(text);
}

function signed(value: number, isPlus: number): number {
  return isPlus ? value : -value;
}

function unquoted(text: string, isQuoted: boolean): string {
  return isQuoted ? v.parse(v.string(), JSON.parse(text)) : text;
}
