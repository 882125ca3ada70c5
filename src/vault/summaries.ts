import * as v from 'valibot';
import {
  AttachmentSummary,
  Count,
  maxAttachmentNameLength,
  NoteId,
  type AttachmentId,
  type NoteSummary,
} from '../contract/words.ts';
import { attachmentRevision, maxAttachmentSize } from './chunks.ts';
import { fromHex, itemId, toHex, type ItemId } from './bytes.ts';
import type { Keyring } from './keyring.ts';
import { openRecord } from './sealing.ts';
import type { StoredItem } from './store.ts';

const AttachmentId = AttachmentSummary.entries.id;

/** What the `summary` row of a note seals. Fields of later versions are kept when a row is written again. */
export const SealedNote = v.looseObject({
  kind: v.literal('note'),
  title: v.string(),
  snippet: v.string(),
  tags: v.array(v.string()),
  notebook: v.nullable(v.string()),
  pinned: v.boolean(),
  /** Absent: no. */
  favourite: v.optional(v.boolean()),
  /** Absent: no. */
  template: v.optional(v.boolean()),
  createdAt: Count,
  updatedAt: Count,
  /** Absent: not in the archive. */
  archivedAt: v.optional(Count),
  trashedAt: v.nullable(Count),
  wordCount: Count,
  /** The revision of the `content` row that belongs to this summary: an older one put back is noticed. */
  contentRevision: v.pipe(Count, v.minValue(1)),
  /** When an earlier text was last kept as a version. */
  keptAt: v.optional(Count),
  /** The files that belong to this note, in the order in which they came. */
  attachments: v.optional(v.array(AttachmentId)),
});
export type SealedNote = v.InferOutput<typeof SealedNote>;

/** What the `summary` row of an attachment seals. It never changes. */
export const SealedAttachment = v.looseObject({
  kind: v.literal('attachment'),
  note: NoteId,
  name: v.pipe(v.string(), v.maxLength(maxAttachmentNameLength)),
  size: v.pipe(Count, v.maxValue(maxAttachmentSize)),
  createdAt: Count,
  updatedAt: Count,
  contentRevision: v.literal(attachmentRevision),
});
export type SealedAttachment = v.InferOutput<typeof SealedAttachment>;

/** What any `summary` row seals. */
export const SealedSummary = v.variant('kind', [SealedNote, SealedAttachment]);
export type SealedSummary = v.InferOutput<typeof SealedSummary>;

/** A summary that has been opened, and its place. */
export interface OpenSummary<S extends SealedSummary = SealedSummary> {
  readonly id: ItemId;
  readonly revision: number;
  readonly sealed: S;
}
export type OpenNote = OpenSummary<SealedNote>;
export type OpenAttachment = OpenSummary<SealedAttachment>;

/** Throws `record-tampered`. */
export function openSummary(keyring: Keyring, { id, revision, sealed }: StoredItem): OpenSummary {
  return {
    id,
    revision,
    sealed: openRecord(keyring, { table: 'summary', id, revision }, sealed, SealedSummary),
  };
}

export function isNote(summary: OpenSummary): summary is OpenNote {
  return summary.sealed.kind === 'note';
}

export function isAttachment(summary: OpenSummary): summary is OpenAttachment {
  return summary.sealed.kind === 'attachment';
}

/** What others may know of a note. */
export function publicNote({ id, revision, sealed }: OpenNote): NoteSummary {
  const { title, snippet, tags, notebook, pinned, createdAt, updatedAt, trashedAt, wordCount } = sealed;
  const { favourite = false, template = false, archivedAt = null, attachments = [] } = sealed;
  return {
    state: 'readable',
    id: noteIdOf(id),
    revision,
    title,
    snippet,
    tags,
    notebook,
    pinned,
    favourite,
    template,
    createdAt,
    updatedAt,
    archivedAt,
    trashedAt,
    wordCount,
    attachmentCount: attachments.length,
  };
}

/** What others may know of an attachment. */
export function publicAttachment({ id, sealed }: OpenAttachment): AttachmentSummary {
  const { note, name, size, createdAt } = sealed;
  return { id: attachmentIdOf(id), note, name, size, createdAt };
}

export function noteIdOf(id: ItemId): NoteId {
  return v.parse(NoteId, toHex(id));
}

export function attachmentIdOf(id: ItemId): AttachmentId {
  return v.parse(AttachmentId, toHex(id));
}

/** 32 hex digits as 16 bytes. */
export function itemIdOf(hex: NoteId | AttachmentId): ItemId {
  return itemId(fromHex(hex));
}
