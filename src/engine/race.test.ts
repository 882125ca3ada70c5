import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readEverything } from './fixtures/reading.ts';
import { makeRichVault } from './fixtures/rich-vault.ts';
import { freshPath, openVault, removeFolders } from './fixtures/vaults.ts';

afterAll(removeFolders);

const racer = fileURLToPath(new URL('fixtures/racer.ts', import.meta.url));
const racers = 8;
/** Milliseconds until all of them have started, also on a busy machine. */
const head = 2_500;
const length = 4_000;

describe('eight programs that want one vault at once', () => {
  it(
    'get it one after another, and whoever comes in between is told that it is in use',
    { timeout: 120_000 },
    async () => {
      const { path, phrase } = await makeRichVault(freshPath());
      const before = (await readEverything(path, phrase)).texts;
      const begin = Date.now() + head;
      const answers = await Promise.all(Array.from({ length: racers }, () => race(path, phrase, begin)));
      const counts = new Map<string, number>();
      for (const [answer, count] of answers.flatMap((each) => Object.entries(each)))
        counts.set(answer, (counts.get(answer) ?? 0) + count);
      console.log(`race: ${[...counts].map(([answer, count]) => `${count} ${answer}`).join(', ')}`);
      expect([...counts.keys()].sort()).toEqual(['open', 'vault-in-use']);
      expect(answers.filter(({ open = 0 }) => open > 0).length).toBeGreaterThan(1);
      expect(readdirSync(dirname(path))).toEqual(['notes.latchkey']);
      const after = await readEverything(path, phrase);
      expect(after.problems).toEqual([]);
      for (const [place, held] of before) expect(after.texts.get(place)).toBe(held);
      const vault = await openVault(path);
      const saved = vault
        .list()
        .filter((entry) => entry.state === 'readable' && /^\d+ \d+$/.test(entry.title));
      vault.lock();
      expect(saved).toHaveLength(counts.get('open') ?? 0);
    },
  );
});

async function race(path: string, phrase: string, begin: number): Promise<Record<string, number>> {
  const child = spawn(process.execPath, [racer, path, phrase, String(begin), String(begin + length)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(child.exitCode).toBe(0);
  return JSON.parse(output) as Record<string, number>;
}
