import { parentPort, workerData } from 'node:worker_threads';
import type { Answer } from '../contract/contract.ts';
import { errorToData } from '../contract/errors.ts';
import { wipe } from '../vault/index.ts';
import type { CallMessage, EngineOptions, MainMessage, WorkerMessage } from './messages.ts';
import type { EngineMethodName } from './methods.ts';
import { createSession } from './session.ts';
import type { Watch } from './watch.ts';

if (!parentPort) throw new Error('engine-worker runs as a worker');
const port = parentPort;

const session = createSession({
  resources: (workerData as EngineOptions).resources,
  awaitsPassphrases: true,
  onProblems: (problems) => send({ type: 'problems', problems }),
});

/** The calls that are not answered yet, by number. */
const going = new Map<number, AbortController>();

port.on('message', (message: MainMessage) => {
  if (message.type === 'cancel') {
    going.get(message.number)?.abort();
    return;
  }
  const { number } = message;
  void answerTo(message).then((answer) => {
    going.delete(number);
    send({ type: 'answer', number, answer });
    // What was sent is a copy.
    if (answer.ok) wipe(...bytesIn(answer.value));
  });
});

async function answerTo({ number, method, arguments: args }: CallMessage): Promise<Answer<unknown>> {
  const stop = new AbortController();
  going.set(number, stop);
  const watch: Watch = {
    onProgress: (progress) => send({ type: 'progress', number, progress }),
    signal: stop.signal,
  };
  try {
    return { ok: true, value: await perform(method, args, watch) };
  } catch (error) {
    return { ok: false, error: errorToData(error) };
  } finally {
    wipe(...args.flatMap(bytesIn));
  }
}

/** Bytes that came with a call, or that were answered, are this thread's own copy of them, and may be a secret. */
function bytesIn(value: unknown): readonly Uint8Array[] {
  if (value instanceof Uint8Array) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((field) => field instanceof Uint8Array);
}

/** One place that knows a method and its arguments belong together. A method that does not take long ignores the watch. */
function perform(method: EngineMethodName, args: CallMessage['arguments'], watch: Watch): Promise<unknown> {
  const work: (...all: readonly unknown[]) => Promise<unknown> = session[method] as never;
  return work(...args, watch);
}

function send(message: WorkerMessage): void {
  port.postMessage(message);
}
