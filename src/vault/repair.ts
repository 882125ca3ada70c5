import { errorToData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import type { AttachmentId } from '../contract/words.ts';
import { fromHex, itemId } from './bytes.ts';
import { checkRows, rowsToCheck } from './check.ts';
import { Copy } from './copies.ts';
import { tryOpen } from './damage.ts';
import { FileMending } from './file-mending.ts';
import type { Ledger } from './ledger.ts';
import { NoteMending } from './note-mending.ts';
import { planNote, type MendedRow, type NotePlan, type Sources } from './note-plan.ts';
import { Breath, type Progress } from './progress.ts';
import { RowBatch } from './row-batch.ts';
import { RowTally } from './state.ts';
import type { Store } from './store.ts';
import { attachmentIdOf, isNote } from './summaries.ts';
import { Survey } from './survey.ts';

/** One record that came back. */
export interface Mended extends MendedRow {
  /** 32 hex digits. */
  readonly id: string;
}

/** What a repair has done. */
export interface Repairs {
  readonly mended: readonly Mended[];
  /** What could not be brought back. */
  readonly lost: readonly ErrorData[];
}

/**
 * Writes a damaged vault into an empty store, under the same key and header, whole again: whatever opens, as it is; and for
 * the rest what other copies of the vault (the newest first) or kept versions still have. Where rows are missing that
 * nothing names, notes that the newest copy has come back too, were they deleted since or not. Where rows are not those that
 * the state speaks of, a note that a copy has newer is taken from there. A deleted note that somebody has put back whole
 * cannot be told from others, and stays. The state is written last and alone makes the target a vault. The vault is only
 * read, and must not change meanwhile. Yields its progress.
 */
export function* repairInto(
  target: Store,
  ledger: Ledger,
  others: readonly Store[],
): Generator<Progress, Repairs> {
  const { store, keyring, tools } = ledger;
  const header = store.readHeader();
  target.transaction(() => target.writeHeader(header));
  const tally = new RowTally(keyring);
  const copies = others.map((other) => new Copy(other, keyring));
  const repairs = yield* new Repair(ledger, new RowBatch(target, tally), copies).run();
  const state = ledger.state.moved(tally, header);
  target.transaction(() => target.writeState(state.seal(keyring, tools.random)));
  return repairs;
}

class Repair {
  readonly #ledger: Ledger;
  readonly #own: Copy;
  readonly #others: readonly Copy[];
  readonly #batch: RowBatch;
  readonly #survey: Survey;
  readonly #files: FileMending;
  readonly #notes: NoteMending;
  readonly #loose: ReadonlySet<string>;
  readonly #breath = new Breath();
  readonly #mended: Mended[] = [];
  readonly #lost: ErrorData[] = [];
  #isAsWritten = false;

  constructor(ledger: Ledger, batch: RowBatch, others: readonly Copy[]) {
    this.#ledger = ledger;
    this.#batch = batch;
    this.#own = new Copy(ledger.store, ledger.keyring);
    this.#others = others;
    this.#survey = new Survey(this.#own);
    this.#files = new FileMending(ledger, this.#own, others, batch);
    this.#notes = new NoteMending(ledger, this.#survey, this.#own, others, batch);
    this.#loose = new Set(ledger.state.loose);
  }

  *run(): Generator<Progress, Repairs> {
    yield* this.#reporting(this.#survey.run(this.#hints()));
    this.#isAsWritten = yield* this.#reporting(this.#compare());
    const plans = yield* this.#planNotes();
    const files = yield* this.#writeFiles(plans);
    yield* this.#writeNotes(plans, files);
    this.#batch.flush();
    yield this.#progress;
    return { mended: this.#mended, lost: this.#lost };
  }

  get #progress(): Progress {
    const { summary, content, version, chunk } = this.#ledger.state.rows;
    return { done: this.#batch.done, total: Math.max(this.#batch.done, summary + content + version + chunk) };
  }

  *#reporting<T>(work: Generator<void, T>): Generator<Progress, T> {
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) return step.value;
      yield this.#progress;
    }
  }

  /** Whether the vault has the rows that its state speaks of. */
  *#compare(): Generator<void, boolean> {
    const { store, state, keyring } = this.#ledger;
    const rows = tryOpen(() => rowsToCheck(store.identities(), state));
    return !(rows instanceof LatchkeyError) && (yield* checkRows(rows, state, keyring)).length === 0;
  }

  #planNote(hex: string): NotePlan {
    const sources: Sources = {
      survey: this.#survey,
      own: this.#own,
      others: this.#others,
      isAsWritten: this.#isAsWritten,
    };
    return planNote(itemId(fromHex(hex)), sources);
  }

  /** What may be in a table that cannot be read to its end. */
  *#hints(): Generator<string, void> {
    for (const copy of this.#others) yield* copy.noteIds();
  }

  *#planNotes(): Generator<Progress, Map<string, NotePlan>> {
    const plans = new Map<string, NotePlan>();
    const known = this.#survey.known();
    const missed = this.#hasUnnamedLosses(known) ? (this.#others[0]?.noteIds() ?? []) : [];
    for (const hex of [...known, ...missed]) {
      if (plans.has(hex) || this.#loose.has(hex) || !this.#isNote(hex)) continue;
      plans.set(hex, this.#planNote(hex));
      if (this.#breath.isDueAfter(0)) yield this.#progress;
    }
    return plans;
  }

  /** Each item has one row in `summary`. Where fewer items are known of than there were, some cannot even be named. */
  #hasUnnamedLosses(known: ReadonlySet<string>): boolean {
    const { torn } = this.#survey;
    return torn.has('summary') || torn.has('content') || known.size < this.#ledger.state.rows.summary;
  }

  /** What cannot be told apart any more is taken for a note, unless a note names it. */
  #isNote(hex: string): boolean {
    const own = this.#survey.summaries.get(hex)?.opened;
    if (own && !(own instanceof LatchkeyError)) return isNote(own);
    for (const copy of this.#others) {
      const summary = copy.summary(itemId(fromHex(hex)));
      if (summary) return isNote(summary);
    }
    const content = this.#survey.contents.get(hex)?.opened;
    if (content && !(content instanceof LatchkeyError)) return content.kind === 'text';
    return !this.#survey.isNamedAsFile(hex);
  }

  /** Writes every file that can be had whole, and answers which those are, by note. */
  *#writeFiles(plans: ReadonlyMap<string, NotePlan>): Generator<Progress, Map<string, AttachmentId[]>> {
    const files = new Map<string, AttachmentId[]>();
    for (const [hex, owner] of this.#knownFiles(plans)) {
      const id = itemId(fromHex(hex));
      const outcome = yield* this.#reporting(this.#files.mend(id, owner));
      if ('problem' in outcome) {
        this.#lost.push(errorToData(outcome.problem));
        continue;
      }
      this.#tell(hex, outcome.mended);
      files.set(outcome.note, [...(files.get(outcome.note) ?? []), attachmentIdOf(id)]);
    }
    return files;
  }

  /** Those that notes name first, in their order, with the note; then those that no note names. */
  #knownFiles(plans: ReadonlyMap<string, NotePlan>): Map<string, string | null> {
    const files = new Map<string, string | null>();
    for (const [note, { summary }] of plans) {
      const named = summary.from === 'summary' ? (summary.note.sealed.attachments ?? []) : [];
      for (const id of named) if (!files.has(id)) files.set(id, note);
    }
    for (const id of this.#survey.known()) {
      if (!plans.has(id) && !files.has(id) && !this.#loose.has(id)) files.set(id, null);
    }
    return files;
  }

  *#writeNotes(
    plans: ReadonlyMap<string, NotePlan>,
    files: ReadonlyMap<string, readonly AttachmentId[]>,
  ): Generator<Progress, void> {
    for (const hex of new Set([...plans.keys(), ...files.keys()])) {
      const plan = plans.get(hex) ?? this.#planNote(hex);
      const before = this.#batch.bytes;
      const { mended, lost } = this.#notes.write(plan, files.get(hex) ?? []);
      this.#tell(hex, mended);
      this.#lost.push(...lost.map(errorToData));
      if (this.#breath.isDueAfter(this.#batch.bytes - before)) yield this.#progress;
    }
  }

  #tell(id: string, mended: readonly MendedRow[]): void {
    for (const { table, source } of mended) this.#mended.push({ id, table, source });
  }
}
