import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEverything, wrongsOf, type Readings } from './fixtures/reading.ts';
import { makeRichVault, type RichVault } from './fixtures/rich-vault.ts';
import { randomFrom } from './fixtures/random.ts';
import { freshPath, removeFolders, withBitFlipped } from './fixtures/vaults.ts';

/** Drawn anew each time, so that few runs add up to many places: more at once when asked. */
const flips = process.env.SLOW === undefined ? 500 : 2_000;

let vault: RichVault;
let whole: Uint8Array;
let original: Readings;

beforeAll(async () => {
  vault = await makeRichVault(freshPath());
  whole = new Uint8Array(readFileSync(vault.path));
  original = await readEverything(vault.path, vault.phrase);
}, 60_000);

afterAll(removeFolders);

describe('a vault file with one bit the other way', () => {
  it('reads whole before any bit is flipped', () => {
    expect(original.refusal).toBeNull();
    expect(original.failures).toEqual([]);
    expect(original.problems).toEqual([]);
    expect(original.texts.size).toBeGreaterThan(60);
  });

  it(
    `shows what it held or says what is wrong, wherever the bit is: ${flips} offsets`,
    { timeout: 120_000 },
    async () => {
      const seed = randomInt(2 ** 31);
      const random = randomFrom(seed);
      const counts = new Map<string, number>();
      const wrongs: string[] = [];
      for (let round = 0; round < flips; round++) {
        const bit = Math.floor(random() * whole.length * 8);
        writeFileSync(vault.path, withBitFlipped(whole, bit));
        const found = await readEverything(vault.path, vault.phrase);
        const outcome = outcomeOf(found);
        for (const wrong of wrongsOf(found, original))
          wrongs.push(`byte ${bit >> 3}, bit ${bit & 7}: ${wrong}`);
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      }
      const lines = [...counts].sort(([, one], [, other]) => other - one);
      console.log(
        `bit flips: seed ${seed}, ${flips} in ${whole.length} bytes: ` +
          lines.map(([outcome, count]) => `${count} ${outcome}`).join(', '),
      );
      expect(wrongs, `seed ${seed}`).toEqual([]);
      expect(counts.get('unaffected') ?? 0).toBeGreaterThan(0);
      expect(counts.get('record-tampered') ?? 0).toBeGreaterThan(flips / 4);
    },
  );
});

/** How it went, in a word: the code of the refusal, the code of the first thing wrong, or that nothing is. */
function outcomeOf({ refusal, failures, problems }: Readings): string {
  return refusal ?? failures[0]?.code ?? (problems[0] === undefined ? 'unaffected' : `only ${problems[0]}`);
}
