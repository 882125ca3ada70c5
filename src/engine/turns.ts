/** Lets work that must not overlap take turns, in the order it was asked for. */
export class Turns {
  /** Settles when nobody waits for a turn. Never rejects. */
  #last: Promise<unknown> = Promise.resolve();
  #isStill = false;
  #waitingWrites = 0;

  take<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** A turn in which nothing is written by anybody else: writes asked for meanwhile come after it. */
  takeStill<T>(work: () => Promise<T>): Promise<T> {
    return this.take(async () => {
      this.#isStill = true;
      try {
        return await work();
      } finally {
        this.#isStill = false;
      }
    });
  }

  /** Writes at once, unless a still turn or an earlier write stands in the way: then in a turn of its own. */
  write<T>(work: () => T): Promise<T> {
    if (!this.#isStill && this.#waitingWrites === 0) return new Promise((resolve) => resolve(work()));
    this.#waitingWrites += 1;
    return this.take(work).finally(() => {
      this.#waitingWrites -= 1;
    });
  }
}
