import { setImmediate } from 'node:timers/promises';
import { LatchkeyError } from '../../contract/errors.ts';
import type { NoteId } from '../../contract/words.ts';
import type { Vault, Written } from '../../vault/index.ts';
import type { IndexedNote } from './builder.ts';
import { IndexTasks, type Task } from './index-tasks.ts';
import { KeptIndex } from './kept-index.ts';
import { NoteIndex } from './note-index.ts';

/** How long the index works before others have their turn, in milliseconds. */
const turn = 5;
/** How long nothing changes before the index is left in the vault's cache, in milliseconds. */
const quiet = 15_000;
/** How long nothing changes before what was put in is made findable though nobody searches, in milliseconds. */
const calm = 250;
/** While the index is built, what is there can be searched first after so many notes, then whenever it has doubled. */
const firstNotes = 1_000;
/** What is done at a lock, which somebody waits for: more is left for the next unlock. */
const mostAtLock = { notes: 50, bytes: 2 * 1024 * 1024 } as const;

/**
 * Keeps an index in step with its vault, in the background and a little at a time: read from the cache after an unlock, or built from
 * the notes, and then changed as they are.
 */
export class IndexUpkeep {
  readonly #vault: Vault;
  readonly #kept: KeptIndex;
  readonly #tasks = new IndexTasks();
  #index = new NoteIndex();
  #isReady = false;
  /** How many times it had to be given up since it was last kept. */
  #failures = 0;
  /** Whether the index was read from the shelf, and its positions are still to come. */
  #isLate = false;
  #isClosed = false;
  /** Settles when there is nothing left to do; null while that is so. */
  #work: Promise<void> | null = null;
  /** Whether what lies on the shelf is right for the vault as it is now, as far as is known. */
  #isKept = true;
  /** Whether somebody searches: only then is it worth while to make what is there findable before all of it is. */
  #isAwaited = false;
  /** Whether something was deleted for good whose words are still in the index. */
  #mustPurge = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(vault: Vault) {
    this.#vault = vault;
    this.#kept = new KeptIndex(vault.shelf('search'));
    vault.follow((written) => this.#heed(written));
    this.#start(() => this.#begin());
  }

  get index(): NoteIndex {
    return this.#index;
  }

  /** Whether every note is in the index as it is now. Phrases can still be wanting: see `knowsPhrases`. */
  get isComplete(): boolean {
    if (this.#isClosed) return false;
    const isUpToDate = this.#isReady && this.#tasks.count === 0 && this.#index.isSettled;
    return isUpToDate && (this.#work === null || this.#isLate);
  }

  /** Whether phrases are found: they are what an index is without for a while after an unlock. */
  get knowsPhrases(): boolean {
    return !this.#isLate;
  }

  /** Waits until every note is in the index, and, if wanted, its phrases; but not longer than this, in milliseconds. */
  async caughtUp(
    most: number,
    { withPhrases = false }: { readonly withPhrases?: boolean } = {},
  ): Promise<void> {
    this.#isAwaited = true;
    if (this.#work === null && this.#isReady && !this.#index.isSettled) this.#wake();
    const isThere = () => this.#work === null || (this.isComplete && !(withPhrases && this.#isLate));
    if (isThere()) return;
    const end = performance.now() + most;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, most);
    });
    while (!isThere() && performance.now() < end) await Promise.race([this.#work, late]);
    clearTimeout(timer);
  }

  /** Ends everything, and leaves the index on the shelf if that takes no time: before the vault is locked. */
  close(): void {
    if (this.#isClosed) return;
    try {
      if (this.#isReady && !this.#isKept) this.#finishQuickly();
    } catch {
      // It is built anew after the next unlock. Nothing may keep a vault from being locked.
    } finally {
      this.drop();
    }
  }

  /** Ends everything. Nothing of it is left. */
  drop(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#tasks.clear();
    this.#index.wipe();
  }

  #heed(written: Written): void {
    if (this.#isClosed) return;
    if (written.isErasing) {
      this.#mustPurge = true;
      this.#kept.startAnew();
    }
    // What lies on the shelf belongs to the vault before this write.
    this.#isKept = false;
    this.#tasks.heed(written);
    this.#wake();
  }

  /** Goes on with what is to be done. */
  #wake(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed || this.#work) return;
    if (this.#isLate) this.#start(() => this.#complete());
    // It was given up. What made it fail may take long to pass.
    else if (!this.#isReady) this.#startAfter(quiet * 2 ** (this.#failures - 1), () => this.#startAnew());
    else if (this.#tasks.count > 0) this.#start(() => this.#catchUp());
    else if (!this.#index.isSettled) {
      if (this.#isAwaited) this.#start(() => this.#settle());
      else this.#startAfter(calm, () => this.#settle());
    } else if (!this.#isKept) this.#startAfter(quiet, () => this.#keep());
  }

  #startAfter(milliseconds: number, work: () => Generator<void, void>): void {
    this.#timer = setTimeout(() => this.#start(work), milliseconds).unref();
  }

  /** Does one thing to its end, in slices. */
  #start(work: () => Generator<void, void>): void {
    this.#work = this.#inSlices(work())
      // The index then lacks something: it is said to be incomplete until it is made anew, and the vault is none the worse.
      .catch(() => {
        this.#isReady = false;
        this.#failures += 1;
      })
      .then(() => {
        this.#work = null;
        this.#wake();
      });
  }

  async #inSlices(work: Generator<void, void>): Promise<void> {
    // Whoever has just unlocked or saved is answered first.
    await setImmediate();
    let since = performance.now();
    while (!this.#isClosed && !work.next().done) {
      if (performance.now() - since < turn) continue;
      await setImmediate();
      since = performance.now();
    }
  }

  *#begin(): Generator<void, void> {
    const segments = yield* this.#kept.read();
    if (segments) {
      this.#index = new NoteIndex(segments);
      this.#isReady = true;
      this.#isLate = true;
    } else yield* this.#startAnew();
  }

  /** Reads the rest of what lies on the shelf. */
  *#complete(): Generator<void, void> {
    let isRight = false;
    try {
      isRight = yield* this.#kept.readPositions(this.#index.segments);
    } finally {
      this.#isReady = isRight;
      this.#isLate = false;
    }
    if (!isRight) yield* this.#startAnew();
  }

  *#startAnew(): Generator<void, void> {
    this.#isKept = false;
    this.#index.wipe();
    this.#index = new NoteIndex();
    yield* this.#build();
    this.#isReady = true;
  }

  *#build(): Generator<void, void> {
    let next = firstNotes;
    for (const [done, id] of (yield* this.#ids()).entries()) {
      yield* this.#read(id);
      if (done + 1 < next || !this.#isAwaited) continue;
      next = 2 * (done + 1);
      yield* this.#index.settle();
    }
    yield* this.#index.settle();
    yield* this.#index.unite();
  }

  *#ids(): Generator<void, NoteId[]> {
    const ids: NoteId[] = [];
    try {
      for (const id of this.#vault.possibleNotes()) if (ids.push(id) % 1_000 === 0) yield;
      return ids;
    } catch (error) {
      if (!(error instanceof LatchkeyError) || error.code !== 'record-tampered') throw error;
      // Where the table cannot be read to its end, the list knows what there is besides.
      return this.#vault.list().map((note) => note.id);
    }
  }

  *#catchUp(): Generator<void, void> {
    for (let task = this.#tasks.take(); task; task = this.#tasks.take()) {
      yield* this.#do(task);
      yield;
    }
  }

  *#do(task: Task & { readonly id: NoteId }): Generator<void, void> {
    if (task.kind === 'forget') this.#index.remove(task.id);
    else if (task.kind === 'text') yield* this.#index.add(task.note);
    else if (task.kind === 'read' || !this.#index.update(task.summary)) yield* this.#read(task.id);
  }

  /** Makes what was put in findable. */
  *#settle(): Generator<void, void> {
    this.#isAwaited = false;
    yield* this.#index.settle();
    yield* this.#index.tidy();
  }

  /** Puts a note into the index; one that cannot be read, or is none, is not in it. */
  *#read(id: NoteId): Generator<void, void> {
    const note = indexedNote(this.#vault, id);
    if (note) yield* this.#index.add(note);
    else this.#index.remove(id);
    yield;
  }

  *#keep(): Generator<void, void> {
    // What is still to be forgotten is in no purge.
    if (!this.#isReady || this.#tasks.count > 0) return;
    if (this.#mustPurge) {
      this.#mustPurge = false;
      yield* this.#index.purge();
      // What was written meanwhile may have deleted something else.
      if (this.#tasks.count > 0) return;
    }
    this.#isKept = yield* this.#kept.write(this.#index.segments, () => this.#tasks.count === 0);
    if (this.#isKept) this.#failures = 0;
  }

  #finishQuickly(): void {
    // Work that was begun is in the middle of something.
    const noteCount = this.#tasks.count + this.#index.pendingCount;
    if (this.#work || this.#mustPurge || noteCount > mostAtLock.notes) return;
    runToEnd(this.#catchUp());
    runToEnd(this.#settle());
    if (this.#kept.newBytes(this.#index.segments) <= mostAtLock.bytes) runToEnd(this.#keep());
  }
}

function runToEnd(work: Generator<void, void>): void {
  while (!work.next().done);
}

function indexedNote(vault: Vault, id: NoteId): IndexedNote | null {
  try {
    const { summary, body } = vault.open(id);
    return { summary, body, attachmentNames: summary.attachmentCount > 0 ? attachmentNames(vault, id) : [] };
  } catch (error) {
    if (error instanceof LatchkeyError) return null;
    throw error;
  }
}

/** The names of a note's files, as far as they can be read. */
export function attachmentNames(vault: Vault, note: NoteId): string[] {
  return vault.attachmentIds(note).flatMap((id) => {
    try {
      return vault.attachment(id).name;
    } catch (error) {
      if (error instanceof LatchkeyError) return [];
      throw error;
    }
  });
}
