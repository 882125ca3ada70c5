import { parentPort, workerData } from 'node:worker_threads';
import type { Answer } from '../../contract/contract.ts';
import { errorToData } from '../../contract/errors.ts';
import { attack } from '../../escrow/lab/attack.ts';
import type { Bundle, Findings } from '../../escrow/lab/index.ts';
import type { DeriveKey } from '../../vault/index.ts';
import { fastestBuild, startArgon2 } from '../argon2.ts';
import type { AdversaryWorkerData } from './adversary.ts';
import { openDemoFolder } from './demo-files.ts';
import { tagOf } from './derivations.ts';

// One adversary: it has the bundle that it is sent and an empty folder, gives one answer, and is ended.
const { folder } = workerData as AdversaryWorkerData;

/** Made ready when the first passphrase is tried: most adversaries try none. */
let argon2id: ReturnType<typeof startArgon2> | undefined;

const deriveKey: DeriveKey = async (passphrase, salt, parameters) => {
  argon2id ??= startArgon2(fastestBuild());
  return tagOf((await argon2id)({ passphrase, salt, ...parameters, tagLength: 32 }));
};

parentPort?.once('message', (bundle: Bundle) => {
  void play(bundle).then((answer) => parentPort?.postMessage(answer));
});

async function play(bundle: Bundle): Promise<Answer<Findings>> {
  const { files } = openDemoFolder(folder);
  try {
    return { ok: true, value: await attack(bundle, { files, deriveKey, now: () => performance.now() }) };
  } catch (error) {
    return { ok: false, error: errorToData(error) };
  }
}
