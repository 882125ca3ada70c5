import { setImmediate } from 'node:timers/promises';
import { LatchkeyError } from '../contract/errors.ts';
import type { ListPart } from '../contract/library.ts';
import type { Catalogue, Differences, Vault } from '../vault/index.ts';

/** How long the list works before others have their turn, in milliseconds. */
const turn = 5;

/** How long nothing is written before the list is left in the vault's cache, in milliseconds. */
const quiet = 3_000;

/** The list of an unlocked vault's notes, a part at a time. What takes long is done in slices, one thing after the other. */
export class Listing {
  readonly #catalogue: Catalogue;
  readonly #isKept: boolean;
  /** Settles when what was begun is done. Never rejects. */
  #last: Promise<unknown> = Promise.resolve();
  #going = 0;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;

  /** `isKept`: whether the list is left in the cache now and then, and not only at a lock. */
  constructor(vault: Vault, { isKept }: { readonly isKept: boolean }) {
    this.#catalogue = vault.catalogue();
    this.#isKept = isKept;
    vault.follow(() => this.#wait());
  }

  /** See `EngineCalls.listPart`. */
  async part(from: number | null): Promise<ListPart> {
    if (this.#going > 0 || !this.#catalogue.isReady) return this.#run(() => this.#partOnceReady(from));
    const part = this.#catalogue.part(from);
    const step = part.next();
    return step.done ? step.value : this.#run(() => part);
  }

  /** After the check of the vault has found something: how notes differ from what was listed. */
  recheck(): Promise<Differences> {
    return this.#run(() => this.#catalogue.recheck());
  }

  /** Ends everything, and leaves the list in the cache if that takes no time: before the vault is locked. */
  close(): void {
    if (this.#isClosed) return;
    this.drop();
    this.#catalogue.settle();
  }

  /** Ends everything. */
  drop(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  *#partOnceReady(from: number | null): Generator<void, ListPart> {
    if (!this.#catalogue.isReady) {
      yield* this.#catalogue.load();
      this.#wait();
    }
    return yield* this.#catalogue.part(from);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (!this.#isKept || this.#isClosed) return;
    const store = () => this.#run(() => this.#catalogue.store());
    // A list that is not kept is read from the notes the next time.
    this.#timer = setTimeout(() => void store().catch(() => undefined), quiet).unref();
  }

  #run<T>(work: () => Generator<void, T>): Promise<T> {
    this.#going += 1;
    const done = this.#last
      .then(() => this.#inSlices(work()))
      .finally(() => {
        this.#going -= 1;
      });
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #inSlices<T>(work: Generator<void, T>): Promise<T> {
    for (let since = performance.now(); ;) {
      if (this.#isClosed) throw new LatchkeyError('locked', 'The vault was locked before the list was read.');
      const step = work.next();
      if (step.done) return step.value;
      if (performance.now() - since < turn) continue;
      await setImmediate();
      since = performance.now();
    }
  }
}
