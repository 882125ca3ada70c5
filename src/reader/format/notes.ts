import { bytesToHex } from '@noble/hashes/utils.js';
import type { Place } from '../sqlite/table.ts';
import { Attachments, type Attachment } from './attachments.ts';
import type { Keys } from './keys.ts';
import { manifestSizeOf } from './pieces.ts';
import {
  openRow,
  stateOf,
  summaryOf,
  versionOf,
  type FileSummary,
  type State,
  type Summary,
  type VersionText,
} from './records.ts';
import { SetHash } from './set-hash.ts';
import type { ItemTable, PlacedRow, VaultFile } from './vault-file.ts';
import { noteProblemOf, problemsOf } from './wholeness.ts';

/** An earlier text of a note. */
export interface Version {
  /** The note's revision at which this was its text. */
  readonly revision: number;
  /** Null if it is damaged. */
  readonly about: { readonly title: string; readonly savedAt: number } | null;
  readonly place: Place;
}

/** A note, as much of it as could be read. */
export interface Note {
  /** 32 hex digits. */
  readonly id: string;
  /** Null if the note's entry in the list is missing or damaged. */
  readonly summary: Summary | null;
  /** Markdown; null if the text is missing or damaged. */
  readonly body: string | null;
  /** What is wrong with this note; null if nothing is. */
  readonly problem: string | null;
  /** Newest first. */
  readonly versions: readonly Version[];
  /** By name. */
  readonly attachments: readonly Attachment[];
}

export interface Contents {
  readonly notes: readonly Note[];
  /** What is wrong with the vault as a whole. */
  readonly problems: readonly string[];
}

/** An unlocked vault. The keys are wiped, by whoever unlocked it, when it is closed. */
export interface OpenVault {
  readonly file: VaultFile;
  readonly keys: Keys;
}

/** Rows between two breaths. */
const slice = 200;

/** What a note's row in `content` holds. */
export interface Text {
  readonly revision: number;
  readonly body: string | null;
}

/**
 * Opens every note and earlier text, and finds every attachment without opening its bytes. Yields the number of rows done so far;
 * returns what there was, and what is wrong with it.
 */
export async function* readContents(vault: OpenVault): AsyncGenerator<number, Contents> {
  const found = new Found(vault);
  for (const table of ['summary', 'content', 'version'] as const) {
    for await (const row of vault.file.items(table)) {
      found.addItem(table, row);
      if (found.done % slice === 0) yield found.done;
    }
  }
  for await (const row of vault.file.pieces()) {
    found.addPiece(row);
    if (found.done % slice === 0) yield found.done;
  }
  return found.contents();
}

/** An earlier text; null if it is damaged. */
export async function readVersion({ file, keys }: OpenVault, version: Version): Promise<VersionText | null> {
  const row = await file.itemAt(version.place);
  const fields = row && openRow(keys, 'version', row);
  return fields && versionOf(fields);
}

/** What has been read so far, by item. */
class Found {
  readonly #keys: Keys;
  readonly #file: VaultFile;
  readonly #state: State | null;
  readonly #hash: SetHash;
  readonly #attachments = new Attachments();
  readonly #summaries = new Map<string, Summary | null>();
  readonly #texts = new Map<string, Text>();
  readonly #versions = new Map<string, Version[]>();
  /** Rows and pages that the file could not give. */
  #lost = 0;
  done = 0;

  constructor({ file, keys }: OpenVault) {
    this.#file = file;
    this.#keys = keys;
    this.#hash = new SetHash(keys.of('set-hash'));
    const sealed = file.state && { id: new Uint8Array(16), revision: 0, sealed: file.state };
    const fields = sealed && openRow(keys, 'state', sealed);
    this.#state = fields && stateOf(fields);
  }

  addItem(table: ItemTable, row: PlacedRow | null): void {
    this.done += 1;
    if (!row) {
      this.#lost += 1;
      return;
    }
    this.#hash.add({ table, ...row });
    const id = bytesToHex(row.id);
    const fields = openRow(this.#keys, table, row);
    if (table === 'version') {
      const about = fields && versionOf(fields);
      const kept = about && { title: about.title, savedAt: about.savedAt };
      const versions = this.#versions.get(id) ?? [];
      this.#versions.set(id, versions);
      versions.push({ revision: row.revision, about: kept, place: row.place });
    } else if (table === 'summary') {
      this.#addSummary(id, fields && summaryOf(fields));
    } else {
      const size = fields && manifestSizeOf(fields);
      const body = typeof fields?.body === 'string' ? fields.body : null;
      if (size !== null && body === null) this.#attachments.addManifest(id, size);
      else this.#texts.set(id, { revision: row.revision, body });
    }
  }

  addPiece(row: { readonly id: Uint8Array; readonly position: number; readonly place: Place } | null): void {
    this.done += 1;
    if (!row) {
      this.#lost += 1;
      return;
    }
    const { id, position, place } = row;
    this.#hash.add({ table: 'chunk', id, revision: 1, position });
    this.#attachments.addPiece(bytesToHex(id), position, place);
  }

  #addSummary(id: string, summary: Summary | FileSummary | null): void {
    if (summary?.kind === 'attachment') this.#attachments.addSummary(id, summary);
    else this.#summaries.set(id, summary);
  }

  contents(): Contents {
    for (const id of this.#state?.loose ?? []) this.#attachments.drop(id);
    const byNote = this.#attachments.byNote(this.#listed());
    // What turned out to be an attachment is no note with a damaged entry or text.
    for (const id of this.#attachments.ids) {
      if (this.#summaries.get(id) === null) this.#summaries.delete(id);
      if (this.#texts.get(id)?.body === null) this.#texts.delete(id);
    }
    const ids = new Set([
      ...this.#summaries.keys(),
      ...this.#texts.keys(),
      ...this.#versions.keys(),
      ...byNote.keys(),
    ]);
    const notes = Array.from(ids, (id) => this.#note(id, byNote.get(id) ?? []));
    const { count, value } = this.#hash;
    const rows = { count, hash: value, lost: this.#lost };
    return { notes, problems: problemsOf(this.#file, this.#keys, this.#state, rows) };
  }

  /** Attachments, by the notes that list them. */
  #listed(): ReadonlyMap<string, readonly string[]> {
    return new Map(Array.from(this.#summaries, ([id, summary]) => [id, summary?.attachments ?? []]));
  }

  #note(id: string, attachments: readonly Attachment[]): Note {
    const summary = this.#summaries.get(id);
    const text = this.#texts.get(id);
    const versions = (this.#versions.get(id) ?? []).sort((left, right) => right.revision - left.revision);
    return {
      id,
      summary: summary ?? null,
      body: text?.body ?? null,
      problem: noteProblemOf(summary, text),
      versions,
      attachments,
    };
  }
}
