import { createWriteStream } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeHeapSnapshot } from 'node:v8';
import type { Worker } from 'node:worker_threads';
import { serve } from './link.ts';

const threads = createRequire(import.meta.url)('node:worker_threads') as { Worker: typeof Worker };

/** The threads that the app's main thread has started and that have not ended. */
const running = new Set<Worker>();

class WatchedWorker extends threads.Worker {
  constructor(...args: ConstructorParameters<typeof Worker>) {
    super(...args);
    running.add(this);
    this.once('exit', () => running.delete(this));
  }
}

// The app is not changed for this: what it starts as a thread is one of these.
threads.Worker = WatchedWorker;
syncBuiltinESMExports();

serve({
  /** Collects garbage first, as V8 does for every picture of a heap. Answers the files. */
  async writeHeaps({ folder }) {
    const ofMain = writeHeapSnapshot(join(folder, 'main.heapsnapshot'));
    const files: string[] = [];
    for (const worker of running) {
      const file = join(folder, `thread-${worker.threadId}.heapsnapshot`);
      await pipeline(await worker.getHeapSnapshot(), createWriteStream(file));
      files.push(file);
    }
    return [ofMain, ...files];
  },
});
