import type { MessagePort } from 'node:worker_threads';
import type { Answer } from '../contract/contract.ts';
import { errorToData } from '../contract/errors.ts';
import { wipe } from '../vault/index.ts';
import type { CallAnswer, MainMessage } from './messages.ts';
import type { Watch } from './watch.ts';

type Work = (...all: readonly unknown[]) => Promise<unknown>;

/** Answers the calls that a `WorkerLink` sends, by the methods of their names. */
export function answerCalls<M extends string>(
  port: MessagePort,
  methods: Readonly<Record<M, unknown>>,
): void {
  /** The calls that are not answered yet, by number. */
  const going = new Map<number, AbortController>();
  const send = (message: CallAnswer) => port.postMessage(message);

  port.on('message', (message: MainMessage) => {
    const { number } = message;
    if (message.type === 'cancel') {
      going.get(number)?.abort();
      return;
    }
    const stop = new AbortController();
    going.set(number, stop);
    const watch: Watch = {
      onProgress: (progress) => send({ type: 'progress', number, progress }),
      signal: stop.signal,
    };
    // The one who calls runs our own code, from the same build: the method is there, and takes these arguments.
    const work: Work = methods[message.method as M] as never;
    void answerOf(work, message.arguments, watch).then((answer) => {
      going.delete(number);
      send({ type: 'answer', number, answer });
      // What was sent is a copy.
      if (answer.ok) wipe(...bytesIn(answer.value));
    });
  });
}

/** A method that does not take long ignores the watch. */
async function answerOf(work: Work, args: readonly unknown[], watch: Watch): Promise<Answer<unknown>> {
  try {
    return { ok: true, value: await work(...args, watch) };
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
