/**
 * `npm run fuzz -- [target …] [--minutes N] [--seed S]`: gives each target N minutes (1 if absent) of changed inputs, one
 * target after another. What it finds goes to `found/`, where ordinary tests try it again, and makes it end with 1.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { keepFound } from './found.ts';
import { loadTarget, targetNames } from './targets/index.ts';
import { runWatched } from './watched.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
});
const seconds = 60 * Number(values.minutes);
const seed = Number(values.seed ?? randomInt(2 ** 30));
if (!(seconds > 0) || !Number.isSafeInteger(seed))
  throw new Error('Give --minutes a number above 0 and --seed a whole number.');

const chosen = positionals.length === 0 ? targetNames : positionals;
console.log(`seed ${seed}`);
for (const name of chosen) {
  const target = await loadTarget(name);
  const { runs, milliseconds, peak, found } = await runWatched(target, seconds, seed);
  const rate = Math.round((1000 * runs) / milliseconds);
  console.log(
    `${target.name}: ${runs} runs in ${Math.round(milliseconds / 1000)} s (${rate}/s), peak ${Math.round(peak / 1024)} MiB, ${found.length} findings`,
  );
  for (const each of found) console.log(`  ${each.why}\n  ${keepFound(each)}`);
  if (found.length > 0) process.exitCode = 1;
}
