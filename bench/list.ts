import { Worker } from 'node:worker_threads';
import type { ListTimes } from './list-worker.ts';
import { withPair, type Pair } from './pair.ts';
import type { Result } from './results.ts';
import { summed } from './timing.ts';

const rounds = 21;

/** From the key to the first hundred rows of the list, and to all of it. */
export async function benchList({ noteCount }: { readonly noteCount: number }): Promise<readonly Result[]> {
  const times = await withPair(noteCount, inTurns);
  const sides = (what: 'first' | 'all') =>
    summed({ ours: times.ours.map((each) => each[what]), peer: times.peer.map((each) => each[what]) });
  const isLarge = noteCount > 10_000;
  return [
    {
      what: `Key known to the first 100 rows, ${noteCount} notes`,
      goal: { milliseconds: 3 },
      ...sides('first'),
    },
    {
      what: `Key known to the whole list, ${noteCount} notes`,
      goal: { ratio: isLarge ? 0.4 : 0.8, milliseconds: isLarge ? 110 : 25 },
      ...sides('all'),
    },
  ];
}

async function inTurns({ vault, peer }: Pair) {
  const times = { ours: [] as ListTimes[], peer: [] as ListTimes[] };
  for (let round = 0; round <= rounds; round++) {
    const both = { ours: () => run('ours', vault), peer: () => run('peer', peer) };
    const first = round % 2 === 0 ? await both.ours() : null;
    const theirs = await both.peer();
    const ours = first ?? (await both.ours());
    if (JSON.stringify(ours.ends) !== JSON.stringify(theirs.ends) || ours.count !== theirs.count) {
      throw new Error('The two lists differ');
    }
    if (round === 0) continue;
    times.ours.push(ours);
    times.peer.push(theirs);
  }
  return times;
}

async function run(side: 'ours' | 'peer', path: string): Promise<ListTimes> {
  const worker = new Worker(new URL('./list-worker.ts', import.meta.url), { workerData: { side, path } });
  const { promise, resolve, reject } = Promise.withResolvers<ListTimes>();
  worker.once('message', resolve);
  worker.once('error', reject);
  try {
    return await promise;
  } finally {
    await worker.terminate();
  }
}
