import { parentPort, workerData } from 'node:worker_threads';
import { wipe } from '../vault/bytes.ts';
import { computeArgon2, fastestBuild } from './argon2.ts';
import type { KdfJob } from './kdf.ts';

// One job, one answer, and the thread that asked ends this one: Argon2's memory goes with it.
const { build = fastestBuild(), ...input } = workerData as KdfJob;
try {
  const output = await computeArgon2(input, build);
  parentPort?.postMessage(output, 'tag' in output ? [output.tag.buffer as ArrayBuffer] : []);
} finally {
  wipe(input.passphrase, input.secret);
}
