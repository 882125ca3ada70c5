import { parentPort, workerData } from 'node:worker_threads';
import type { EngineOptions, ProblemsMessage } from './messages.ts';
import { createSession } from './session.ts';
import { answerCalls } from './worker-answers.ts';

if (!parentPort) throw new Error('engine-worker runs as a worker');
const port = parentPort;

const session = createSession({
  resources: (workerData as EngineOptions).resources,
  onProblems: (problems) => port.postMessage({ type: 'problems', problems } satisfies ProblemsMessage),
});
answerCalls(port, session);
