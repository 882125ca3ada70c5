import { errorToData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import { toHex, wipe } from './bytes.ts';
import { openManifest } from './attachments.ts';
import { checkRows, rowsToCheck } from './check.ts';
import { rowMissing } from './damage.ts';
import { openChunk, openChunkOf, type ChunkedFile } from './chunks.ts';
import type { Keyring } from './keyring.ts';
import { Breath, type Progress } from './progress.ts';
import { openBytes, recordTampered } from './sealing.ts';
import type { VaultState } from './state.ts';
import type { RowIdentity, Store, StoredChunk, StoredItem } from './store.ts';
import { isAttachment, isNote, openSummary } from './summaries.ts';

/** What opening every record of a vault has shown. */
export interface VerifyReport {
  /** Records opened, or found not to open. */
  readonly checked: number;
  /** Notes and attachments among them whose summaries open. */
  readonly notes: number;
  readonly attachments: number;
  readonly problems: readonly ErrorData[];
}

/**
 * Opens every record, sees that everything that belongs together is there, and compares the rows with what the state says
 * of them. Yields its progress; returns every problem with table and id: `record-tampered`, `rolled-back`,
 * `rows-missing`, `rows-extra`. It judges the vault as it was when it began; the rows must not change meanwhile. Chunks
 * are opened one at a time and kept nowhere, so its memory does not grow with the files that are attached.
 */
export function* verifyRows(
  store: Store,
  keyring: Keyring,
  state: VaultState,
): Generator<Progress, VerifyReport> {
  const inspection = new Inspection(store, keyring, state);
  return yield* inspection.run();
}

/** A note, as far as other rows are judged by it. */
interface SeenNote {
  readonly contentRevision: number;
  readonly attachments: readonly string[];
}

/** An attachment, as its summary names its note and its size. */
interface SeenAttachment {
  readonly note: string;
  readonly size: number;
}

/** A file, and which of its chunks were there. */
interface SeenFile {
  readonly file: ChunkedFile;
  /** One bit a chunk. */
  readonly seen: Uint8Array;
  count: number;
}

class Inspection {
  readonly #store: Store;
  readonly #keyring: Keyring;
  readonly #state: VaultState;
  readonly #loose: ReadonlySet<string>;
  readonly #breath = new Breath();
  /** By what each says, so that nothing is told twice. */
  readonly #problems = new Map<string, ErrorData>();
  readonly #notes = new Map<string, SeenNote>();
  readonly #attachments = new Map<string, SeenAttachment>();
  readonly #unreadable = new Set<string>();
  readonly #contents = new Set<string>();
  readonly #files = new Map<string, SeenFile>();
  #done = 0;
  #total = 0;
  /** Whether every table could be read to its end: what was not met may be there otherwise. */
  #isComplete = true;

  constructor(store: Store, keyring: Keyring, state: VaultState) {
    this.#store = store;
    this.#keyring = keyring;
    this.#state = state;
    this.#loose = new Set(state.loose);
  }

  *run(): Generator<Progress, VerifyReport> {
    if (this.#state.problem) this.#note(this.#state.problem);
    const identities = this.#identities();
    this.#total = identities.length;
    yield* this.#each(this.#store.readItems('summary'), (row) => this.#summary(row));
    yield* this.#each(this.#store.readItems('content'), (row) => this.#content(row));
    yield* this.#each(this.#store.readVersions(null), (row) => this.#version(row));
    yield* this.#each(this.#store.readChunks(), (row) => this.#chunk(row));
    if (this.#isComplete) {
      this.#references();
      for (const { file, count } of this.#files.values())
        if (count < file.chunks) this.#note(chunksMissing(file));
      yield* this.#compare(identities);
    }
    return {
      checked: this.#done,
      notes: this.#notes.size,
      attachments: this.#attachments.size,
      problems: [...this.#problems.values()],
    };
  }

  #identities(): RowIdentity[] {
    try {
      return rowsToCheck(this.#store.identities(), this.#state);
    } catch (error) {
      this.#unreadableTable(error);
      return [];
    }
  }

  /** A table with a damaged page is one problem, and does not end the inspection of the others. */
  *#each<R extends { readonly sealed: Uint8Array }>(
    rows: Iterable<R>,
    look: (row: R) => void,
  ): Generator<Progress, void> {
    try {
      for (const row of rows) {
        this.#try(() => look(row));
        this.#done += 1;
        if (this.#breath.isDueAfter(row.sealed.length)) yield { done: this.#done, total: this.#total };
      }
    } catch (error) {
      this.#unreadableTable(error);
    }
  }

  #unreadableTable(error: unknown): void {
    if (!(error instanceof LatchkeyError) || error.code !== 'record-tampered') throw error;
    this.#isComplete = false;
    this.#note(error);
  }

  /** What is wrong with one row is written down. */
  #try(look: () => void): void {
    try {
      look();
    } catch (error) {
      if (!(error instanceof LatchkeyError)) throw error;
      this.#note(error);
    }
  }

  #note(problem: LatchkeyError): void {
    this.#noteData(errorToData(problem));
  }

  #noteData(problem: ErrorData): void {
    const { table, id } = problem.details;
    const key = `${problem.code}/${table ?? ''}/${id ?? ''}`;
    if (!this.#problems.has(key)) this.#problems.set(key, problem);
  }

  /** Summaries come first, and say what the other rows belong to. */
  #summary(row: StoredItem): void {
    const id = toHex(row.id);
    this.#unreadable.add(id);
    const summary = openSummary(this.#keyring, row);
    this.#unreadable.delete(id);
    if (isNote(summary)) {
      const { contentRevision, attachments = [] } = summary.sealed;
      this.#notes.set(id, { contentRevision, attachments });
    }
    if (isAttachment(summary)) this.#attachments.set(id, summary.sealed);
  }

  #content(row: StoredItem): void {
    const id = toHex(row.id);
    this.#contents.add(id);
    const note = this.#notes.get(id);
    if (!note) {
      this.#manifest(row);
      return;
    }
    wipe(openBytes(this.#keyring, { table: 'content', id: row.id, revision: row.revision }, row.sealed));
    if (note.contentRevision !== row.revision) throw olderText(id);
  }

  /** Where the summary does not open, the row may as well be a note's. */
  #manifest(row: StoredItem): void {
    const id = toHex(row.id);
    if (!this.#attachments.has(id)) {
      wipe(openBytes(this.#keyring, { table: 'content', id: row.id, revision: row.revision }, row.sealed));
    }
    try {
      const file = openManifest(this.#keyring, row);
      const size = this.#attachments.get(id)?.size ?? file.size;
      if (size !== file.size) throw recordTampered({ table: 'content', id: row.id });
      this.#files.set(id, { file, seen: new Uint8Array(Math.ceil(file.chunks / 8)), count: 0 });
    } catch (error) {
      if (this.#attachments.has(id)) throw error;
    }
  }

  #version({ id, revision, sealed }: StoredItem): void {
    wipe(openBytes(this.#keyring, { table: 'version', id, revision }, sealed));
    const hex = toHex(id);
    const isKnown = this.#notes.has(hex) || this.#unreadable.has(hex) || this.#contents.has(hex);
    if (this.#isComplete && !isKnown) throw extra('version', hex);
  }

  #chunk(row: StoredChunk): void {
    const id = toHex(row.id);
    if (this.#loose.has(id)) return;
    const known = this.#files.get(id);
    if (known) {
      if (row.position >= known.file.chunks) throw extra('chunk', id);
      markSeen(known, row.position);
      wipe(openChunkOf(this.#keyring, known.file, row));
      return;
    }
    wipe(this.#openStray(row));
    if (this.#isComplete && !this.#attachments.has(id) && !this.#unreadable.has(id)) throw extra('chunk', id);
  }

  /** A chunk of a file whose manifest does not open may be its last one or not. */
  #openStray({ id, position, sealed }: StoredChunk): Uint8Array {
    try {
      return openChunk(this.#keyring, { id, position, isFinal: false }, sealed);
    } catch {
      return openChunk(this.#keyring, { id, position, isFinal: true }, sealed);
    }
  }

  /** Notes and attachments name each other. */
  #references(): void {
    for (const [id, { attachments }] of this.#notes) {
      for (const attachment of attachments) {
        const isThere = this.#attachments.get(attachment)?.note === id || this.#unreadable.has(attachment);
        if (!isThere) this.#note(fileMissing(attachment));
      }
      if (!this.#contents.has(id)) this.#note(rowMissing('content', id));
    }
    for (const [id, { note }] of this.#attachments) {
      const owner = this.#notes.get(note);
      if (!owner && !this.#unreadable.has(note)) this.#note(rowMissing('summary', note));
      if (owner && !owner.attachments.includes(id)) this.#note(extra('summary', id));
      if (!this.#contents.has(id)) this.#note(rowMissing('content', id));
    }
    for (const id of this.#contents) {
      const isKnown = this.#notes.has(id) || this.#attachments.has(id) || this.#unreadable.has(id);
      if (!isKnown) this.#note(rowMissing('summary', id));
    }
  }

  *#compare(identities: readonly RowIdentity[]): Generator<Progress, void> {
    const check = checkRows(identities, this.#state, this.#keyring);
    for (let step = check.next(); ; step = check.next()) {
      if (step.done) {
        for (const problem of step.value) this.#noteData(problem);
        return;
      }
      yield { done: this.#done, total: this.#total };
    }
  }
}

function markSeen(file: SeenFile, position: number): void {
  const byte = position >> 3;
  const bit = 1 << (position & 7);
  const before = file.seen[byte] ?? 0;
  if ((before & bit) !== 0) throw recordTampered({ table: 'chunk', id: file.file.id });
  file.seen[byte] = before | bit;
  file.count += 1;
}

function olderText(id: string): LatchkeyError {
  return new LatchkeyError(
    'rolled-back',
    'The text of one note is not the newest one: an older version was put back outside Latchkey.',
    { details: { table: 'content', id } },
  );
}

function chunksMissing({ id }: ChunkedFile): LatchkeyError {
  return new LatchkeyError(
    'rows-missing',
    'Part of one attached file is missing: it was deleted outside Latchkey. A backup may still have the file whole.',
    { details: { table: 'chunk', id: toHex(id) } },
  );
}

function fileMissing(id: string): LatchkeyError {
  return new LatchkeyError(
    'rows-missing',
    'A file that one note names is missing: it was deleted outside Latchkey. A backup may still have it.',
    { details: { table: 'summary', id } },
  );
}

function extra(table: string, id: string): LatchkeyError {
  return new LatchkeyError(
    'rows-extra',
    'This vault holds a record that belongs to nothing: a deleted one was put back, or another added, outside Latchkey. Compare with your newest backup.',
    { details: { table, id } },
  );
}
