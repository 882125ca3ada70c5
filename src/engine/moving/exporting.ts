import type { Exported } from '../../contract/care.ts';
import { errorToData, LatchkeyError, type ErrorCode, type ErrorData } from '../../contract/errors.ts';
import type {
  AttachmentId,
  AttachmentSummary,
  Note,
  NoteId,
  NoteListEntry,
  NoteSummary,
} from '../../contract/words.ts';
import { asTarget, wipe, withReferences, type Vault } from '../../vault/index.ts';
import { placeReader } from '../reader-file.ts';
import type { Run } from '../watch.ts';
import { NoteFolder, type NotePlace } from './note-folder.ts';
import { newestFirst } from './order.ts';
import { breathe, counted, stoppedAfter } from './stops.ts';

/** Bytes of an attachment that are in memory at once. */
const pieceLength = 1024 * 1024;

/** Errors of one record: the export goes on with the next. After any other, such as a full disk, it would fail too. */
const ofOneRecord: readonly ErrorCode[] = ['record-tampered', 'rows-missing', 'rolled-back', 'rows-extra'];

/**
 * Writes every note that opens as a Markdown file, and its files into a folder beside it. Nothing is overwritten. What does
 * not open is listed in the answer; files of a note whose text does not open are written all the same. Throws
 * `permission-denied`, `read-only`, `disk-full` and the run's reason: what was written before stays, and nothing half.
 */
export async function exportNotes(vault: Vault, path: string, run: Run): Promise<Exported> {
  // So the newest of several with one title keeps the plain name.
  const entries = newestFirst(vault.list());
  const folder = await NoteFolder.open(path);
  const export_ = new Export(vault, folder, run.signal);
  try {
    for (const [done, entry] of entries.entries()) {
      await breathe(run.signal);
      run.onProgress({ done, total: entries.length });
      await export_.add(entry);
    }
  } catch (error) {
    throw stoppedAfter(error, export_.soFar);
  }
  run.onProgress({ done: entries.length, total: entries.length });
  placeReader(path);
  return export_.result;
}

/** What an export has done so far. */
class Export {
  readonly #vault: Vault;
  readonly #folder: NoteFolder;
  readonly #signal: AbortSignal;
  readonly #damaged: ErrorData[] = [];
  #notes = 0;
  #attachments = 0;

  constructor(vault: Vault, folder: NoteFolder, signal: AbortSignal) {
    this.#vault = vault;
    this.#folder = folder;
    this.#signal = signal;
  }

  get result(): Exported {
    return {
      folder: this.#folder.path,
      notes: this.#notes,
      attachments: this.#attachments,
      damaged: this.#damaged,
    };
  }

  get soFar(): string {
    const written = `${counted(this.#notes, 'note')} and ${counted(this.#attachments, 'attached file')}`;
    return `${written} had been written to the folder, and are there unencrypted.`;
  }

  async add(entry: NoteListEntry): Promise<void> {
    if (entry.state === 'damaged') {
      this.#damaged.push(entry.error);
      return;
    }
    const note = this.#read(() => this.#vault.open(entry.id));
    const files = this.#filesOf(entry.id);
    if (!note && files.length === 0) return;
    const place = await this.#folder.place(entry, { withFiles: files.length > 0 });
    try {
      await this.#fill(place, note, files);
    } catch (error) {
      // Why it was not written matters more than what could not be removed.
      await place.remove().catch(() => undefined);
      throw error;
    }
  }

  /** Those that open, as far as can be told without reading them. */
  #filesOf(note: NoteId): readonly AttachmentSummary[] {
    const ids = this.#read(() => this.#vault.attachmentIds(note)) ?? [];
    return ids.flatMap((id) => {
      try {
        return this.#vault.attachment(id);
      } catch (error) {
        this.#damaged.push(isNotFound(error) ? errorToData(fileMissing(id)) : damageIn(error));
        return [];
      }
    });
  }

  async #fill(place: NotePlace, note: Note | null, files: readonly AttachmentSummary[]): Promise<void> {
    const written: { readonly id: AttachmentId; readonly path: string; readonly name: string }[] = [];
    for (const file of files) {
      const path = await this.#writeFile(place, file);
      if (path !== null) written.push({ id: file.id, path, name: file.name });
    }
    const paths = new Map(written.map(({ id, path }) => [id, asTarget(path)]));
    if (note) {
      const body = withReferences(note.body, (id) => paths.get(id) ?? null);
      await place.write({ ...markdownOf(note.summary), body, ...attachmentsOf(written) });
    } else await place.dropText();
    this.#notes += note ? 1 : 0;
    this.#attachments += written.length;
  }

  /** Null for a file that does not open, or was deleted since the export began. */
  async #writeFile(place: NotePlace, file: AttachmentSummary): Promise<string | null> {
    try {
      return await place.addFile(file.name, this.#piecesOf(file));
    } catch (error) {
      if (!isNotFound(error)) this.#damaged.push(damageIn(error));
      return null;
    }
  }

  *#piecesOf({ id, size }: AttachmentSummary): Generator<Uint8Array> {
    for (let from = 0; from < size; from += pieceLength) {
      this.#signal.throwIfAborted();
      const piece = this.#vault.readAttachment(id, from, pieceLength);
      yield piece;
      wipe(piece);
    }
  }

  /** Null for what does not open, and for what was deleted since the export began. */
  #read<T>(read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      if (!isNotFound(error)) this.#damaged.push(damageIn(error));
      return null;
    }
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof LatchkeyError && error.code === 'not-found';
}

/** For a file that its note still names. */
function fileMissing(id: AttachmentId): LatchkeyError {
  return new LatchkeyError(
    'rows-missing',
    'An attached file is missing from the vault: it was deleted outside Latchkey. A backup may still have it.',
    { details: { table: 'summary', id } },
  );
}

/** Throws the error if it is none of one record. */
function damageIn(error: unknown): ErrorData {
  if (error instanceof LatchkeyError && ofOneRecord.includes(error.code)) return errorToData(error);
  throw error;
}

function markdownOf(summary: NoteSummary) {
  const { title, tags, notebook, pinned, favourite, template } = summary;
  const { createdAt, updatedAt, archivedAt, trashedAt } = summary;
  return { title, tags, notebook, pinned, favourite, template, createdAt, updatedAt, archivedAt, trashedAt };
}

/** Names are said only where a path does not say them. */
function attachmentsOf(files: readonly { readonly path: string; readonly name: string }[]) {
  const attachments = files.map(({ path }) => path);
  const attachmentNames = files.map(({ name }) => name);
  const isPlain = files.every(({ path, name }) => path.endsWith(`/${name}`));
  return { attachments, ...(isPlain ? {} : { attachmentNames }) };
}
