import { parentPort, workerData } from 'node:worker_threads';
import type { EngineOptions, UnaskedMessage } from './messages.ts';
import { createSession } from './session.ts';
import { answerCalls } from './worker-answers.ts';

if (!parentPort) throw new Error('engine-worker runs as a worker');
const port = parentPort;
const say = (message: UnaskedMessage) => port.postMessage(message);

const session = createSession({
  ...(workerData as EngineOptions),
  awaitsPassphrases: true,
  preparesSearch: true,
  keepsList: true,
  onProblems: (problems) => say({ type: 'problems', problems }),
  onChanged: (notes) => say({ type: 'changed', ...notes }),
});
answerCalls(port, session);
