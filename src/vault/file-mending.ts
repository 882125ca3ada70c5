import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { NoteId } from '../contract/words.ts';
import { partMissing } from './attachments.ts';
import { toHex, type ItemId } from './bytes.ts';
import { attachmentRevision, chunkCountOf, type ChunkedFile } from './chunks.ts';
import type { Copy } from './copies.ts';
import { rowMissing } from './damage.ts';
import type { Ledger } from './ledger.ts';
import type { MendedRow } from './note-plan.ts';
import { Breath } from './progress.ts';
import type { RowBatch } from './row-batch.ts';
import type { SealedRow } from './sealed-rows.ts';
import type { RowIdentity } from './store.ts';

/** What has become of a file. */
export type FileOutcome =
  /** It is written, whole, and belongs to this note (32 hex digits). */
  | { readonly note: string; readonly mended: readonly MendedRow[] }
  /** Nothing of it is written. */
  | { readonly problem: LatchkeyError };

/** One part of a file: the row, and what it comes from if not from the vault itself. */
interface Part {
  readonly row: SealedRow;
  readonly mended: readonly MendedRow[];
}

/**
 * Puts attached files together again. A file never changes, so each part of it may come from any copy of the vault; its
 * summary and its manifest can be made from each other, its bytes from nothing.
 */
export class FileMending {
  readonly #ledger: Ledger;
  readonly #own: Copy;
  readonly #copies: readonly Copy[];
  readonly #batch: RowBatch;
  readonly #breath = new Breath();

  constructor(ledger: Ledger, own: Copy, others: readonly Copy[], batch: RowBatch) {
    this.#ledger = ledger;
    this.#own = own;
    this.#copies = [own, ...others];
    this.#batch = batch;
  }

  /** Writes a file, all of it or nothing. `owner`: the note that names it, if one does. Yields now and then. */
  *mend(id: ItemId, owner: string | null): Generator<void, FileOutcome> {
    const note = this.#first((copy) => copy.attachment(id))?.sealed.note ?? owner;
    const file = this.#fileOf(id);
    if (!file || note === null) return { problem: rowMissing('summary', toHex(id)) };
    const chunks = yield* this.#writeChunks(file);
    if ('problem' in chunks) return chunks;
    const parts = [this.#summary(file, note), this.#manifest(file)];
    for (const { row } of parts) this.#batch.put(row);
    return { note, mended: [...parts.flatMap(({ mended }) => mended), ...chunks.mended] };
  }

  #fileOf(id: ItemId): ChunkedFile | null {
    const size = this.#first((copy) => copy.manifest(id) ?? copy.attachment(id)?.sealed)?.size;
    return size === undefined ? null : { id, size, chunks: chunkCountOf(size) };
  }

  *#writeChunks(
    file: ChunkedFile,
  ): Generator<void, { readonly mended: readonly MendedRow[] } | { readonly problem: LatchkeyError }> {
    const written: RowIdentity[] = [];
    let isFromCopy = false;
    for (let position = 0; position < file.chunks; position++) {
      const own = this.#own.chunk(file, position);
      const sealed = own instanceof LatchkeyError ? this.#chunkOfOthers(file, position) : own;
      if (!sealed) {
        this.#batch.takeBack(written);
        return { problem: own instanceof LatchkeyError ? own : partMissing('chunk', file.id) };
      }
      const identity = { table: 'chunk', id: file.id, revision: attachmentRevision, position } as const;
      this.#batch.put({ identity, sealed });
      written.push(identity);
      isFromCopy ||= sealed !== own;
      if (this.#breath.isDueAfter(sealed.length)) yield;
    }
    return { mended: isFromCopy ? [{ table: 'chunk', source: 'backup' }] : [] };
  }

  #chunkOfOthers(file: ChunkedFile, position: number): Uint8Array | null {
    for (const copy of this.#copies.slice(1)) {
      const sealed = copy.chunk(file, position);
      if (!(sealed instanceof LatchkeyError)) return sealed;
    }
    return null;
  }

  #summary({ id, size }: ChunkedFile, note: string): Part {
    const copied = this.#copied('summary', id, (copy) => copy.attachment(id) !== null);
    if (copied) return copied;
    const now = this.#ledger.now();
    const identity = { table: 'summary', id, revision: attachmentRevision } as const;
    const row = this.#ledger.seal(identity, {
      kind: 'attachment',
      note: v.parse(NoteId, note),
      name: 'Recovered file',
      size,
      createdAt: now,
      updatedAt: now,
      contentRevision: attachmentRevision,
    });
    return { row, mended: [{ table: 'summary', source: 'text' }] };
  }

  #manifest({ id, size, chunks }: ChunkedFile): Part {
    const copied = this.#copied('content', id, (copy) => copy.manifest(id) !== null);
    if (copied) return copied;
    const identity = { table: 'content', id, revision: attachmentRevision } as const;
    return {
      row: this.#ledger.seal(identity, { size, chunks }),
      mended: [{ table: 'content', source: 'text' }],
    };
  }

  /** The row of the first copy in which it opens. */
  #copied(table: 'summary' | 'content', id: ItemId, opensIn: (copy: Copy) => boolean): Part | null {
    const copy = this.#copies.find(opensIn);
    const row = copy?.row(table, id);
    if (!row) return null;
    const identity = { table, id, revision: row.revision };
    const mended = copy === this.#own ? [] : [{ table, source: 'backup' } as const];
    return { row: { identity, sealed: row.sealed }, mended };
  }

  #first<T>(find: (copy: Copy) => T | null | undefined): T | null {
    for (const copy of this.#copies) {
      const found = find(copy);
      if (found !== null && found !== undefined) return found;
    }
    return null;
  }
}
