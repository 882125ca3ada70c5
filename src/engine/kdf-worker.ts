import { parentPort, workerData } from 'node:worker_threads';
import { defaultKdf } from '../vault/kdf.ts';
import { fastestBuild, startArgon2, type Argon2Input } from './argon2.ts';
import type { KdfWorkerData } from './kdf.ts';

// Everything that can be done before the passphrase is known is done before it comes. Then one job, one answer, and
// the thread that asked ends this one: Argon2's memory goes with it.
const { build = fastestBuild(), isEarly = false } = workerData as KdfWorkerData;
const argon2id = await startArgon2(build, isEarly ? { room: defaultKdf.memoryKiB } : {});

parentPort?.once('message', (input: Argon2Input) => {
  try {
    const output = argon2id(input);
    parentPort?.postMessage(output, 'tag' in output ? [output.tag.buffer as ArrayBuffer] : []);
  } finally {
    input.passphrase.fill(0);
    input.secret?.fill(0);
  }
});
