import { rmSync } from 'node:fs';
import type { Answer } from '../../contract/contract.ts';
import { errorFromData } from '../../contract/errors.ts';
import type { Findings, Perform } from '../../escrow/lab/index.ts';
import { OneShotWorker } from '../one-shot-worker.ts';
import { workerFile } from '../worker-file.ts';
import { makeLabFolder } from './lab-folders.ts';

/** All that an adversary’s thread is started with. What it is given comes as its one message. */
export interface AdversaryWorkerData {
  /** An empty folder of its own, by its whole path. */
  readonly folder: string;
}

/** How many adversaries are at work at once. */
const atOnce = 2;

/**
 * Plays each adversary in a fresh thread, which gets a copy of its bundle, an empty folder, and nothing else. Two at a time;
 * the others wait. `signal` ends those at work, and those that wait; the calls then throw its reason.
 */
export function startAdversaries(signal?: AbortSignal): Perform {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async (bundle) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await play(bundle, signal);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

async function play(bundle: Parameters<Perform>[0], signal: AbortSignal | undefined): Promise<Findings> {
  signal?.throwIfAborted();
  const folder = makeLabFolder('adversary');
  const worker = new OneShotWorker(workerFile('adversary-worker'), { folder } satisfies AdversaryWorkerData);
  try {
    // Our own worker, from the same build.
    const answer = (await worker.ask(bundle, { signal })) as Answer<Findings>;
    if (!answer.ok) throw errorFromData(answer.error);
    return answer.value;
  } finally {
    // It may be writing: a folder goes when nobody puts files into it any more.
    await worker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
