import { resolve } from 'node:path';
import type { Imported } from '../../contract/care.ts';
import { errorToData, LatchkeyError, type ErrorCode } from '../../contract/errors.ts';
import type { AttachmentId, NoteId, NoteSummary } from '../../contract/words.ts';
import { referencesIn, type Vault } from '../../vault/index.ts';
import { attachFile } from '../attaching.ts';
import { readerName } from '../reader-file.ts';
import type { Run } from '../watch.ts';
import { countMarkdown, findFiles, placeOf, type FoundFile } from './found-files.ts';
import { locate, nameOf, pathOf, readNote, type FoundNote, type NamedFile } from './found-notes.ts';
import { KnownNotes, type FileLook } from './known-notes.ts';
import { breathe, counted, stoppedAfter } from './stops.ts';

/** What one write takes: so many notes, or so much text, in UTF-16 code units. Each write waits for the disk once. */
const batch = { notes: 200, text: 4 * 1024 * 1024 } as const;

/** How many files are read while the one before them is put into the vault: disks answer several as fast as one. */
const mostAhead = 8;

/** The most failures that are told one by one. */
const mostFailures = 10_000;

/** Errors of one file: the import goes on with the next. After any other, such as a full disk, it would fail too. */
const ofOneFile: readonly ErrorCode[] = [
  'file-missing',
  'permission-denied',
  'is-a-directory',
  'too-large',
  'invalid-request',
  // A file that goes or changes while it is attached, or the note it belongs to.
  'not-found',
  'conflict',
];

/**
 * Adds the Markdown files of a folder and those below it as notes, or one file, with the files that they name as theirs. What
 * is in the vault already, by title and text, is skipped; of its files, those are added that it lacks. So an import that was
 * cut off can be done again. A file that cannot be read is listed in the answer. Throws `file-missing` or
 * `permission-denied` for the folder, `disk-full`, and the run's reason: what was imported before stays.
 */
export async function importNotes(vault: Vault, path: string, run: Run): Promise<Imported> {
  const place = await placeOf(resolve(path));
  const total = await countMarkdown(place, run.signal);
  const arrivals = new Arrivals(vault, await KnownNotes.read(vault, run.signal), run);
  try {
    let done = 0;
    for await (const { file, note } of readAhead(findFiles(place, arrivals.fail))) {
      await breathe(run.signal);
      if (note === null) {
        arrivals.pass(file);
        continue;
      }
      run.onProgress({ done: Math.min(done++, total), total });
      await arrivals.take(file, note);
    }
    await arrivals.write();
  } catch (error) {
    throw stoppedAfter(error, arrivals.soFar);
  }
  run.onProgress({ done: total, total });
  return arrivals.result;
}

/** A file that was found, and what it is as a note; null if it is no Markdown. */
interface Reading {
  readonly file: FoundFile;
  readonly note: Promise<FoundNote> | null;
}

/** Begins to read files before their turn, in their order. */
async function* readAhead(files: AsyncIterable<FoundFile>): AsyncGenerator<Reading> {
  const begun: Reading[] = [];
  for await (const file of files) {
    const note = file.isMarkdown ? readNote(file) : null;
    // Whoever takes it hears of a failure; before that nobody listens.
    note?.catch(() => undefined);
    begun.push({ file, note });
    const [first] = begun;
    if (first && begun.length > mostAhead) {
      begun.shift();
      yield first;
    }
  }
  yield* begun;
}

/** A file of a note that is there, and that may be read. */
interface LocatedFile extends FileLook {
  readonly path: string;
  /** For people. */
  readonly shown: string;
  /** What the text names it by. */
  readonly as: AttachmentId;
}

/** A note that waits to be written. */
interface Arrival extends Pick<FoundNote, 'note'> {
  readonly files: readonly LocatedFile[];
}

/** What an import has done so far, and what waits for the next write. */
class Arrivals {
  readonly #vault: Vault;
  readonly #known: KnownNotes;
  readonly #run: Run;
  readonly #failures: Imported['failures'] = [];
  #untold = 0;
  #waiting: Arrival[] = [];
  #text = 0;
  /** Paths of files that belong to a note: they are no notes themselves. */
  readonly #owned = new Set<string>();
  readonly #counts = { found: 0, imported: 0, skipped: 0, others: 0 };

  constructor(vault: Vault, known: KnownNotes, { signal }: Run) {
    this.#vault = vault;
    this.#known = known;
    // How far one file of a note has come is nothing that the import tells.
    this.#run = { signal, onProgress: () => undefined };
  }

  get result(): Imported {
    return { ...this.#counts, failures: [...this.#failures, ...this.#untoldFailures()] };
  }

  get soFar(): string {
    const { imported } = this.#counts;
    const notes = `${counted(imported, 'note')} had been imported before that, and ${imported === 1 ? 'is' : 'are'} in the vault.`;
    return `${notes} To go on, import the same place again: what is there already is skipped.`;
  }

  /** Notes that something could not be read. */
  readonly fail = (file: string, error: unknown): void => {
    if (!(error instanceof LatchkeyError) || !ofOneFile.includes(error.code)) throw error;
    if (this.#failures.length < mostFailures) this.#failures.push({ file, error: errorToData(error) });
    else this.#untold += 1;
  };

  /** A file that is no Markdown. */
  pass({ path, name }: FoundFile): void {
    if (!this.#owned.has(keyOf(path)) && name !== readerName) this.#counts.others += 1;
  }

  /** Takes a Markdown file, and writes what waits once there is enough of it. */
  async take(file: FoundFile, reading: Promise<FoundNote>): Promise<void> {
    if (this.#owned.has(keyOf(file.path))) return;
    this.#counts.found += 1;
    let found: FoundNote;
    try {
      found = await reading;
    } catch (error) {
      this.fail(file.name, error);
      return;
    }
    const files = await this.#locateFiles(found.files, file);
    const id = this.#known.take(found.note, files);
    if (id !== null) {
      this.#counts.skipped += 1;
      const missing = this.#known.missing(id, files);
      if (missing.length > 0) await this.#attachMissing(id, found.note.body, missing);
      return;
    }
    this.#waiting.push({ note: found.note, files });
    this.#text += found.note.body.length;
    if (this.#waiting.length >= batch.notes || this.#text >= batch.text) await this.write();
  }

  /** Puts what waits into the vault. */
  async write(): Promise<void> {
    const arrivals = this.#waiting;
    if (arrivals.length === 0) return;
    const summaries = this.#vault.createMany(arrivals.map(({ note }) => note));
    this.#waiting = [];
    this.#text = 0;
    this.#counts.imported += arrivals.length;
    for (const [index, { files }] of arrivals.entries()) {
      const summary = summaries[index];
      if (summary && files.length > 0) await this.#attach(summary, files);
    }
  }

  async #locateFiles(named: readonly NamedFile[], note: FoundFile): Promise<readonly LocatedFile[]> {
    const located: LocatedFile[] = [];
    for (const file of named) {
      const shown = nameOf(file.path, note);
      try {
        const { path, size } = await locate(file, note);
        located.push({ path, size, name: file.name, shown, as: file.id });
        this.#owned.add(keyOf(path));
      } catch (error) {
        this.fail(shown, error);
        const path = pathOf(file.path, note);
        if (path !== null) this.#owned.add(keyOf(path));
      }
    }
    return located;
  }

  /** The note that is there has the same text, but for the ids by which it names its files. */
  async #attachMissing(id: NoteId, body: string, files: readonly LocatedFile[]): Promise<void> {
    const note = this.#vault.open(id);
    const there = referencesIn(note.body);
    const ids = new Map(referencesIn(body).map((drawn, index) => [drawn, there[index] ?? drawn]));
    await this.#attach(
      note.summary,
      files.map((file) => ({ ...file, as: ids.get(file.as) ?? file.as })),
    );
  }

  async #attach({ id, updatedAt }: NoteSummary, files: readonly LocatedFile[]): Promise<void> {
    for (const { path, name, shown, as } of files) {
      this.#run.signal.throwIfAborted();
      try {
        await attachFile(this.#vault, { id, file: path, name, as, noteUpdatedAt: updatedAt }, this.#run);
      } catch (error) {
        this.fail(shown, error);
      }
    }
  }

  #untoldFailures(): Imported['failures'] {
    if (this.#untold === 0) return [];
    const error = new LatchkeyError('invalid-request', `${counted(this.#untold, 'more file')} failed, too.`);
    return [{ file: '…', error: errorToData(error) }];
  }
}

/** Disks differ in how they write an accented letter down. */
function keyOf(path: string): string {
  return path.normalize('NFC');
}
