import { hexToBytes } from '@noble/hashes/utils.js';
import { ReaderError } from '../problem.ts';
import type { Place } from '../sqlite/table.ts';
import type { OpenVault } from './notes.ts';
import { openPiece, piecesOf } from './pieces.ts';
import type { FileSummary } from './records.ts';

/** A file that belongs to a note, without its bytes. */
export interface Attachment {
  /** 32 hex digits. */
  readonly id: string;
  /** As it was given: anything may be in it. Null if it is lost. */
  readonly name: string | null;
  /** In bytes; null if it is lost, or if its records do not agree: then the file cannot be read. */
  readonly size: number | null;
  /** Milliseconds since 1970, UTC; null if it is lost. */
  readonly createdAt: number | null;
  /** What is wrong with it as far as can be told without opening its bytes; null if nothing is. */
  readonly problem: string | null;
  /** Where each piece stands, by its position. */
  readonly pieces: ReadonlyMap<number, Place>;
}

/** Whether there may be something to save. */
export function isReadable({ size, pieces }: Attachment): boolean {
  return size !== null && everyPieceIn(pieces, piecesOf(size));
}

function everyPieceIn(pieces: ReadonlyMap<number, Place>, count: number): boolean {
  if (pieces.size < count) return false;
  for (let position = 0; position < count; position++) if (!pieces.has(position)) return false;
  return true;
}

/** The name for people, also of a file that has lost it. */
export function fileTitleOf({ name, id }: Attachment): string {
  return name ?? `A file that has lost its name (${id.slice(0, 8)})`;
}

/**
 * An attachment's bytes, piece by piece. Throws `ReaderError` when a piece is not as it was written: what was given before is right,
 * but not the whole file.
 */
export async function* bytesOf(
  { file, keys }: OpenVault,
  attachment: Attachment,
): AsyncGenerator<Uint8Array> {
  const { size } = attachment;
  const name = fileTitleOf(attachment);
  if (size === null) throw new ReaderError(`“${name}” cannot be read. ${attachment.problem ?? ''}`);
  const id = hexToBytes(attachment.id);
  const count = piecesOf(size);
  for (let position = 0; position < count; position++) {
    const place = attachment.pieces.get(position);
    const sealed = place && (await file.pieceAt(place));
    const bytes = sealed && openPiece(keys, { id, size, position }, sealed);
    if (!bytes) {
      throw new ReaderError(
        `“${name}” is damaged: piece ${position + 1} of ${count} is ${place ? 'not as it was written' : 'missing'}.`,
      );
    }
    yield bytes;
  }
}

/** The note that files are shown under when nobody can tell whose they are. */
const nobody = '0'.repeat(32);

/** What is found of attachments, in any order. */
export class Attachments {
  readonly #summaries = new Map<string, FileSummary>();
  readonly #sizes = new Map<string, number>();
  readonly #pieces = new Map<string, Map<number, Place>>();
  readonly #listed = new Set<string>();

  addSummary(id: string, summary: FileSummary): void {
    this.#summaries.set(id, summary);
  }

  addManifest(id: string, size: number): void {
    this.#sizes.set(id, size);
  }

  addPiece(id: string, position: number, place: Place): void {
    const pieces = this.#pieces.get(id) ?? new Map<number, Place>();
    this.#pieces.set(id, pieces.set(position, place));
  }

  /** Forgets pieces that are said to belong to nothing. */
  drop(id: string): void {
    this.#pieces.delete(id);
  }

  /** Every item that is an attachment. */
  get ids(): ReadonlySet<string> {
    return new Set([
      ...this.#summaries.keys(),
      ...this.#sizes.keys(),
      ...this.#pieces.keys(),
      ...this.#listed,
    ]);
  }

  /** The attachments of each note, by name. `listed`: the ids that each note says are its own. */
  byNote(listed: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly Attachment[]> {
    const listers = new Map<string, string>();
    for (const [note, ids] of listed) for (const id of ids) listers.set(id, note);
    for (const id of listers.keys()) this.#listed.add(id);
    const byNote = new Map<string, Attachment[]>();
    for (const id of this.ids) {
      const lister = listers.get(id);
      const note = this.#summaries.get(id)?.note ?? lister ?? nobody;
      const attachment = this.#attachment(id, note === lister);
      byNote.set(note, [...(byNote.get(note) ?? []), attachment]);
    }
    for (const attachments of byNote.values())
      attachments.sort((left, right) => (fileTitleOf(left) < fileTitleOf(right) ? -1 : 1));
    return byNote;
  }

  #attachment(id: string, isListed: boolean): Attachment {
    const summary = this.#summaries.get(id);
    const pieces = this.#pieces.get(id) ?? new Map<number, Place>();
    const sizes = new Set([summary?.size, this.#sizes.get(id)].filter((size) => size !== undefined));
    const [size = null] = sizes.size === 1 ? sizes : [];
    return {
      id,
      name: summary?.name ?? null,
      size,
      createdAt: summary?.createdAt ?? null,
      problem: this.#problem(id, size, isListed),
      pieces,
    };
  }

  #problem(id: string, size: number | null, isListed: boolean): string | null {
    const hasSummary = this.#summaries.has(id);
    const pieces = this.#pieces.get(id) ?? new Map<number, Place>();
    if (!hasSummary && !this.#sizes.has(id)) {
      return pieces.size === 0
        ? 'The note names this file, but nothing of it is there.'
        : 'Its name and its size are missing or damaged, and without the size it cannot be put together.';
    }
    if (size === null) return 'Its two records name different sizes: it cannot be put together.';
    const problems = [
      hasSummary ? null : 'Its name is missing or damaged.',
      this.#sizes.has(id) ? null : 'One of its two records is missing or damaged.',
      missingOf(pieces, piecesOf(size)),
      isListed || !hasSummary ? null : 'The note that it names does not know it.',
    ].filter((problem) => problem !== null);
    return problems.length === 0 ? null : problems.join(' ');
  }
}

function missingOf(pieces: ReadonlyMap<number, Place>, count: number): string | null {
  let there = 0;
  for (const position of pieces.keys()) if (position < count) there += 1;
  const lost = count - there;
  if (lost > 0) {
    const some =
      count === 1 ? 'Its one piece is' : `${lost} of its ${count} pieces ${lost === 1 ? 'is' : 'are'}`;
    return `${some} missing: it cannot be put together.`;
  }
  return pieces.size > count ? 'It has more pieces than it should.' : null;
}
