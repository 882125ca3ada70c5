import { LatchkeyError } from '../contract/errors.ts';

/** What is about to open a vault. Each piece counts until it has ended, well or badly. */
export class Openings {
  /** None rejects. */
  readonly #going = new Set<Promise<void>>();
  /** Aborted when something asks for a lock; what is asked for afterwards has another. */
  #untilLock = new AbortController();

  get areGoing(): boolean {
    return this.#going.size > 0;
  }

  /** Does one piece of work, once `ready` has resolved: throws `locked` if it was given up before that. */
  async run(work: () => Promise<void>, ready: Promise<void> = Promise.resolve()): Promise<void> {
    const { signal } = this.#untilLock;
    const givenUp = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    const opened = Promise.race([ready, givenUp]).then(() => {
      signal.throwIfAborted();
      return work();
    });
    const ended = opened.catch(() => undefined);
    this.#going.add(ended);
    try {
      await opened;
    } finally {
      this.#going.delete(ended);
    }
  }

  /** Gives up what still waits to begin. */
  giveUp(): void {
    this.#untilLock.abort(stayedLocked());
    this.#untilLock = new AbortController();
  }

  /** Resolves when everything that is going on now has ended. */
  async end(): Promise<void> {
    await Promise.all(this.#going);
  }
}

function stayedLocked(): LatchkeyError {
  return new LatchkeyError(
    'locked',
    'The vault stayed locked, because something asked for that meanwhile. Unlock it again.',
  );
}
