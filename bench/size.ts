import { statSync } from 'node:fs';
import { startEngine } from '../src/engine/index.ts';
import { passphrase, resources, untilFound, withPair } from './pair.ts';
import { Peer } from './peer.ts';
import type { Result } from './results.ts';
import { makeSearchCorpus } from './search-corpus.ts';

const megabyte = 1e6;

/** The closed files, with all that either keeps for listing and finding. */
export function benchSize({ noteCount }: { readonly noteCount: number }): Promise<readonly Result[]> {
  return withPair(noteCount, async ({ vault, peer: path }) => {
    const { words } = makeSearchCorpus(noteCount);
    const word = words[100] ?? '';
    const engine = startEngine({ resources });
    const peer = new Peer(path);
    try {
      await engine.unlock({ path: vault, passphrase });
      const { total } = await untilFound(engine, word);
      if (total !== peer.count(word)) throw new Error('The two find different notes');
      // As long as it takes until the index is left in the cache.
      await engine.lock();
    } finally {
      await engine.stop();
      peer.close();
    }
    const [ours, theirs] = [vault, path].map((file) => statSync(file).size / megabyte);
    const goal = { ratio: 0.6 };
    return [{ what: `File, ${noteCount} notes`, ours: ours ?? NaN, peer: theirs ?? NaN, unit: 'MB', goal }];
  });
}
