import { LatchkeyError } from '../contract/errors.ts';
import { fromHex, itemId, toHex, type ItemId } from './bytes.ts';
import type { Copy, OpenContent } from './copies.ts';
import { readable } from './damage.ts';
import { Breath } from './progress.ts';
import type { StoredItem } from './store.ts';
import { isAttachment, isNote, type OpenNote, type OpenSummary } from './summaries.ts';

/** A row, and what became of it when it was opened. */
export interface Surveyed<T> {
  /** As the row says: proven only if it opens. */
  readonly revision: number;
  readonly opened: T | LatchkeyError;
}

/** What a damaged vault still has. Items are named by 32 hex digits. */
export class Survey {
  readonly summaries = new Map<string, Surveyed<OpenSummary>>();
  readonly contents = new Map<string, Surveyed<OpenContent>>();
  /** By note, then by revision: null, or why the version does not open. */
  readonly versions = new Map<string, Map<number, LatchkeyError | null>>();
  /** Which tables could not be read from end to end. */
  readonly torn = new Set<'summary' | 'content' | 'version'>();
  readonly #own: Copy;
  #namedFiles: ReadonlySet<string> | null = null;

  constructor(own: Copy) {
    this.#own = own;
  }

  /** Yields now and then. `hints`: ids that other copies have, looked up where a table could not be read to its end. */
  *run(hints: Iterable<string>): Generator<void, void> {
    const { store } = this.#own;
    yield* this.#scan('summary', store.readItems('summary'), (row) => this.#addSummary(row));
    yield* this.#scan('content', store.readItems('content'), (row) => this.#addContent(row));
    yield* this.#scan('version', store.readVersions(null), (row) => this.#addVersion(row));
    if (this.torn.size > 0) yield* this.#lookUp(new Set([...this.known(), ...hints]));
  }

  /** Every item that is named anywhere: by rows of its own, or by a note or an attachment it belongs to. */
  known(): Set<string> {
    const known = new Set([...this.summaries.keys(), ...this.contents.keys(), ...this.versions.keys()]);
    for (const { opened } of this.summaries.values()) {
      if (!(opened instanceof LatchkeyError) && isAttachment(opened)) known.add(opened.sealed.note);
    }
    for (const { sealed } of this.#notes()) for (const id of sealed.attachments ?? []) known.add(id);
    return known;
  }

  /** Whether a note that opens names this item as a file of its own. */
  isNamedAsFile(id: string): boolean {
    this.#namedFiles ??= new Set(this.#notes().flatMap(({ sealed }) => sealed.attachments ?? []));
    return this.#namedFiles.has(id);
  }

  /** How many versions there are, those that do not open included. */
  get versionCount(): number {
    return [...this.versions.values()].reduce((sum, { size }) => sum + size, 0);
  }

  #notes(): OpenNote[] {
    return [...this.summaries.values()].flatMap(({ opened }) =>
      !(opened instanceof LatchkeyError) && isNote(opened) ? [opened] : [],
    );
  }

  *#scan(
    table: 'summary' | 'content' | 'version',
    rows: Iterable<StoredItem>,
    add: (row: StoredItem) => void,
  ): Generator<void, void> {
    const breath = new Breath();
    for (const row of readable(rows, () => this.torn.add(table))) {
      add(row);
      if (breath.isDueAfter(row.sealed.length)) yield;
    }
  }

  *#lookUp(ids: ReadonlySet<string>): Generator<void, void> {
    const breath = new Breath();
    for (const hex of ids) {
      const id = itemId(fromHex(hex));
      const summary = this.summaries.has(hex) ? null : this.#own.row('summary', id);
      if (summary) this.#addSummary(summary);
      const content = this.contents.has(hex) ? null : this.#own.row('content', id);
      if (content) this.#addContent(content);
      if (this.torn.has('version')) this.#addVersionsOf(id);
      if (breath.isDueAfter((summary?.sealed.length ?? 0) + (content?.sealed.length ?? 0))) yield;
    }
  }

  #addSummary(row: StoredItem): void {
    this.summaries.set(toHex(row.id), { revision: row.revision, opened: this.#own.openSummary(row) });
  }

  #addContent(row: StoredItem): void {
    this.contents.set(toHex(row.id), { revision: row.revision, opened: this.#own.openContent(row) });
  }

  #addVersionsOf(id: ItemId): void {
    for (const row of readable(this.#own.store.readVersions(id), () => undefined)) this.#addVersion(row);
  }

  #addVersion(row: StoredItem): void {
    const id = toHex(row.id);
    const versions = this.versions.get(id) ?? new Map<number, LatchkeyError | null>();
    this.versions.set(id, versions);
    const opened = this.#own.openVersion(row);
    versions.set(row.revision, opened instanceof LatchkeyError ? opened : null);
  }
}
