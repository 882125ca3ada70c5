import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { Count, type NoteId, type Version, type VersionSummary } from '../contract/words.ts';
import { toHex, type ItemId } from './bytes.ts';
import { readable, tryOpen } from './damage.ts';
import type { Change, Ledger } from './ledger.ts';
import { readBody, readNote } from './notes.ts';
import { openRecord } from './sealing.ts';
import type { RowIdentity, StoredItem } from './store.ts';
import { itemIdOf, type OpenNote } from './summaries.ts';
import { isDrasticCut, isTimeToKeep, thinned } from './version-retention.ts';

/** What a `version` row seals: a note's text as it was saved at the row's revision. */
export const SealedVersion = v.looseObject({
  title: v.string(),
  body: v.string(),
  tags: v.array(v.string()),
  notebook: v.nullable(v.string()),
  /** Milliseconds since 1970, UTC. */
  savedAt: Count,
  wordCount: Count,
});
export type SealedVersion = v.InferOutput<typeof SealedVersion>;

/** The earlier texts of notes that are kept. */
export class Versions {
  readonly #ledger: Ledger;
  /** What versions say of themselves, by note and revision: a version never changes, and its text is long. */
  readonly #known = new Map<string, VersionSummary>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /**
   * The kept versions of a note, newest first. One that does not open is left out, unless none does. Throws `not-found`
   * or `record-tampered`.
   */
  list(note: NoteId): VersionSummary[] {
    const { summaries, problem } = this.#read(readNote(this.#ledger, note).id);
    if (summaries.length === 0 && problem) throw problem;
    return summaries.sort((left, right) => right.revision - left.revision);
  }

  /** Throws `not-found` or `record-tampered`. */
  open(note: NoteId, revision: number): Version {
    const id = itemIdOf(note);
    const row = this.#ledger.store.readVersion(id, revision);
    if (!row) throw versionNotFound(id);
    const version = openVersion(this.#ledger, row);
    return { summary: summaryOf(row, version), body: version.body };
  }

  /**
   * What has to be written so that the text that a save replaces is kept, and what that thins out; nothing if it need not
   * be kept, or does not open.
   */
  keep(
    before: OpenNote,
    next: { readonly title: string; readonly body: string; readonly isWanted: boolean },
  ): Required<Pick<Change, 'put' | 'gone'>> | null {
    if (!next.isWanted && !this.#mayBeWorthKeeping(before, next.body)) return null;
    const body = this.#bodyOf(before);
    if (body === null || !(next.isWanted || this.#isWorthKeeping(before, body, next))) return null;
    const { title, tags, notebook, updatedAt: savedAt, wordCount, contentRevision: revision } = before.sealed;
    const identity = { table: 'version', id: before.id, revision } as const;
    const record: SealedVersion = { title, body, tags, notebook, savedAt, wordCount };
    const { gone, isThere } = this.#thinnedFor(before.id, { revision, savedAt });
    return {
      put: [this.#ledger.seal(identity, record)],
      gone: isThere ? [...gone, identity] : gone,
    };
  }

  /** Every row that a note's versions have in the file. */
  identitiesOf(note: ItemId): RowIdentity[] {
    return Array.from(this.#ledger.store.readVersions(note), ({ id, revision }) => ({
      table: 'version',
      id,
      revision,
    }));
  }

  /** As `#isWorthKeeping`, by what can be told without opening the text: a record has at least as many bytes as its text is long. */
  #mayBeWorthKeeping({ id, sealed }: OpenNote, next: string): boolean {
    if (isTimeToKeep(sealed.keptAt ?? sealed.createdAt, this.#ledger.now())) return true;
    const row = tryOpen(() => this.#ledger.store.readItem('content', id));
    return row !== null && !(row instanceof LatchkeyError) && isDrasticCut(row.sealed.length, next.length);
  }

  #isWorthKeeping(
    { sealed }: OpenNote,
    body: string,
    next: { readonly title: string; readonly body: string },
  ): boolean {
    if (body === next.body && sealed.title === next.title) return false;
    return (
      isDrasticCut(body.length, next.body.length) ||
      isTimeToKeep(sealed.keptAt ?? sealed.createdAt, this.#ledger.now())
    );
  }

  /** What is thinned out when a version is kept, which itself stays; and whether a row of its name is there already. */
  #thinnedFor(id: ItemId, kept: { readonly revision: number; readonly savedAt: number }) {
    const { summaries, revisions } = this.#read(id);
    const others = summaries.filter(({ revision }) => revision !== kept.revision);
    const gone = thinned([...others, kept], this.#ledger.now())
      .filter((version) => version !== kept)
      .map(({ revision }): RowIdentity => ({ table: 'version', id, revision }));
    return { gone, isThere: revisions.has(kept.revision) };
  }

  /** The versions of a note that open, the revisions of all, and the first problem met. */
  #read(id: ItemId) {
    const summaries: VersionSummary[] = [];
    const revisions = new Set<number>();
    let problem = null as LatchkeyError | null;
    const note = (damage: LatchkeyError) => {
      problem ??= damage;
    };
    for (const row of readable(this.#ledger.store.readVersions(id), note)) {
      revisions.add(row.revision);
      const summary = tryOpen(() => this.#summaryOf(row));
      if (summary instanceof LatchkeyError) note(summary);
      else summaries.push(summary);
    }
    return { summaries, revisions, problem };
  }

  #summaryOf(row: StoredItem): VersionSummary {
    const key = `${toHex(row.id)}/${row.revision}`;
    const known = this.#known.get(key);
    if (known) return known;
    const summary = summaryOf(row, openVersion(this.#ledger, row));
    this.#known.set(key, summary);
    return summary;
  }

  #bodyOf(note: OpenNote): string | null {
    const body = tryOpen(() => readBody(this.#ledger, note));
    return body instanceof LatchkeyError ? null : body;
  }
}

function openVersion(ledger: Ledger, { id, revision, sealed }: StoredItem): SealedVersion {
  return openRecord(ledger.keyring, { table: 'version', id, revision }, sealed, SealedVersion);
}

function summaryOf({ revision }: StoredItem, { savedAt, title, wordCount }: SealedVersion): VersionSummary {
  return { revision, savedAt, title, wordCount };
}

function versionNotFound(id: ItemId): LatchkeyError {
  return new LatchkeyError('not-found', 'That version is not in this vault any more.', {
    details: { table: 'version', id: toHex(id) },
  });
}
