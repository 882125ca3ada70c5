import { setImmediate } from 'node:timers/promises';
import { LatchkeyError } from '../contract/errors.ts';
import type { Progress } from '../vault/index.ts';

/** What somebody who waits for long work may hear and say meanwhile. */
export interface Watch {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Ends the work: the call rejects with `cancelled`, and nothing was changed. */
  readonly signal?: AbortSignal | undefined;
}

/** Long work as it sees itself. */
export interface Run {
  /** Its reason is what the work throws when it has to end. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Puts together what may end a piece of work: a lock, and whoever asked for it. */
export function startRun({ onProgress, signal }: Watch, untilLock: AbortSignal, what: string): Run {
  const run = { onProgress: onProgress ?? (() => undefined) };
  if (!signal) return { ...run, signal: untilLock };
  const stop = new AbortController();
  const onAbort = () => stop.abort(cancelled(what));
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return { ...run, signal: AbortSignal.any([untilLock, stop.signal]) };
}

/**
 * Runs a generator to its end and answers what it returns. Between two steps everything else gets its turn, and there
 * alone the work can end early: the generator then throws the reason.
 */
export async function runInSlices<T>(
  work: Generator<Progress, T> | Generator<void, T>,
  run: Run,
): Promise<T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    if (step.value) run.onProgress(step.value);
    await setImmediate();
    if (run.signal.aborted) work.throw(run.signal.reason);
  }
}

/** One part of work that has several: `before` records are done, of `total` in all parts. */
export function partOf(
  run: Run,
  { before, total }: { readonly before: number; readonly total: number },
): Run {
  return { ...run, onProgress: ({ done }) => run.onProgress({ done: before + done, total }) };
}

/** Work that goes through every record twice. The second part begins when the first has said how many there are. */
export function inTwoParts(run: Run): { readonly first: Run; readonly second: () => Run } {
  let each = 0;
  return {
    first: {
      ...run,
      onProgress: ({ done, total }) => {
        each = total;
        run.onProgress({ done, total: 2 * each });
      },
    },
    second: () => partOf(run, { before: each, total: 2 * each }),
  };
}

/** For what was ended by whoever asked for it. `what` begins a sentence. */
export function cancelled(what: string): LatchkeyError {
  return new LatchkeyError('cancelled', `${what} was stopped. Nothing was changed.`);
}
