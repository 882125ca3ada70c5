import { LatchkeyError } from '../../contract/errors.ts';
import type { Call } from '../calls.ts';
import { workerFile } from '../worker-file.ts';
import { WorkerLink } from '../worker-link.ts';
import type { LabCalls, LabMethods } from './lab-calls.ts';
import type { LabOptions } from './lab-session.ts';

/** The lab as the main thread sees it: everything is done in its worker, and in the threads that starts. */
export interface Lab extends LabMethods {
  /** Ends the lab's thread for good: later calls reject with `cancelled`. Calling it again does nothing. */
  stop(): Promise<void>;
}

/** The longest that the end of the lab waits for its worker, in milliseconds. */
const patience = 5_000;

/** Starts the lab's worker, from the file it lies in unless another is given. */
export function startLab(options: LabOptions, file = workerFile('lab-worker')): Lab {
  const link = new WorkerLink<LabCalls & StopCall>({
    file,
    name: 'latchkey-lab',
    data: options,
    died,
    stopped,
  });
  return {
    guide: () => link.call('guide'),
    measureKdf: () => link.call('measureKdf'),
    numbers: (input) => link.call('numbers', input),
    ceremony: (order) => link.call('ceremony', order),
    matrix: (watch) => link.callLong('matrix', [], watch),
    lastMatrix: () => link.call('lastMatrix'),
    cell: (request) => link.call('cell', request),
    scenario: (request) => link.call('scenario', request),
    reportHtml: () => link.call('reportHtml'),
    evidence: () => link.call('evidence'),
    verifyEvidence: (request, watch) => link.callLong('verifyEvidence', [request], watch),
    consoleState: () => link.call('consoleState'),
    consoleOpen: (order) => link.call('consoleOpen', order),
    consoleAdvance: (request) => link.call('consoleAdvance', request),
    consoleRemoveEntry: (request) => link.call('consoleRemoveEntry', request),
    consoleReset: () => link.call('consoleReset'),
    stop: () => link.stop({ method: 'stop', patience }),
  };
}

interface StopCall {
  readonly stop: Call<[], void>;
}

function stopped(): LatchkeyError {
  return new LatchkeyError('cancelled', 'Latchkey is closing, and the lab with it.');
}

function died(): LatchkeyError {
  return new LatchkeyError(
    'internal',
    'The lab stopped before it had an answer. What it had run is gone; your vaults have nothing to do with it. Try again.',
  );
}
