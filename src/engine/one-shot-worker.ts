import { Worker } from 'node:worker_threads';
import { LatchkeyError } from '../contract/errors.ts';

export interface OneShot {
  /** What the worker finds as its `workerData`. */
  readonly job: object;
  /** Buffers of `job` that move to the worker: this thread keeps no copy. */
  readonly transfer?: readonly ArrayBuffer[];
  /** Ends the worker; the call then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts a worker, waits for the one message it sends, and ends it, however it goes. Throws `internal` if it dies
 * before it answers.
 */
export async function askOneShotWorker(file: URL, { job, transfer = [], signal }: OneShot): Promise<unknown> {
  signal?.throwIfAborted();
  const worker = new Worker(file, { workerData: job, transferList: [...transfer] });
  const settled = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', () => reject(workerDied()));
      worker.once('exit', () => reject(workerDied()));
      signal?.addEventListener('abort', () => reject(reasonOf(signal)), { signal: settled.signal });
    });
  } finally {
    settled.abort();
    await worker.terminate();
  }
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('aborted');
}

function workerDied(): LatchkeyError {
  return new LatchkeyError(
    'internal',
    'The part of Latchkey that checks passphrases stopped before it had an answer. Nothing was changed. Try again; if it goes on, restart Latchkey.',
  );
}
