import { Worker } from 'node:worker_threads';
import { LatchkeyError } from '../contract/errors.ts';

export interface OneShotOptions {
  /** Buffers of the job that move to the worker: this thread keeps no copy. */
  readonly transfer?: readonly ArrayBuffer[];
  /** Ends the worker; the call then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A worker that is started ahead of its one job, gives one answer, and is ended. */
export class OneShotWorker {
  readonly #worker: Worker;
  /** Rejects when the worker ends by itself. */
  readonly #death: Promise<never>;
  #isAlive = true;

  constructor(file: URL, workerData: unknown) {
    this.#worker = new Worker(file, { workerData });
    // A worker that only waits must not keep the program running.
    this.#worker.unref();
    this.#death = new Promise((_, reject) => {
      const onDeath = () => {
        this.#isAlive = false;
        reject(workerDied());
      };
      this.#worker.once('error', onDeath);
      this.#worker.once('exit', onDeath);
    });
    // While nobody has asked, nobody waits for this.
    this.#death.catch(() => undefined);
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Gives the worker its job and ends it, however that goes. Throws `internal` if it dies before it answers. */
  async ask(job: object, { transfer = [], signal }: OneShotOptions = {}): Promise<unknown> {
    const settled = new AbortController();
    try {
      signal?.throwIfAborted();
      this.#worker.ref();
      this.#worker.postMessage(job, transfer);
      const answer = new Promise((resolve, reject) => {
        this.#worker.once('message', resolve);
        signal?.addEventListener('abort', () => reject(reasonOf(signal)), { signal: settled.signal });
      });
      return await Promise.race([answer, this.#death]);
    } finally {
      settled.abort();
      void this.#worker.terminate();
    }
  }

  /** Ends the worker, whatever it is doing. It has ended when this returns. Calling it again does nothing. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
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
