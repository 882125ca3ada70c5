import { statSync } from 'node:fs';
import { leaveIndex, withPair } from './pair.ts';
import { Peer } from './peer.ts';
import type { Result } from './results.ts';
import { makeSearchCorpus } from './search-corpus.ts';

const megabyte = 1e6;

/** The closed files, with all that either keeps for listing and finding. */
export function benchSize({ noteCount }: { readonly noteCount: number }): Promise<readonly Result[]> {
  return withPair(noteCount, async (pair) => {
    const word = makeSearchCorpus(1).words[100] ?? '';
    const found = await leaveIndex(pair, word);
    const peer = new Peer(pair.peer);
    const peerFound = peer.count(word);
    peer.close();
    if (found !== peerFound) throw new Error('The two find different notes');
    const [ours, theirs] = [pair.vault, pair.peer].map((file) => statSync(file).size / megabyte);
    const goal = { ratio: 0.6 };
    return [{ what: `File, ${noteCount} notes`, ours: ours ?? NaN, peer: theirs ?? NaN, unit: 'MB', goal }];
  });
}
