import type { ListPart } from '../contract/library.ts';
import type { NoteId, NoteListEntry, NoteSummary } from '../contract/words.ts';
import { wipe } from './bytes.ts';
import { maxPartLength, Shelf } from './cache.ts';
import { packHead, unpackHead, type CatalogueHead, type Changes } from './catalogue-head.ts';
import type { Ledger } from './ledger.ts';
import { batchesOf } from './catalogue-packs.ts';
import { Walk } from './catalogue-walk.ts';
import { gatherNotes } from './notes.ts';
import { Breath, finish } from './progress.ts';
import { unpackSummaries } from './summary-pack.ts';
import type { Written } from './written.ts';

/** Entries in the first part of the list, which is waited for, and in each other. */
const firstPart = 100;
const otherParts = 1_000;

/** Changed notes that are kept beside the packs before all packs are written anew. */
const mostChanges = 512;

/** Notes that are packed within a lock if need be: about 10 ms of work. */
const mostAtLock = 2_000;

/** What a catalogue was begun with. A list of packs is as it was when they were written. */
type Base = { readonly packs: number } | { readonly entries: readonly NoteListEntry[] };

/** How a note differs from what was listed. */
export interface Differences {
  readonly changed: readonly NoteListEntry[];
  readonly gone: readonly NoteId[];
}

/**
 * The list of all notes, newest change first. It comes from packs of summaries that the cache keeps, which is some twenty times as
 * fast as opening each row; where the cache has none, from the rows. What is written meanwhile is followed. Most packs have no
 * snippets: `Vault.entries` has them.
 *
 * The rows are the truth: a note whose row was damaged after the packs were written is listed as if it were whole, until the check of
 * the vault finds it and `recheck` is called.
 */
export class Catalogue {
  readonly #ledger: Ledger;
  readonly #shelf: Shelf;
  #base: Base | null = null;
  #changes = new Map<NoteId, NoteSummary | null>();
  #total = 0;
  /** Whether the shelf is right for the vault as it is now. */
  #isStored = false;
  /** How many packs lie on the shelf. */
  #packs = 0;
  #walk: Walk | null = null;

  /** Must be made before anything is written. */
  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#shelf = new Shelf(ledger, 'list');
    const head = this.#readHead();
    if (head) this.#begin(head);
    ledger.follow((written) => this.#follow(written));
  }

  /** Whether the list can be given at once. */
  get isReady(): boolean {
    return this.#base !== null;
  }

  /** Whether `store` has something to do. */
  get isStored(): boolean {
    return this.#isStored;
  }

  /** Reads every summary. Others may write meanwhile. */
  *load(): Generator<void, void> {
    this.#base = null;
    this.#changes = new Map();
    const entries = yield* gatherNotes(this.#ledger);
    entries.sort(newestFirst);
    this.#base = { entries };
    this.#isStored = false;
    this.#total = 0;
    for (const entry of entries) if (!this.#changes.has(entry.id)) this.#total += 1;
    for (const entry of this.#changes.values()) if (entry) this.#total += 1;
  }

  /**
   * A part of the list: the first, or what follows the first `from` entries. Parts that are asked for one after the other are of
   * one moment, whatever is written meanwhile. Where there are no packs the rows are read first.
   */
  *part(from: number | null): Generator<void, ListPart> {
    if (!this.#base) yield* this.load();
    if (from === null || this.#walk?.given !== from)
      this.#walk = new Walk(this.#listed(this.#changes), this.#total);
    const walk = this.#walk;
    try {
      walk.take((from ?? 0) - walk.given);
      return this.#partOf(walk.take(from === null ? firstPart : otherParts), walk);
    } catch (error) {
      if (!(error instanceof PackLost)) throw error;
    }
    yield* this.#loadAfterLoss();
    const given = new Set(walk.ids);
    this.#walk = walk.continued(this.#without(given), this.#total);
    return this.#partOf(this.#walk.take(from === null ? firstPart : otherParts), this.#walk);
  }

  /**
   * Puts the list into the cache, if it is not there as it is now, a few packs at a time; others may write meanwhile, and it is not
   * complete then. Nothing is kept of a list with damaged notes: they must be met with at each unlock.
   */
  *store(): Generator<void, void> {
    if (this.#isStored) return;
    if (!this.#base) yield* this.load();
    if (!this.#isBaseStored || !this.#storeHead()) yield* this.#storeAll();
  }

  /** As `store`, within a lock: what would take long is left out. */
  settle(): void {
    if (this.#isStored || !this.#base) return;
    if (this.#isBaseStored) this.#storeHead();
    else if (this.#total <= mostAtLock) finish(this.store());
  }

  /** Reads the rows where the list came from packs, and answers how notes differ from what was listed. */
  *recheck(): Generator<void, Differences> {
    if (!this.#isBaseStored) return { changed: [], gone: [] };
    const listed = new Map<NoteId, NoteListEntry>();
    try {
      for (const entry of this.#listed(this.#changes)) listed.set(entry.id, entry);
    } catch (error) {
      if (!(error instanceof PackLost)) throw error;
    }
    yield* this.#loadAfterLoss();
    const changed: NoteListEntry[] = [];
    for (const entry of this.#listed(this.#changes)) {
      const before = listed.get(entry.id);
      listed.delete(entry.id);
      if (!before || !isSame(before, entry)) changed.push(entry);
    }
    return { changed, gone: [...listed.keys()] };
  }

  get #isBaseStored(): boolean {
    return this.#base !== null && 'packs' in this.#base;
  }

  #begin({ packs, total, changes }: CatalogueHead): void {
    this.#base = { packs };
    this.#packs = packs;
    this.#total = total;
    this.#changes = new Map(changes);
    this.#isStored = true;
  }

  #follow({ changed, created, gone, isErasing }: Written): void {
    this.#isStored = false;
    if (isErasing) this.#losePacks();
    for (const note of changed) {
      this.#changes.set(note.id, note);
      if (created.has(note.id)) this.#total += 1;
    }
    for (const id of gone) {
      this.#changes.set(id, null);
      this.#total -= 1;
    }
  }

  /** The cache was emptied: what is not in memory has to be read from the rows again. */
  #losePacks(): void {
    this.#packs = 0;
    if (this.#isBaseStored) this.#base = null;
  }

  /** Every note, newest change first. Throws `PackLost` on the way where a pack is not there any more. */
  *#listed(now: Changes): Generator<NoteListEntry, void> {
    const changes = new Map(now);
    const news = [...changes.values()].filter((entry) => entry !== null).sort(newestFirst);
    let next = 0;
    for (const entry of this.#baseEntries()) {
      for (let first = news[next]; first && newestFirst(first, entry) < 0; first = news[next]) {
        next += 1;
        yield first;
      }
      if (!changes.has(entry.id)) yield entry;
    }
    yield* news.slice(next);
  }

  *#baseEntries(): Generator<NoteListEntry, void> {
    const base = this.#base;
    if (!base) return;
    if ('entries' in base) {
      yield* base.entries;
      return;
    }
    for (let pack = 0; pack < base.packs; pack++) yield* this.#readPack(pack);
  }

  #readPack(pack: number): readonly NoteSummary[] {
    const bytes = this.#shelf.read(packName(pack));
    const notes = bytes && unpackSummaries(bytes);
    wipe(bytes);
    if (!notes) throw new PackLost();
    return notes;
  }

  *#loadAfterLoss(): Generator<void, void> {
    this.#shelf.clear();
    this.#packs = 0;
    yield* this.load();
  }

  *#without(given: ReadonlySet<NoteId>): Generator<NoteListEntry, void> {
    for (const entry of this.#listed(this.#changes)) if (!given.has(entry.id)) yield entry;
  }

  #partOf(entries: NoteListEntry[], walk: Walk): ListPart {
    const { isDone, given, total } = walk;
    if (isDone) this.#walk = null;
    return { entries, next: isDone ? null : given, total };
  }

  #readHead(): CatalogueHead | null {
    const bytes = this.#shelf.read('head');
    const head = bytes && unpackHead(bytes);
    wipe(bytes);
    return head;
  }

  /** Whether the changes are few enough to be kept beside the packs. `surplus`: packs that are not needed any more. */
  #storeHead(surplus: readonly string[] = []): boolean {
    if (this.#changes.size > mostChanges) return false;
    const head = packHead({ packs: this.#packs, total: this.#total, changes: this.#changes });
    if (head.length > maxPartLength) return false;
    const none = surplus.map((pack) => [pack, null] as const);
    this.#isStored = this.#shelf.write(new Map([['head', head], ...none]));
    wipe(head);
    return true;
  }

  *#storeAll(): Generator<void, void> {
    yield* this.#gather();
    const notes = this.#base && 'entries' in this.#base ? readableOf(this.#base.entries) : null;
    if (!notes) {
      this.#shelf.clear();
      this.#packs = 0;
      return;
    }
    const before = this.#packs;
    let packs = 0;
    for (const some of batchesOf(notes)) {
      const named = some.map((pack, index) => [packName(packs + index), pack] as const);
      if (!this.#shelf.write(new Map(named), { isPartial: true })) return;
      packs += some.length;
      yield;
    }
    this.#packs = packs;
    this.#base = { packs };
    this.#storeHead(range(packs, before).map(packName));
  }

  /** Takes the whole list into memory, so that packs can be written over. */
  *#gather(): Generator<void, void> {
    const breath = new Breath();
    const before = new Map(this.#changes);
    const entries: NoteListEntry[] = [];
    try {
      for (const entry of this.#listed(before)) {
        entries.push(entry);
        if (breath.isDueAfter(0)) yield;
      }
    } catch (error) {
      if (!(error instanceof PackLost)) throw error;
      yield* this.#loadAfterLoss();
      return;
    }
    this.#walk?.finish();
    this.#base = { entries };
    for (const [id, entry] of before) if (this.#changes.get(id) === entry) this.#changes.delete(id);
  }
}

/** What is on the shelf is not what was put there. */
class PackLost extends Error {}

/** Damaged notes come first: nobody knows when they were changed, and they should be seen. */
function newestFirst(one: NoteListEntry, other: NoteListEntry): number {
  return changedAt(other) - changedAt(one) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

function changedAt(entry: NoteListEntry): number {
  return entry.state === 'readable' ? entry.updatedAt : Number.MAX_SAFE_INTEGER;
}

/** As far as they were listed: most packs have no snippets. */
function isSame(listed: NoteListEntry, entry: NoteListEntry): boolean {
  const isBare = listed.state === 'readable' && listed.snippet === null && entry.state === 'readable';
  return JSON.stringify(listed) === JSON.stringify(isBare ? { ...entry, snippet: null } : entry);
}

function readableOf(entries: readonly NoteListEntry[]): NoteSummary[] | null {
  const notes: NoteSummary[] = [];
  for (const entry of entries) {
    if (entry.state !== 'readable') return null;
    notes.push(entry);
  }
  return notes;
}

function packName(pack: number): string {
  return `pack-${pack}`;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
