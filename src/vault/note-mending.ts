import { LatchkeyError } from '../contract/errors.ts';
import type { AttachmentId } from '../contract/words.ts';
import { toHex, type ItemId } from './bytes.ts';
import type { Copy } from './copies.ts';
import { rowMissing } from './damage.ts';
import type { Ledger } from './ledger.ts';
import { aboutText, sealBody, sealSummary } from './notes.ts';
import { foundation, type MendedRow, type NotePlan, type TextChoice } from './note-plan.ts';
import type { RowBatch } from './row-batch.ts';
import type { SealedRow } from './sealed-rows.ts';
import type { StoredItem } from './store.ts';
import type { OpenNote } from './summaries.ts';
import type { Survey } from './survey.ts';
import type { SealedVersion } from './versions.ts';

/** What has become of a note. */
export interface NoteOutcome {
  readonly mended: readonly MendedRow[];
  readonly lost: readonly LatchkeyError[];
}

interface NoteRows {
  readonly summary: SealedRow;
  readonly content: SealedRow;
}

/** Writes notes as they were planned, and the versions of each. */
export class NoteMending {
  readonly #ledger: Ledger;
  readonly #survey: Survey;
  readonly #own: Copy;
  readonly #others: readonly Copy[];
  readonly #batch: RowBatch;

  constructor(ledger: Ledger, survey: Survey, own: Copy, others: readonly Copy[], batch: RowBatch) {
    this.#ledger = ledger;
    this.#survey = survey;
    this.#own = own;
    this.#others = others;
    this.#batch = batch;
  }

  /** `files`: those of the note that are whole. A note of which nothing else is left keeps them, with no text. */
  write(plan: NotePlan, files: readonly AttachmentId[]): NoteOutcome {
    const lost = plan.text ? [] : [this.#whyLost(plan.id)];
    if (!plan.text && files.length === 0) return { mended: [], lost };
    const { summary, content } = this.#rowsOf(plan, files);
    this.#batch.put(summary);
    this.#batch.put(content);
    const versions = this.#writeVersions(plan.id, content.identity.revision);
    if (plan.older && !versions.written.has(plan.older.sealed.contentRevision)) this.#keepText(plan.older);
    return {
      mended: [...plan.mended, ...filesMended(plan, files), ...versions.mended],
      lost: [...lost, ...versions.lost],
    };
  }

  /**
   * Rows that belong together stay as they are if the vault's own summary vouches for them; otherwise both are written anew,
   * at a revision that never was: whoever kept sealed rows of it could put them back, and nothing would show it.
   */
  #rowsOf(plan: NotePlan, files: readonly AttachmentId[]): NoteRows {
    const { id, summary, text, highest } = plan;
    const isPair =
      summary.from === 'summary' &&
      summary.copy === this.#own &&
      summary.note.sealed.contentRevision === text?.revision &&
      summary.note.revision >= highest;
    if (!isPair) return this.#rewritten(plan, files);
    const content = this.#contentAt(id, text);
    const row = areSame(summary.note.sealed.attachments ?? [], files)
      ? summary.copy.row('summary', id)
      : null;
    if (row) return { summary: copied('summary', row), content };
    const note = withFiles({ ...summary.note, revision: this.#unused(highest) }, files);
    return { summary: sealSummary(this.#ledger, note), content };
  }

  #rewritten({ id, summary, text, highest }: NotePlan, files: readonly AttachmentId[]): NoteRows {
    const body = text ? this.#bodyOf(id, text) : '';
    const revision = this.#unused(highest);
    const sealed = {
      ...foundation(summary, this.#ledger.now()),
      ...aboutText(body),
      contentRevision: revision,
    };
    const note = withFiles({ id, revision, sealed }, files);
    return { summary: sealSummary(this.#ledger, note), content: sealBody(this.#ledger, note, body) };
  }

  /** A revision that no row of the note has ever had: each cost a write at least, and somebody may have taken the newest away. */
  #unused(highest: number): number {
    return Math.max(highest, this.#ledger.state.writeCounter) + 1;
  }

  /** The text as a `content` row of the revision that it has anyway. */
  #contentAt(id: ItemId, text: TextChoice): SealedRow {
    const row = text.table === 'content' ? text.copy.row('content', id) : null;
    if (row) return copied('content', row);
    const identity = { table: 'content', id, revision: text.revision } as const;
    return this.#ledger.seal(identity, { body: this.#bodyOf(id, text) });
  }

  #bodyOf(id: ItemId, { copy, table, revision }: TextChoice): string {
    const text = table === 'content' ? copy.text(id) : copy.version(id, revision);
    // It was opened when the note was planned.
    if (!text) throw rowMissing('content', toHex(id));
    return text.body;
  }

  /** `written`: the revisions of those that are in the target now. */
  #writeVersions(id: ItemId, before: number): NoteOutcome & { readonly written: ReadonlySet<number> } {
    const versions = this.#survey.versions.get(toHex(id)) ?? new Map<number, LatchkeyError | null>();
    const written = new Set<number>();
    const put = (version: StoredItem) => {
      this.#batch.put(copied('version', version));
      written.add(version.revision);
    };
    const mended: MendedRow[] = [];
    const damaged: LatchkeyError[] = [];
    for (const [revision, problem] of versions) {
      const own = problem ? null : this.#own.versionRow(id, revision);
      const row = own ?? this.#versionOfOthers(id, revision);
      if (row) put(row);
      else if (problem) damaged.push(problem);
      if (row && !own) mended.push({ table: 'version', source: 'backup' });
    }
    const returned = this.#missingVersions(id, damaged.length > 0).filter(
      ({ revision }) => !versions.has(revision) && revision < before,
    );
    for (const row of returned) {
      put(row);
      mended.push({ table: 'version', source: 'backup' });
    }
    // One that came back under another revision may be one whose revision was changed.
    return { mended, lost: damaged.slice(returned.length), written };
  }

  /** A text that gives way to a newer one. Whoever went on from an old backup has it nowhere else. */
  #keepText({ id, sealed }: OpenNote): void {
    const { title, tags, notebook, wordCount, updatedAt: savedAt, contentRevision: revision } = sealed;
    const text = this.#own.text(id);
    if (!text) return;
    const identity = { table: 'version', id, revision } as const;
    const version: SealedVersion = { title, body: text.body, tags, notebook, savedAt, wordCount };
    this.#batch.put(this.#ledger.seal(identity, version));
  }

  #versionOfOthers(id: ItemId, revision: number): StoredItem | null {
    const copy = this.#others.find((other) => other.version(id, revision) !== null);
    return copy?.versionRow(id, revision) ?? null;
  }

  /** Nothing names a version that is gone: where some may be, those that the newest copy has come back. */
  #missingVersions(id: ItemId, isAnyDamaged: boolean): StoredItem[] {
    const isAnyMissing =
      isAnyDamaged ||
      this.#survey.torn.has('version') ||
      this.#survey.versionCount < this.#ledger.state.rows.version;
    return isAnyMissing ? [...(this.#others[0]?.versionRows(id) ?? [])] : [];
  }

  #whyLost(id: ItemId): LatchkeyError {
    const hex = toHex(id);
    const content = this.#survey.contents.get(hex)?.opened;
    if (content instanceof LatchkeyError) return content;
    const summary = this.#survey.summaries.get(hex)?.opened;
    if (summary instanceof LatchkeyError) return summary;
    return rowMissing(summary ? 'content' : 'summary', hex);
  }
}

/** A file that the note's summary did not name, and that names the note, is put back into it. */
function filesMended({ summary, mended }: NotePlan, files: readonly AttachmentId[]): readonly MendedRow[] {
  if (summary.from !== 'summary' || mended.some(({ table }) => table === 'summary')) return [];
  const named = summary.note.sealed.attachments ?? [];
  return files.every((id) => named.includes(id)) ? [] : [{ table: 'summary', source: 'text' }];
}

function withFiles({ id, revision, sealed }: OpenNote, files: readonly AttachmentId[]): OpenNote {
  const { attachments: _, ...rest } = sealed;
  return { id, revision, sealed: { ...rest, ...(files.length > 0 ? { attachments: [...files] } : {}) } };
}

function areSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((id, index) => id === right[index]);
}

function copied(table: 'summary' | 'content' | 'version', { id, revision, sealed }: StoredItem): SealedRow {
  return { identity: { table, id, revision }, sealed };
}
