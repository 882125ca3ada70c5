import { Worker } from 'node:worker_threads';
import { errorFromData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import type { EngineOptions, MainMessage, WorkerMessage } from './messages.ts';
import type { EngineCalls, EngineMethodName, EngineMethods, LongMethodName } from './methods.ts';
import type { Watch } from './watch.ts';
import { workerFile } from './worker-file.ts';

/** The engine as the main thread sees it: every key and every file stay in its worker. */
export interface Engine extends EngineMethods {
  /**
   * Called at most once after an unlock, and only if the check of the whole vault found something. Returns a function
   * that ends the subscription.
   */
  onProblems(listener: (problems: readonly ErrorData[]) => void): () => void;
  /**
   * Called when the worker died. Calls that waited were rejected with `internal`, the vault is locked, and the next
   * call starts a new worker. Returns a function that ends the subscription.
   */
  onFailure(listener: () => void): () => void;
  /** Locks, then ends the worker for good: later calls reject with `locked`. Calling it again does nothing. */
  stop(): Promise<void>;
}

/** The longest that a lock waits for the worker, in milliseconds: one that is stuck is ended, and its keys with it. */
const lockPatience = 20_000;

/** Starts the engine's worker, from the file it lies in unless another is given. */
export function startEngine(
  options: EngineOptions,
  file = workerFile('engine-worker'),
  patience = lockPatience,
): Engine {
  const link = new WorkerLink(options, file, patience);
  return {
    inspect: (request) => link.call('inspect', request),
    create: (request) => link.call('create', request),
    unlock: (request) => link.call('unlock', request),
    unlockWithRecovery: (request) => link.call('unlockWithRecovery', request),
    unlockWithDevice: (request) => link.call('unlockWithDevice', request),
    // A worker that cannot answer has locked its vault by dying.
    lock: () => link.lock().catch(() => null),
    listNotes: () => link.call('listNotes'),
    openNote: (request) => link.call('openNote', request),
    createNote: (request) => link.call('createNote', request),
    saveNote: (request) => link.call('saveNote', request),
    trashNote: (request) => link.call('trashNote', request),
    restoreNote: (request) => link.call('restoreNote', request),
    removeNote: (request) => link.call('removeNote', request),
    listVersions: (request) => link.call('listVersions', request),
    openVersion: (request) => link.call('openVersion', request),
    restoreVersion: (request) => link.call('restoreVersion', request),
    listAttachments: (request) => link.call('listAttachments', request),
    readAttachment: (request) => link.call('readAttachment', request),
    removeAttachment: (request) => link.call('removeAttachment', request),
    attach: (request, watch) => link.callLong('attach', [request], watch),
    saveAttachment: (request, watch) => link.callLong('saveAttachment', [request], watch),
    holders: () => link.call('holders'),
    changePassphrase: (request) => link.call('changePassphrase', request),
    setPassphrase: (request) => link.call('setPassphrase', request),
    newRecovery: (proof) => link.call('newRecovery', proof),
    setKeyFile: (request) => link.call('setKeyFile', request),
    addDevice: (request) => link.call('addDevice', request),
    removeHolder: (request) => link.call('removeHolder', request),
    readAuthority: (request) => link.call('readAuthority', request),
    makeAuthority: (request) => link.call('makeAuthority', request),
    enableEscrow: (request) => link.call('enableEscrow', request),
    disableEscrow: (request, watch) => link.callLong('disableEscrow', [request], watch),
    verify: (watch) => link.callLong('verify', [], watch),
    rotate: (request, watch) => link.callLong('rotate', [request], watch),
    discardRotation: () => link.call('discardRotation'),
    repair: (request, watch) => link.callLong('repair', [request], watch),
    rehearse: (request, watch) => link.callLong('rehearse', [request], watch),
    exportNotes: (request, watch) => link.callLong('exportNotes', [request], watch),
    importNotes: (request, watch) => link.callLong('importNotes', [request], watch),
    backup: (request, watch) => link.callLong('backup', [request], watch),
    listBackups: (request) => link.call('listBackups', request),
    thinBackups: (request) => link.call('thinBackups', request),
    restore: (request) => link.call('restore', request),
    generatePassphrase: (request) => link.call('generatePassphrase', request),
    onProblems: (listener) => subscribe(link.problemListeners, listener),
    onFailure: (listener) => subscribe(link.failureListeners, listener),
    stop: () => link.stop(),
  };
}

/** A call that has not been answered. */
interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: LatchkeyError) => void;
  readonly onProgress: Watch['onProgress'];
}

/** One worker at a time, and the calls that wait for its answers. */
class WorkerLink {
  readonly problemListeners = new Set<(problems: readonly ErrorData[]) => void>();
  readonly failureListeners = new Set<() => void>();
  readonly #options: EngineOptions;
  readonly #file: URL;
  readonly #patience: number;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null;
  #calls = 0;
  #stopped: Promise<void> | null = null;

  constructor(options: EngineOptions, file: URL, patience: number) {
    this.#options = options;
    this.#file = file;
    this.#patience = patience;
    this.#worker = this.#start();
  }

  call<M extends EngineMethodName>(
    method: M,
    ...args: EngineCalls[M]['arguments']
  ): Promise<EngineCalls[M]['answer']> {
    if (this.#stopped) return Promise.reject(stopped());
    return this.#send(method, args);
  }

  async callLong<M extends LongMethodName>(
    method: M,
    args: EngineCalls[M]['arguments'],
    { signal, onProgress }: Watch = {},
  ): Promise<EngineCalls[M]['answer']> {
    if (this.#stopped) throw stopped();
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

  async lock(): Promise<EngineCalls['lock']['answer']> {
    if (this.#stopped) throw stopped();
    return this.#lock();
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  async #end(): Promise<void> {
    if (this.#worker) await this.#lock().catch(() => undefined);
    const worker = this.#worker;
    this.#worker = null;
    this.#rejectAll(stopped());
    await worker?.terminate();
  }

  async #lock(): Promise<EngineCalls['lock']['answer']> {
    const locked = this.#send('lock', []);
    const worker = this.#worker;
    const timer = setTimeout(() => void worker?.terminate(), this.#patience);
    return locked.finally(() => clearTimeout(timer));
  }

  #send<M extends EngineMethodName>(
    method: M,
    args: EngineCalls[M]['arguments'],
    onProgress?: Watch['onProgress'],
  ): Promise<EngineCalls[M]['answer']> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const number = ++this.#calls;
    const answer = new Promise<unknown>((resolve, reject) => {
      worker.postMessage({ type: 'call', number, method, arguments: args });
      this.#waiting.set(number, { resolve, reject, onProgress });
    });
    // The worker runs our own code, from the same build: what it answers has the type its method declares.
    return answer as Promise<EngineCalls[M]['answer']>;
  }

  #start(): Worker {
    const worker = new Worker(this.#file, {
      workerData: this.#options,
      name: 'latchkey-engine',
    });
    worker.on('message', (message: WorkerMessage) => this.#receive(message));
    // An error is always followed by the exit; without a listener it would end this process.
    worker.on('error', () => undefined);
    worker.on('exit', () => this.#onExit(worker));
    return worker;
  }

  #receive(message: WorkerMessage): void {
    if (message.type === 'problems') {
      for (const listener of this.problemListeners) listener(message.problems);
      return;
    }
    if (message.type === 'progress') {
      this.#waiting.get(message.number)?.onProgress?.(message.progress);
      return;
    }
    const { number, answer } = message;
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(errorFromData(answer.error));
  }

  #onExit(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#rejectAll(died());
    for (const listener of this.failureListeners) listener();
  }

  #rejectAll(error: LatchkeyError): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function stopped(): LatchkeyError {
  return new LatchkeyError('locked', 'Latchkey is closing, and the vault is locked.');
}

function died(): LatchkeyError {
  return new LatchkeyError(
    'internal',
    'The part of Latchkey that holds the vault stopped, and the vault is locked. What was saved is on the disk. Unlock it to go on.',
  );
}
