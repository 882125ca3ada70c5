import { LatchkeyError } from '../contract/errors.ts';
import { wipe, type KdfParameters } from '../vault/index.ts';
import type { Argon2Build, Argon2Input, Argon2Output } from './argon2.ts';
import { OneShotWorker } from './one-shot-worker.ts';
import { workerFile } from './worker-file.ts';

/** Length of a slot secret, in bytes. */
const keyLength = 32;

/** What the worker is started with. Without a build it takes the fastest that runs here. */
export interface KdfWorkerData {
  readonly build?: Argon2Build;
  /** Whether nobody waits for it yet, so that there is time to ask for memory. */
  readonly isEarly?: boolean;
}

export interface DerivationOptions extends KdfWorkerData {
  readonly signal?: AbortSignal | undefined;
}

/** The worker that waits for the next passphrase. */
let waiting: OneShotWorker | null = null;

/** Starts a worker for the next key, so that whoever types a passphrase does not wait for that too. */
export function prepareKdf(): void {
  if (!waiting?.isAlive) waiting = startWorker({ isEarly: true });
}

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
  return argon2id({ passphrase, salt, ...parameters, tagLength: keyLength }, { signal });
}

/** Argon2id with every input it has. */
export async function argon2id(
  input: Argon2Input,
  { signal, ...data }: DerivationOptions = {},
): Promise<Uint8Array> {
  const worker = takeWorker(data);
  const passphrase = Uint8Array.from(input.passphrase);
  const answer = worker
    .ask({ ...input, passphrase }, { transfer: [passphrase.buffer], signal })
    .finally(() => {
      // The worker zeroes the bytes once they are its own.
      if (!passphrase.buffer.detached) wipe(passphrase);
    });
  // Our own worker, from the same build.
  const output = (await answer) as Argon2Output;
  if ('tag' in output) return output.tag;
  if (output.failure === 'memory') throw tooLittleMemory(input.memoryKiB);
  throw new Error(`Argon2 refused its input (code ${output.failure.code})`);
}

function takeWorker(data: KdfWorkerData): OneShotWorker {
  if (data.build !== undefined || !waiting?.isAlive) return startWorker(data);
  const worker = waiting;
  waiting = null;
  return worker;
}

function startWorker(data: KdfWorkerData): OneShotWorker {
  return new OneShotWorker(workerFile('kdf-worker'), data);
}

function tooLittleMemory(memoryKiB: number): LatchkeyError {
  return new LatchkeyError(
    'kdf-parameters-refused',
    `Checking this vault's passphrase takes ${Math.ceil(memoryKiB / 1024)} MiB of memory, more than could be had now. Close other programs and try again.`,
  );
}
