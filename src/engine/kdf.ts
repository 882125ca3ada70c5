import { LatchkeyError } from '../contract/errors.ts';
import { wipe, type KdfParameters } from '../vault/index.ts';
import type { Argon2Build, Argon2Input, Argon2Output } from './argon2.ts';
import { askOneShotWorker } from './one-shot-worker.ts';
import { workerFile } from './worker-file.ts';

/** Length of a slot secret, in bytes. */
const keyLength = 32;

/** What the worker is given. Without a build it takes the fastest that runs here. */
export type KdfJob = Argon2Input & { readonly build?: Argon2Build };

/**
 * Argon2id (RFC 9106) in a worker that ends when it has answered, so that this thread is never held up and the memory
 * is given back. The caller zeroes what it passes and what it gets. Throws `kdf-parameters-refused` if the machine has
 * not the memory, `internal` if the worker dies, and the reason of `signal` when that fires.
 */
export function deriveKey(
  passphrase: Uint8Array,
  salt: Uint8Array,
  parameters: KdfParameters,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  return argon2id({ passphrase, salt, ...parameters, tagLength: keyLength }, signal);
}

/** Argon2id with every input it has. */
export async function argon2id(job: KdfJob, signal?: AbortSignal): Promise<Uint8Array> {
  const passphrase = Uint8Array.from(job.passphrase);
  const output = (await askOneShotWorker(workerFile('kdf-worker'), {
    job: { ...job, passphrase },
    transfer: [passphrase.buffer],
    signal,
  }).finally(() => {
    // The worker zeroes the bytes once they are its own.
    if (!passphrase.buffer.detached) wipe(passphrase);
  })) as Argon2Output;
  if ('tag' in output) return output.tag;
  if (output.failure === 'memory') throw tooLittleMemory(job.memoryKiB);
  throw new Error(`Argon2 refused its input (code ${output.failure.code})`);
}

function tooLittleMemory(memoryKiB: number): LatchkeyError {
  return new LatchkeyError(
    'kdf-parameters-refused',
    `Checking this vault's passphrase takes ${Math.ceil(memoryKiB / 1024)} MiB of memory, more than could be had now. Close other programs and try again.`,
  );
}
