import { randomBytes } from 'node:crypto';
import { LatchkeyError } from '../contract/errors.ts';
import type { AttachmentSummary, NoteId, NoteSummary } from '../contract/words.ts';
import type { AttachmentWriter } from '../vault/attachment-writer.ts';
import { ChunkCutter, wipe, type SealedChunk, type Vault } from '../vault/index.ts';
import { systemRandom } from '../vault/random.ts';

/** A file of a window that is to become part of a note. */
export interface ArrivingFile {
  readonly note: NoteId;
  /** Without a folder, 1 to 255 UTF-16 code units. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
}

interface Arrival extends ArrivingFile {
  readonly writer: AttachmentWriter;
  readonly cutter: ChunkCutter;
}

/** Files that may be on their way at once: more come from a page that has gone wrong. */
const mostAtOnce = 16;
/** Chunks that are sealed and written at a time: 4 MiB. */
const batch = 64;

/** Files that come from a window piece by piece. Until one is finished, nothing of it belongs to its note. */
export class Arrivals {
  readonly #going = new Map<string, Arrival>();

  /** Answers the name of the arrival: 16 random bytes as hex. Throws `not-found` for the note, `invalid-request` for too many at once. */
  begin(vault: Vault, file: ArrivingFile): { readonly token: string } {
    if (this.#going.size >= mostAtOnce) throw tooMany();
    // Throws for a note that is not there, before anything is sent.
    vault.attachmentIds(file.note);
    const writer = vault.beginAttachment();
    const token = randomBytes(16).toString('hex');
    this.#going.set(token, { ...file, writer, cutter: new ChunkCutter(writer.sealer, systemRandom) });
    return { token };
  }

  /** The next bytes: what they complete is on the disk afterwards. Throws `not-found`, and `invalid-request` for more than was announced. */
  write(token: string, bytes: Uint8Array): void {
    const { writer, cutter, size } = this.#of(token);
    if (cutter.size + bytes.length > size) throw notAsAnnounced();
    const chunks = cutter.push(bytes);
    if (chunks.length > 0) writer.put(chunks);
  }

  /**
   * Seals the rest and puts the file into its note. Yields between batches, so that others can write. Throws as `write`, and
   * `invalid-request` where bytes are missing; the arrival stays then, for `cancel`.
   */
  *finish(
    token: string,
  ): Generator<void, { readonly summary: NoteSummary; readonly attachment: AttachmentSummary }> {
    const arrival = this.#of(token);
    const { writer, cutter, note, name, size } = arrival;
    if (cutter.size !== size) throw notAsAnnounced();
    let sealed: SealedChunk[] = [];
    for (const chunk of cutter.end()) {
      sealed.push(chunk);
      if (sealed.length < batch) continue;
      writer.put(sealed);
      sealed = [];
      yield;
      this.#of(token);
    }
    if (sealed.length > 0) writer.put(sealed);
    const finished = writer.finish({ id: note }, { name, size, chunks: cutter.chunks });
    this.#forget(token, arrival);
    return finished;
  }

  /** What has arrived of it belongs to nothing from now on. Does nothing for one that is not there. */
  cancel(token: string): void {
    const arrival = this.#going.get(token);
    if (arrival === undefined) return;
    this.#forget(token, arrival);
    arrival.writer.abandon();
  }

  /** For a vault that locks: what is on its way is given up. */
  forget(): void {
    for (const [token, arrival] of this.#going) this.#forget(token, arrival);
  }

  #forget(token: string, { writer }: Arrival): void {
    this.#going.delete(token);
    wipe(writer.sealer.key);
  }

  #of(token: string): Arrival {
    const arrival = this.#going.get(token);
    if (arrival === undefined) throw gone();
    return arrival;
  }
}

function tooMany(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    `At most ${mostAtOnce} files can be added at the same time. Wait until some of them are there.`,
  );
}

function notAsAnnounced(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'The file was not as long as it was to be: it may have been changed meanwhile. It was not added; add it again.',
  );
}

function gone(): LatchkeyError {
  return new LatchkeyError('not-found', 'This file is not being added any more. Add it again.');
}
