import { Worker } from 'node:worker_threads';
import { errorFromData, type LatchkeyError } from '../contract/errors.ts';
import type { CallTable, LongMethod } from './calls.ts';
import type { CallAnswer, MainMessage } from './messages.ts';
import type { Watch } from './watch.ts';

/** A worker that answers calls: see `answerCalls`. */
export interface LinkedWorker<Unasked> {
  readonly file: URL;
  /** For debuggers. */
  readonly name: string;
  /** What it is started with. */
  readonly data: unknown;
  /** Hears what it says without being asked. */
  readonly onUnasked?: (message: Unasked) => void;
  /** Called when it died. Calls that waited were rejected with `died`, and the next starts a new worker. */
  readonly onFailure?: () => void;
  readonly died: () => LatchkeyError;
  /** What calls reject with once the link was stopped. */
  readonly stopped: () => LatchkeyError;
}

/** How long after its last call a worker's successor is started, in milliseconds: a program that ends needs none. */
const rest = 250;

/** A call that has not been answered. */
interface Waiting {
  readonly worker: Worker;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: LatchkeyError) => void;
  readonly onProgress: Watch['onProgress'];
}

/** One worker at a time, and the calls that wait for its answers. */
export class WorkerLink<C extends CallTable<C>, Unasked = never> {
  readonly #linked: LinkedWorker<Unasked>;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null;
  #calls = 0;
  #stopped: Promise<void> | null = null;
  /** Settles when the worker that is about to end has answered its last call. Never rejects. */
  #ending: Promise<void> | null = null;
  #nextStart: ReturnType<typeof setTimeout> | undefined;

  /** Starts the worker. */
  constructor(linked: LinkedWorker<Unasked>) {
    this.#linked = linked;
    this.#worker = this.#start();
  }

  async call<M extends keyof C & string>(method: M, ...args: C[M]['arguments']): Promise<C[M]['answer']> {
    if (this.#ending) await this.#untilEnded();
    this.#assertGoing();
    return this.#send(method, args);
  }

  async callLong<M extends LongMethod<C> & string>(
    method: M,
    args: C[M]['arguments'],
    { signal, onProgress }: Watch = {},
  ): Promise<C[M]['answer']> {
    if (this.#ending) await this.#untilEnded();
    this.#assertGoing();
    const answer = this.#send(method, args, onProgress);
    const [number, worker] = [this.#calls, this.#worker];
    const cancel = () => worker?.postMessage({ type: 'cancel', number } satisfies MainMessage);
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel);
    try {
      return await answer;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /**
   * As `call`, for the last thing that a worker is asked: it is ended then, and all that was in its memory with it. One that is
   * stuck for `patience` milliseconds is ended, too. What is called meanwhile goes to the next worker.
   */
  async callLast<M extends keyof C & string>(
    patience: number,
    method: M,
    ...args: C[M]['arguments']
  ): Promise<C[M]['answer']> {
    if (this.#ending) await this.#untilEnded();
    this.#assertGoing();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#ending = promise.then(() => undefined);
    try {
      return await this.#sendWithin(patience, method, args);
    } finally {
      this.#retire();
      this.#ending = null;
      resolve(undefined);
    }
  }

  /**
   * Ends the worker for good, after a last call that may take `patience` milliseconds, if one is named and there is a worker to
   * answer it. Calling it again does nothing.
   */
  stop(last?: { readonly method: keyof C & string; readonly patience: number }): Promise<void> {
    this.#stopped ??= this.#end(last);
    return this.#stopped;
  }

  async #end(last?: { readonly method: keyof C & string; readonly patience: number }): Promise<void> {
    if (last && this.#worker) {
      await this.#sendWithin(last.patience, last.method, []).catch(() => undefined);
    }
    clearTimeout(this.#nextStart);
    const worker = this.#worker;
    this.#worker = null;
    this.#rejectAll(this.#linked.stopped());
    await worker?.terminate();
  }

  #assertGoing(): void {
    if (this.#stopped) throw this.#linked.stopped();
  }

  async #untilEnded(): Promise<void> {
    while (this.#ending) await this.#ending;
  }

  /** Its answers have all arrived: what still waits for it will not be answered. */
  #retire(): void {
    if (this.#stopped) return;
    const worker = this.#worker;
    this.#worker = null;
    if (worker) this.#rejectAll(this.#linked.stopped(), worker);
    void worker?.terminate();
    this.#nextStart = setTimeout(() => (this.#worker ??= this.#start()), rest).unref();
  }

  #sendWithin<M extends keyof C & string>(
    patience: number,
    method: M,
    args: readonly unknown[],
  ): Promise<C[M]['answer']> {
    const answer = this.#send(method, args);
    const worker = this.#worker;
    const timer = setTimeout(() => void worker?.terminate(), patience);
    return answer.finally(() => clearTimeout(timer));
  }

  #send<M extends keyof C & string>(
    method: M,
    args: readonly unknown[],
    onProgress?: Watch['onProgress'],
  ): Promise<C[M]['answer']> {
    clearTimeout(this.#nextStart);
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const number = ++this.#calls;
    return new Promise<unknown>((resolve, reject) => {
      worker.postMessage({ type: 'call', number, method, arguments: args } satisfies MainMessage);
      this.#waiting.set(number, { worker, resolve, reject, onProgress });
    });
  }

  #start(): Worker {
    const { file, name, data } = this.#linked;
    const worker = new Worker(file, { workerData: data, name });
    worker.on('message', (message: CallAnswer | Unasked) => this.#receive(message));
    // An error is always followed by the exit; without a listener it would end this process.
    worker.on('error', () => undefined);
    worker.on('exit', () => this.#onExit(worker));
    return worker;
  }

  #receive(message: CallAnswer | Unasked): void {
    if (!isAnswer(message)) {
      this.#linked.onUnasked?.(message);
      return;
    }
    const waiting = this.#waiting.get(message.number);
    if (message.type === 'progress') {
      waiting?.onProgress?.(message.progress);
      return;
    }
    this.#waiting.delete(message.number);
    const { answer } = message;
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(errorFromData(answer.error));
  }

  #onExit(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#rejectAll(this.#linked.died());
    this.#linked.onFailure?.();
  }

  /** Of one worker, or of whichever. */
  #rejectAll(error: LatchkeyError, of?: Worker): void {
    for (const [number, { worker, reject }] of this.#waiting) {
      if (of !== undefined && worker !== of) continue;
      this.#waiting.delete(number);
      reject(error);
    }
  }
}

/** The worker runs our own code, from the same build: what has a number is about a call. */
function isAnswer(message: unknown): message is CallAnswer {
  return typeof message === 'object' && message !== null && 'number' in message;
}
