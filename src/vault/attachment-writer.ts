import { LatchkeyError } from '../contract/errors.ts';
import {
  maxAttachmentNameLength,
  type AttachmentId,
  type AttachmentSummary,
  type NoteId,
  type NoteSummary,
} from '../contract/words.ts';
import type { ItemId } from './bytes.ts';
import { withOneMore } from './attachments.ts';
import { attachmentRevision, chunkCountOf, type ChunkSealer, type SealedChunk } from './chunks.ts';
import type { Ledger } from './ledger.ts';
import type { LooseChunks } from './loose.ts';
import { readNote, sealSummary, summaryIdentity } from './notes.ts';
import type { SealedRow } from './sealed-rows.ts';
import { itemIdOf, publicAttachment, publicNote, type OpenAttachment } from './summaries.ts';

/** A file whose chunks have all been written. */
export interface ArrivedFile {
  /** Without a folder, 1 to 255 UTF-16 code units. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly chunks: number;
  /** When its note will have changed last: a note that comes from elsewhere keeps its date. Absent: now. */
  readonly noteUpdatedAt?: number | undefined;
}

/**
 * Takes in the chunks of one new attachment, however long that lasts: the vault goes on working meanwhile, and other
 * attachments may arrive at the same time. Until `finish` the chunks belong to nothing, and a crash leaves them to be
 * swept away.
 */
export class AttachmentWriter {
  /** For whoever seals the chunks, in this thread or another, and zeroes its key. */
  readonly sealer: ChunkSealer;
  readonly #ledger: Ledger;
  readonly #loose: LooseChunks;
  readonly #id: ItemId;
  readonly #hex: AttachmentId;
  #written = 0;
  #isOpen = true;

  /** `id`: one that is no item's yet. */
  constructor(ledger: Ledger, loose: LooseChunks, id: AttachmentId) {
    this.#ledger = ledger;
    this.#loose = loose;
    this.#id = itemIdOf(id);
    this.#hex = id;
    const { vaultId } = ledger.keyring;
    this.sealer = {
      key: Uint8Array.from(ledger.keyring.subkey('chunk')),
      vaultId: Uint8Array.from(vaultId),
      id: Uint8Array.from(this.#id),
    };
    loose.expect(this.#hex);
  }

  /** What the attachment will be called in the vault and in the text of its note. */
  get id(): AttachmentId {
    return this.#hex;
  }

  /** Writes the next chunks, in order, in one transaction. They are on the disk when it returns. */
  put(chunks: readonly SealedChunk[]): void {
    this.#assertOpen();
    const put = chunks.map(({ position, sealed }, index): SealedRow => {
      if (position !== this.#written + index)
        throw new RangeError('AttachmentWriter: chunks must come in order');
      return { identity: { table: 'chunk', id: this.#id, revision: attachmentRevision, position }, sealed };
    });
    this.#ledger.commit({ put, loose: this.#loose.with([this.#hex]) });
    this.#written += chunks.length;
  }

  /**
   * Makes the chunks an attachment of a note, in one write, whatever has become of its text meanwhile. Throws `not-found`,
   * `record-tampered`, or `too-large` if the note has too many; the writer can then be tried again or abandoned.
   */
  finish(
    note: { readonly id: NoteId },
    file: ArrivedFile,
  ): { readonly summary: NoteSummary; readonly attachment: AttachmentSummary } {
    this.#assertOpen();
    this.#assertWhole(file);
    const before = readNote(this.#ledger, note.id);
    const now = this.#ledger.now();
    const after = withOneMore(before, this.#hex, file.noteUpdatedAt ?? now);
    const { attachment, put } = this.rowsFor(note.id, file);
    this.#ledger.commit({
      put: [sealSummary(this.#ledger, after), ...put],
      gone: [summaryIdentity(before)],
      loose: this.#loose.without(this.#hex),
    });
    this.#close();
    return { summary: publicNote(after), attachment };
  }

  /**
   * What makes the chunks an attachment, for whoever writes a whole note with its files: it then takes the id out of the loose
   * ones, and ends the writer by `abandon`.
   */
  rowsFor(
    note: NoteId,
    file: ArrivedFile,
  ): { readonly attachment: AttachmentSummary; readonly put: readonly SealedRow[] } {
    this.#assertWhole(file);
    const attachment = this.#attachmentOf(note, file, this.#ledger.now());
    return { attachment: publicAttachment(attachment), put: this.#seal(attachment, file) };
  }

  /** Ends it: what was written so far and belongs to nothing is left to a sweep. Does nothing after `finish`. */
  abandon(): void {
    if (this.#isOpen) this.#close();
  }

  #attachmentOf(note: NoteId, { name, size }: ArrivedFile, now: number): OpenAttachment {
    return {
      id: this.#id,
      revision: attachmentRevision,
      sealed: {
        kind: 'attachment',
        note,
        name: checkedName(name),
        size,
        createdAt: now,
        updatedAt: now,
        contentRevision: attachmentRevision,
      },
    };
  }

  #seal(attachment: OpenAttachment, { size, chunks }: ArrivedFile): SealedRow[] {
    const identity = { table: 'content', id: this.#id, revision: attachmentRevision } as const;
    return [sealSummary(this.#ledger, attachment), this.#ledger.seal(identity, { size, chunks })];
  }

  #close(): void {
    this.#isOpen = false;
    this.#loose.settle(this.#hex);
  }

  #assertWhole(file: ArrivedFile): void {
    if (file.chunks !== this.#written || file.chunks !== chunkCountOf(file.size)) {
      throw new RangeError('AttachmentWriter: these are not all chunks of the file');
    }
  }

  #assertOpen(): void {
    if (!this.#isOpen) throw new Error('AttachmentWriter: it has ended');
  }
}

function checkedName(name: string): string {
  if (name.length > 0 && name.length <= maxAttachmentNameLength && !/[/\0]/.test(name)) return name;
  throw new LatchkeyError(
    'invalid-request',
    `The name of an attached file has 1 to ${maxAttachmentNameLength} characters, and no folder in it.`,
  );
}
