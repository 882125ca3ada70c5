import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { errorToData } from '../contract/errors.ts';
import { wipe } from '../vault/bytes.ts';
import { chunkLength, ChunkCutter, type SealedChunk } from '../vault/chunks.ts';
import { systemRandom } from '../vault/random.ts';
import { pieceLength, readPieces } from './file-pieces.ts';
import type { SealingJob, SealingMessage } from './sealing.ts';

if (!parentPort) throw new Error('sealing-worker runs as a worker');
const port = parentPort;
const { sealer, file } = workerData as SealingJob;

/** Chunks in a batch, which becomes one transaction. */
const batchLength = pieceLength / chunkLength;

/** The most batches that this thread is ahead of the disk: memory stays flat however slow that is. */
const mostInFlight = 3;

const cutter = new ChunkCutter(sealer, systemRandom);
let inFlight = 0;
port.on('message', () => {
  inFlight -= 1;
});

async function sealFile(): Promise<void> {
  for (const piece of readPieces(file)) await sendBatch(cutter.push(piece));
  let batch: SealedChunk[] = [];
  for (const chunk of cutter.end()) {
    if (batch.push(chunk) < batchLength) continue;
    await sendBatch(batch);
    batch = [];
  }
  if (batch.length > 0) await sendBatch(batch);
}

async function sendBatch(chunks: readonly SealedChunk[]): Promise<void> {
  if (chunks.length === 0) return;
  while (inFlight >= mostInFlight) await once(port, 'message');
  inFlight += 1;
  send(
    { type: 'batch', chunks, read: cutter.size },
    chunks.map(({ sealed }) => sealed.buffer as ArrayBuffer),
  );
}

function send(message: SealingMessage, moved: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, moved);
}

try {
  await sealFile();
  send({ type: 'sealed', size: cutter.size, chunks: cutter.chunks });
} catch (error) {
  send({ type: 'failed', error: errorToData(error) });
} finally {
  wipe(sealer.key);
}
