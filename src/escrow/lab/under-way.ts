/** Work that is under way. Whoever brings more waits while there is too much of it. */
export class UnderWay<T> {
  readonly #most: number;
  readonly #all: Promise<T>[] = [];
  readonly #now = new Set<Promise<T>>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes work that has begun. Throws what any that was brought before has thrown. */
  async add(work: Promise<T>): Promise<void> {
    this.#all.push(work);
    this.#now.add(work);
    // Work that has failed stays, so that whoever waits next is told.
    work.then(
      () => this.#now.delete(work),
      () => undefined,
    );
    if (this.#now.size >= this.#most) await Promise.race(this.#now);
  }

  /** What came of everything, in the order in which it was brought. Throws what any of it has thrown. */
  end(): Promise<readonly T[]> {
    return Promise.all(this.#all);
  }
}
