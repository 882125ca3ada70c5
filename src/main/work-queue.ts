import type { Work, WorkProgress } from '../contract/care.ts';
import type { Watch as EngineWatch } from '../engine/index.ts';

/** What one piece of work is watched with. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: NonNullable<EngineWatch['onProgress']>;
}

/** Who hears of the work. */
export interface WorkWatcher {
  /** What is going on from now on; null when nothing is. */
  readonly showWork: (work: Work | null) => void;
  readonly showProgress: (progress: WorkProgress) => void;
}

/** Does long work one piece at a time, in the order it was asked for. */
export class WorkQueue {
  readonly #watcher: WorkWatcher;
  /** Ends the work that is going on. */
  #stop: AbortController | null = null;
  /** Settles when nobody waits for a turn. Never rejects. */
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(watcher: WorkWatcher) {
    this.#watcher = watcher;
  }

  /** Does a task when its turn has come, unless `assertWanted` throws then. */
  run<T>(work: Work, assertWanted: () => void, task: (watch: Watch) => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(async () => {
      assertWanted();
      const stop = new AbortController();
      this.#stop = stop;
      this.#watcher.showWork(work);
      try {
        return await task(this.watching(work, stop.signal));
      } catch (error) {
        assertWanted();
        throw error;
      } finally {
        this.#stop = null;
        this.#watcher.showWork(null);
      }
    });
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the work that is going on. */
  stop(reason: Error): void {
    this.#stop?.abort(reason);
  }

  /** Shows the progress of `work`, which may be a part of another piece. */
  watching(work: Work, signal: AbortSignal): Watch {
    return {
      signal,
      onProgress: ({ done, total }) => this.#watcher.showProgress({ work, done, total }),
    };
  }
}
