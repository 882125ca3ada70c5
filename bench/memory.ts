import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { leaveIndex, withPair } from './pair.ts';
import type { Result } from './results.ts';
import { makeSearchCorpus } from './search-corpus.ts';
import { percentile } from './timing.ts';

const rounds = 3;
const megabyte = 1e6;
const child = fileURLToPath(new URL('./memory-child.ts', import.meta.url));

/** The whole process, with the list read and the index loaded. */
export function benchMemory({ noteCount }: { readonly noteCount: number }): Promise<readonly Result[]> {
  const word = makeSearchCorpus(1).words[100] ?? '';
  const memoryOf = (side: 'ours' | 'peer', path: string) =>
    Number(execFileSync(process.execPath, ['--expose-gc', child, side, path, word])) / megabyte;
  return withPair(noteCount, async (pair) => {
    const { vault, peer } = pair;
    await leaveIndex(pair, word);
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      ours.push(memoryOf('ours', vault));
      theirs.push(memoryOf('peer', peer));
    }
    const goal = { ratio: noteCount > 10_000 ? 0.5 : 1 };
    const what = `Memory with list and index, ${noteCount} notes`;
    return [{ what, ours: percentile(ours, 50), peer: percentile(theirs, 50), unit: 'MB', goal }];
  });
}
