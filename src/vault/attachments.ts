import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { Count, type AttachmentId, type NoteId } from '../contract/words.ts';
import { toHex, wipe, type ItemId } from './bytes.ts';
import {
  attachmentRevision,
  chunkCountOf,
  chunkLength,
  maxAttachmentSize,
  openChunkOf,
  type ChunkedFile,
} from './chunks.ts';
import type { Keyring } from './keyring.ts';
import type { Ledger } from './ledger.ts';
import { readNote, type NoteAtRevision } from './notes.ts';
import { openRecord, recordTampered } from './sealing.ts';
import type { RowIdentity, Store, StoredItem } from './store.ts';
import { isAttachment, itemIdOf, openSummary, type OpenAttachment, type OpenNote } from './summaries.ts';

/** What the `content` row of an attachment seals. */
export const Manifest = v.pipe(
  v.looseObject({
    /** Bytes of the file. */
    size: v.pipe(Count, v.maxValue(maxAttachmentSize)),
    chunks: Count,
  }),
  v.check(({ size, chunks }) => chunks === chunkCountOf(size)),
);

/** The most files that a note can have: their ids are in its summary. */
export const maxAttachments = 1_000;

/** An attachment, and the note at the revision it belongs to. */
export interface AttachmentOfNote extends NoteAtRevision {
  readonly attachment: AttachmentId;
}

/** Throws `not-found` or `record-tampered`. */
export function readAttachment(ledger: Ledger, id: AttachmentId): OpenAttachment {
  const row = ledger.store.readItem('summary', itemIdOf(id));
  const summary = row && openSummary(ledger.keyring, row);
  if (summary && isAttachment(summary)) return summary;
  throw attachmentNotFound(id);
}

/** The ids of a note's files. Throws `not-found` or `record-tampered`. */
export function attachmentIdsOf(ledger: Ledger, note: NoteId): readonly AttachmentId[] {
  return readNote(ledger, note).sealed.attachments ?? [];
}

/** The file that a manifest describes. Throws `record-tampered`. */
export function openManifest(keyring: Keyring, { id, revision, sealed }: StoredItem): ChunkedFile {
  if (revision !== attachmentRevision) throw recordTampered({ table: 'content', id });
  const { size, chunks } = openRecord(keyring, { table: 'content', id, revision }, sealed, Manifest);
  return { id, size, chunks };
}

/** Throws `not-found`, `rows-missing` or `record-tampered`. */
export function readFile(ledger: Ledger, attachment: AttachmentId): ChunkedFile {
  const { id, sealed } = readAttachment(ledger, attachment);
  const row = ledger.store.readItem('content', id);
  if (!row) throw partMissing('content', id);
  const file = openManifest(ledger.keyring, row);
  // What is shown of it must be what can be read of it.
  if (file.size !== sealed.size) throw recordTampered({ table: 'content', id });
  return file;
}

/** One chunk of a file, which the caller zeroes. Throws `rows-missing` or `record-tampered`. */
export function readChunk(store: Store, keyring: Keyring, file: ChunkedFile, position: number): Uint8Array {
  const chunk = store.readChunk(file.id, position);
  if (!chunk) throw partMissing('chunk', file.id);
  return openChunkOf(keyring, file, chunk);
}

/** Part of a file: fewer bytes than asked for only at its end. Throws `rows-missing` or `record-tampered`. */
export function readPart(ledger: Ledger, file: ChunkedFile, from: number, length: number): Uint8Array {
  if (!isCount(from) || !isCount(length)) throw new RangeError('readPart: expected two counts of bytes');
  const start = Math.min(from, file.size);
  const part = new Uint8Array(Math.min(length, file.size - start));
  try {
    for (let done = 0; done < part.length;) {
      const position = Math.floor((start + done) / chunkLength);
      const chunk = readChunk(ledger.store, ledger.keyring, file, position);
      const piece = chunk.subarray(start + done - position * chunkLength).subarray(0, part.length - done);
      part.set(piece, done);
      done += piece.length;
      wipe(chunk);
    }
  } catch (error) {
    wipe(part);
    throw error;
  }
  return part;
}

/** The rows that a note's attachments have in `summary` and `content`, as they were written. */
export function rowsOfAttachments(ids: readonly AttachmentId[]): RowIdentity[] {
  return ids.flatMap((id): RowIdentity[] => [
    { table: 'summary', id: itemIdOf(id), revision: attachmentRevision },
    { table: 'content', id: itemIdOf(id), revision: attachmentRevision },
  ]);
}

/** A note without one of its files. Throws `not-found` if it has none of that id. */
export function without(note: OpenNote, attachment: AttachmentId, now: number): OpenNote {
  const attachments = note.sealed.attachments ?? [];
  if (!attachments.includes(attachment)) throw attachmentNotFound(attachment);
  return withAttachments(
    note,
    attachments.filter((id) => id !== attachment),
    now,
  );
}

/** A note with one file more. Throws `too-large` if it has too many already. */
export function withOneMore(note: OpenNote, attachment: AttachmentId, now: number): OpenNote {
  const attachments = note.sealed.attachments ?? [];
  if (attachments.length >= maxAttachments) throw tooMany();
  return withAttachments(note, [...attachments, attachment], now);
}

function withAttachments(
  { id, revision, sealed }: OpenNote,
  ids: readonly AttachmentId[],
  now: number,
): OpenNote {
  const { attachments: _, ...rest } = sealed;
  return {
    id,
    revision: revision + 1,
    sealed: { ...rest, updatedAt: now, ...(ids.length > 0 ? { attachments: [...ids] } : {}) },
  };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** For a file of which a row is gone. */
export function partMissing(table: 'content' | 'chunk', id: ItemId): LatchkeyError {
  return new LatchkeyError(
    'rows-missing',
    'Part of this attached file is missing from the vault: it was deleted outside Latchkey. The note itself is not affected. A backup may still have the file.',
    { details: { table, id: toHex(id) } },
  );
}

function attachmentNotFound(id: AttachmentId): LatchkeyError {
  return new LatchkeyError('not-found', 'That attached file is not in this vault any more.', {
    details: { id },
  });
}

function tooMany(): LatchkeyError {
  return new LatchkeyError(
    'too-large',
    `A note can have up to ${maxAttachments} attached files. Put this one into another note.`,
  );
}
