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

/** A call that has not been answered. */
interface Waiting {
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

  /** Starts the worker. */
  constructor(linked: LinkedWorker<Unasked>) {
    this.#linked = linked;
    this.#worker = this.#start();
  }

  async call<M extends keyof C & string>(method: M, ...args: C[M]['arguments']): Promise<C[M]['answer']> {
    this.#assertGoing();
    return this.#send(method, args);
  }

  async callLong<M extends LongMethod<C> & string>(
    method: M,
    args: C[M]['arguments'],
    { signal, onProgress }: Watch = {},
  ): Promise<C[M]['answer']> {
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

  /** As `call`, for what must not wait for ever: a worker that is stuck for `patience` milliseconds is ended. */
  async callWithin<M extends keyof C & string>(
    patience: number,
    method: M,
    ...args: C[M]['arguments']
  ): Promise<C[M]['answer']> {
    this.#assertGoing();
    return this.#sendWithin(patience, method, args);
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
    const worker = this.#worker;
    this.#worker = null;
    this.#rejectAll(this.#linked.stopped());
    await worker?.terminate();
  }

  #assertGoing(): void {
    if (this.#stopped) throw this.#linked.stopped();
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
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const number = ++this.#calls;
    return new Promise<unknown>((resolve, reject) => {
      worker.postMessage({ type: 'call', number, method, arguments: args } satisfies MainMessage);
      this.#waiting.set(number, { resolve, reject, onProgress });
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

  #rejectAll(error: LatchkeyError): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** The worker runs our own code, from the same build: what has a number is about a call. */
function isAnswer(message: unknown): message is CallAnswer {
  return typeof message === 'object' && message !== null && 'number' in message;
}
