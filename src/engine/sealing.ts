import { Worker } from 'node:worker_threads';
import { errorFromData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import { wipe, type ChunkSealer, type SealedChunk } from '../vault/index.ts';
import type { Run } from './watch.ts';
import { workerFile } from './worker-file.ts';

/** What the worker is started with. It zeroes the key when it is done. */
export interface SealingJob {
  readonly sealer: ChunkSealer;
  readonly file: string;
}

/** What the worker sends. Each batch is answered by any message once it has been written. */
export type SealingMessage =
  | { readonly type: 'batch'; readonly chunks: readonly SealedChunk[]; readonly read: number }
  | { readonly type: 'sealed'; readonly size: number; readonly chunks: number }
  | { readonly type: 'failed'; readonly error: ErrorData };

/** A file that was sealed to its end. */
export interface SealedFile {
  /** Bytes. */
  readonly size: number;
  readonly chunks: number;
}

/**
 * Reads a file and seals it in a worker, with a copy of the key, so that sealing and writing use two processors. `write`
 * gets the chunks in order, with how many bytes of the file have been read by then. Throws as `readPieces` does, what `write`
 * throws, and the run's reason.
 */
export async function sealInWorker(
  sealer: ChunkSealer,
  file: string,
  write: (chunks: readonly SealedChunk[], read: number) => void,
  { signal }: Pick<Run, 'signal'>,
): Promise<SealedFile> {
  signal.throwIfAborted();
  const worker = new Worker(workerFile('sealing-worker'), {
    workerData: { sealer, file } satisfies SealingJob,
    name: 'latchkey-sealing',
  });
  wipe(sealer.key);
  const settled = new AbortController();
  try {
    return await new Promise<SealedFile>((resolve, reject) => {
      const onMessage = (message: SealingMessage) => {
        if (message.type === 'sealed') resolve(message);
        else if (message.type === 'failed') reject(errorFromData(message.error));
        else {
          write(message.chunks, message.read);
          giveBack(message.chunks);
          worker.postMessage(null);
        }
      };
      worker.on('message', (message: SealingMessage) => {
        try {
          signal.throwIfAborted();
          onMessage(message);
        } catch (error) {
          reject(error instanceof Error ? error : new Error('writing failed', { cause: error }));
        }
      });
      worker.once('error', () => reject(workerDied()));
      worker.once('exit', () => reject(workerDied()));
      signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: settled.signal });
    });
  } finally {
    settled.abort();
    worker.removeAllListeners('message');
    // Not waited for: a disk that does not answer would hold up a lock.
    void worker.terminate();
  }
}

/** Frees what the chunks take at once: until the next garbage collection, a hundred megabytes would pile up. */
function giveBack(chunks: readonly SealedChunk[]): void {
  for (const { sealed } of chunks) if (sealed.buffer instanceof ArrayBuffer) sealed.buffer.transfer(0);
}

function workerDied(): LatchkeyError {
  return new LatchkeyError(
    'internal',
    'The part of Latchkey that reads the file stopped before it was done. Nothing was attached. Try again; if it goes on, restart Latchkey.',
  );
}
