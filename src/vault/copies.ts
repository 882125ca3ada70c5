import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { Manifest, openManifest, partMissing } from './attachments.ts';
import { toHex, wipe, type ItemId } from './bytes.ts';
import { openChunkOf, type ChunkedFile } from './chunks.ts';
import { readable, tryOpen } from './damage.ts';
import type { Keyring } from './keyring.ts';
import { SealedContent } from './notes.ts';
import { openRecord } from './sealing.ts';
import type { Store, StoredItem } from './store.ts';
import {
  isAttachment,
  isNote,
  openSummary,
  type OpenAttachment,
  type OpenNote,
  type OpenSummary,
} from './summaries.ts';
import { SealedVersion } from './versions.ts';

/** A note's text as one row has it. */
export interface OpenText {
  /** Of the row. */
  readonly revision: number;
  readonly body: string;
}

/** What a `content` row turned out to be: a note's text, or the manifest of a file. */
export type OpenContent =
  | { readonly kind: 'text'; readonly revision: number }
  | { readonly kind: 'file'; readonly file: ChunkedFile };

/** One file that holds this vault, as a repair looks things up in it. What is damaged there is an answer, not an error. */
export class Copy {
  readonly store: Store;
  readonly #keyring: Keyring;

  constructor(store: Store, keyring: Keyring) {
    this.store = store;
    this.#keyring = keyring;
  }

  /** The row, and null if there is none or it cannot be read. */
  row(table: 'summary' | 'content', id: ItemId): StoredItem | null {
    const row = tryOpen(() => this.store.readItem(table, id));
    return row instanceof LatchkeyError ? null : row;
  }

  openSummary(row: StoredItem): OpenSummary | LatchkeyError {
    return tryOpen(() => openSummary(this.#keyring, row));
  }

  openContent({ id, revision, sealed }: StoredItem): OpenContent | LatchkeyError {
    return tryOpen((): OpenContent => {
      const content = openRecord(
        this.#keyring,
        { table: 'content', id, revision },
        sealed,
        v.union([SealedContent, Manifest]),
      );
      if ('body' in content) return { kind: 'text', revision };
      return { kind: 'file', file: openManifest(this.#keyring, { id, revision, sealed }) };
    });
  }

  openVersion({ id, revision, sealed }: StoredItem): SealedVersion | LatchkeyError {
    return tryOpen(() =>
      openRecord(this.#keyring, { table: 'version', id, revision }, sealed, SealedVersion),
    );
  }

  /** Null if it is not there or does not open. */
  summary(id: ItemId): OpenSummary | null {
    const row = this.row('summary', id);
    const summary = row && this.openSummary(row);
    return summary instanceof LatchkeyError ? null : summary;
  }

  /** Null if it is not there, does not open, or is no attachment. */
  attachment(id: ItemId): OpenAttachment | null {
    const summary = this.summary(id);
    return summary && isAttachment(summary) ? summary : null;
  }

  /** Null if it is not there, does not open, or is no note. */
  note(id: ItemId): OpenNote | null {
    const summary = this.summary(id);
    return summary && isNote(summary) ? summary : null;
  }

  /** A note that opens whole; null otherwise. */
  wholeNote(id: ItemId): OpenNote | null {
    const note = this.note(id);
    return note && this.text(id)?.revision === note.sealed.contentRevision ? note : null;
  }

  /** A note's text; null if it is not there or does not open. */
  text(id: ItemId): OpenText | null {
    const row = this.row('content', id);
    if (!row) return null;
    const place = { table: 'content', id, revision: row.revision } as const;
    const text = tryOpen(() => openRecord(this.#keyring, place, row.sealed, SealedContent));
    return text instanceof LatchkeyError ? null : { revision: row.revision, body: text.body };
  }

  /** Null if it is not there or does not open. */
  manifest(id: ItemId): ChunkedFile | null {
    const row = this.row('content', id);
    const file = row && tryOpen(() => openManifest(this.#keyring, row));
    return file instanceof LatchkeyError ? null : file;
  }

  /** Null if it is not there or does not open. */
  version(id: ItemId, revision: number): SealedVersion | null {
    const row = this.versionRow(id, revision);
    const version = row && this.openVersion(row);
    return version instanceof LatchkeyError ? null : version;
  }

  /** The row, and null if there is none or it cannot be read. */
  versionRow(id: ItemId, revision: number): StoredItem | null {
    const row = tryOpen(() => this.store.readVersion(id, revision));
    return row instanceof LatchkeyError ? null : row;
  }

  /** Every version of a note that can be read and opens. */
  *versionRows(id: ItemId): Generator<StoredItem, void> {
    for (const row of readable(this.store.readVersions(id), () => undefined)) {
      if (!(this.openVersion(row) instanceof LatchkeyError)) yield row;
    }
  }

  /** The chunk as it is sealed, once it has been opened; or what is wrong with it. */
  chunk(file: ChunkedFile, position: number): Uint8Array | LatchkeyError {
    return tryOpen(() => {
      const chunk = this.store.readChunk(file.id, position);
      if (!chunk) throw partMissing('chunk', file.id);
      wipe(openChunkOf(this.#keyring, file, chunk));
      return chunk.sealed;
    });
  }

  /** Ids of the notes whose summaries can be read and open, 32 hex digits each. */
  *noteIds(): Generator<string, void> {
    for (const row of readable(this.store.readItems('summary'), () => undefined)) {
      const summary = this.openSummary(row);
      if (!(summary instanceof LatchkeyError) && isNote(summary)) yield toHex(row.id);
    }
  }
}
