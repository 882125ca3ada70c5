import { LatchkeyError } from '../contract/errors.ts';
import type { AttachmentId, NoteId } from '../contract/words.ts';
import { drawAttachmentId, withReferences } from './attachment-references.ts';
import { AttachmentWriter, type ArrivedFile } from './attachment-writer.ts';
import { maxAttachments, readAttachment, readFile, readPart } from './attachments.ts';
import { wipe } from './bytes.ts';
import { ChunkCutter } from './chunks.ts';
import type { Ledger } from './ledger.ts';
import type { LooseChunks } from './loose.ts';
import type { Progress } from './progress.ts';
import type { SealedRow } from './sealed-rows.ts';

/** Bytes of a file that are copied in one transaction. */
const pieceLength = 4 * 1024 * 1024;

interface FileCopy {
  readonly writer: AttachmentWriter;
  readonly file: ArrivedFile;
}

/** Copies of attached files, for a note that is made with them. Until it is written they belong to nothing. */
export class FileCopies {
  readonly #ledger: Ledger;
  readonly #loose: LooseChunks;
  readonly #copies = new Map<AttachmentId, FileCopy>();

  constructor(ledger: Ledger, loose: LooseChunks) {
    this.#ledger = ledger;
    this.#loose = loose;
  }

  /**
   * Copies the files; it stops once before the first. Progress counts bytes. Throws `not-found`, `rows-missing`, `record-tampered`, or `too-large` for more than
   * a note can have.
   */
  *add(ids: readonly AttachmentId[]): Generator<Progress, void> {
    if (ids.length > maxAttachments) throw tooMany();
    const files = ids.map((id) => ({ id, size: readAttachment(this.#ledger, id).sealed.size }));
    const total = files.reduce((sum, { size }) => sum + size, 0);
    let before = 0;
    if (files.length > 0) yield { done: before, total };
    for (const { id, size } of files) {
      for (const done of this.#copy(id)) yield { done: before + done, total };
      before += size;
    }
  }

  /** Yields the bytes that are copied. */
  *#copy(id: AttachmentId): Generator<number, void> {
    const { name } = readAttachment(this.#ledger, id).sealed;
    const source = readFile(this.#ledger, id);
    const writer = new AttachmentWriter(
      this.#ledger,
      this.#loose,
      drawAttachmentId(this.#ledger.tools.random),
    );
    const cutter = new ChunkCutter(writer.sealer, this.#ledger.tools.random);
    try {
      while (cutter.size < source.size) {
        const piece = readPart(this.#ledger, source, cutter.size, pieceLength);
        writer.put(cutter.push(piece));
        wipe(piece);
        yield cutter.size;
      }
      for (const chunk of cutter.end()) writer.put([chunk]);
      const file = { name, size: cutter.size, chunks: cutter.chunks };
      this.#copies.set(id, { writer, file });
    } finally {
      wipe(writer.sealer.key);
      if (!this.#copies.has(id)) writer.abandon();
    }
  }

  /** A text that names the copies wherever it named the files. */
  named(body: string): string {
    return withReferences(body, (id) => {
      const copy = this.#copies.get(id);
      return copy ? `attachment:${copy.writer.id}` : null;
    });
  }

  /** The rows that make them files of this note, and their ids in the order in which they were added. */
  rowsFor(note: NoteId): { readonly ids: readonly AttachmentId[]; readonly put: readonly SealedRow[] } {
    const rows = Array.from(this.#copies.values(), ({ writer, file }) => writer.rowsFor(note, file));
    return { ids: rows.map(({ attachment }) => attachment.id), put: rows.flatMap(({ put }) => put) };
  }

  /** After the note was written, or given up: then the copies are left to a sweep. */
  end(): void {
    for (const { writer } of this.#copies.values()) writer.abandon();
  }
}

function tooMany(): LatchkeyError {
  return new LatchkeyError(
    'too-large',
    `A note can have up to ${maxAttachments} attached files, and here there would be more. Nothing was changed.`,
  );
}
