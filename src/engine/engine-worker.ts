import { parentPort, workerData } from 'node:worker_threads';
import type { Answer } from '../contract/contract.ts';
import { errorToData } from '../contract/errors.ts';
import type { CallMessage, EngineOptions, WorkerMessage } from './messages.ts';
import type { EngineCalls, EngineMethodName, EngineMethods } from './methods.ts';
import { Session } from './session.ts';

if (!parentPort) throw new Error('engine-worker runs as a worker');
const port = parentPort;

const session = new Session({
  resources: (workerData as EngineOptions).resources,
  onProblems: (problems) => send({ type: 'problems', problems }),
});

port.on('message', (call: CallMessage) => {
  void answerTo(call).then((answer) => send({ type: 'answer', number: call.number, answer }));
});

async function answerTo({ method, arguments: args }: CallMessage): Promise<Answer<unknown>> {
  try {
    return { ok: true, value: await perform(session, method, args) };
  } catch (error) {
    return { ok: false, error: errorToData(error) };
  }
}

/** One place that the compiler can see a method and its arguments belong together. */
function perform<M extends EngineMethodName>(
  methods: EngineMethods,
  method: M,
  args: EngineCalls[M]['arguments'],
): Promise<EngineCalls[M]['answer']> {
  return methods[method](...args);
}

function send(message: WorkerMessage): void {
  port.postMessage(message);
}
