import { Worker } from 'node:worker_threads';
import { LatchkeyError } from '../../contract/errors.ts';
import type { DeriveKey } from '../../vault/index.ts';
import type { Argon2Output } from '../argon2.ts';
import { workerFile } from '../worker-file.ts';

/** A thread that derives keys one after the other, for many cheap ones. */
export interface Derivations {
  /** As `DeriveKey`. Throws `kdf-parameters-refused` if the machine has not the memory, and `cancelled` once stopped. */
  readonly deriveKey: DeriveKey;
  stop(): Promise<void>;
}

type Waiting = PromiseWithResolvers<Argon2Output>;

/** Starts the thread. It does not keep the program running. */
export function startDerivations(): Derivations {
  const worker = new Worker(workerFile('derivations-worker'));
  const waiting: Waiting[] = [];
  const endAll = () => {
    for (const { reject } of waiting.splice(0)) reject(ended());
  };
  // Answers come in the order of the questions.
  worker.on('message', (output: Argon2Output) => waiting.shift()?.resolve(output));
  worker.on('error', endAll);
  worker.on('exit', endAll);
  worker.unref();
  return {
    async deriveKey(passphrase, salt, parameters) {
      const answer = Promise.withResolvers<Argon2Output>();
      waiting.push(answer);
      worker.ref();
      worker.postMessage({ passphrase, salt, ...parameters, tagLength: 32 });
      try {
        return tagOf(await answer.promise);
      } finally {
        if (waiting.length === 0) worker.unref();
      }
    },
    async stop() {
      await worker.terminate();
    },
  };
}

/** The key in what Argon2 gave. Throws `kdf-parameters-refused` where it had too little memory. */
export function tagOf(output: Argon2Output): Uint8Array {
  if ('tag' in output) return output.tag;
  if (output.failure !== 'memory') {
    throw new Error(`Argon2 refused its input (code ${output.failure.code})`);
  }
  throw new LatchkeyError(
    'kdf-parameters-refused',
    'A demo vault’s passphrase takes more memory than could be had now. Close other programs and try again.',
  );
}

function ended(): LatchkeyError {
  return new LatchkeyError('cancelled', 'The experiment was stopped. Its demo vaults are gone.');
}
