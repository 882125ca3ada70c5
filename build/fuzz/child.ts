/**
 * Runs one target, as a process of its own: what it does to memory, or for ever, it does to itself.
 *
 * Arguments: `run`, the target's name, seconds, a seed and a file in which it notes what it is about to try; or `try`, the
 * target's name and a file with one input.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import fc from 'fast-check';
import { decode, encode } from './found.ts';
import type { Target } from './target.ts';
import { loadTarget } from './targets/index.ts';

/** The most memory a process may ever have had, in KiB. */
const maxMemory = 512 * 1024;
/** Milliseconds between two signs of life. */
const pulse = 250;
const runsInRound = 400;

/** What the process says of itself. */
export type ChildMessage =
  | { readonly type: 'alive'; readonly runs: number; readonly peak: number }
  | { readonly type: 'found'; readonly why: string; readonly input: string };

/** How a process ends that took too much memory. */
export const memoryExit = 77;

const [mode = '', name = '', ...rest] = process.argv.slice(2);
const target = await loadTarget(name);
// From here on, every call is timed.
await say({ type: 'alive', runs: 0, peak: process.resourceUsage().maxRSS });
if (mode === 'run') await run(target, Number(rest[0]), Number(rest[1]), rest[2] ?? '');
else await target.run(decode(readFileSync(rest[0] ?? '', 'utf8')));
leaveIfTooLarge();

async function run({ inputs, run: tryOne }: Target, seconds: number, seed: number, notes: string) {
  const end = performance.now() + seconds * 1000;
  const file = openSync(notes, 'w');
  const known = new Set<string>();
  let [runs, lastSign] = [0, 0];
  for (let round = seed; performance.now() < end; round++) {
    let index = 0;
    const property = fc.asyncProperty(inputs, async (input) => {
      writeSync(file, `${round} ${index++}`.padEnd(32), 0);
      runs += 1;
      await tryOne(input);
      leaveIfTooLarge();
      if (performance.now() - lastSign < pulse) return;
      lastSign = performance.now();
      await say({ type: 'alive', runs, peak: process.resourceUsage().maxRSS });
    });
    const limit = Math.max(1, end - performance.now());
    const details = await fc.check(property, {
      seed: round,
      numRuns: runsInRound,
      interruptAfterTimeLimit: limit,
      markInterruptAsFailure: false,
    });
    const why = whyOf(details.errorInstance);
    if (!details.failed || details.counterexample === null || known.has(why)) continue;
    known.add(why);
    await say({ type: 'found', why, input: encode(details.counterexample[0]) });
  }
  await say({ type: 'alive', runs, peak: process.resourceUsage().maxRSS });
  closeSync(file);
}

function leaveIfTooLarge(): void {
  if (process.resourceUsage().maxRSS > maxMemory) process.exit(memoryExit);
}

/** The error, and the first of our lines that it came from. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const line = error.stack?.split('\n').find((each) => each.includes('/src/')) ?? '';
  return `${error.name}: ${error.message.slice(0, 200)} ${/src\/[^)]*/.exec(line)?.[0] ?? ''}`.trim();
}

/** Waits until it is said: a long message would otherwise wait for a pause that never comes, and later ones behind it. */
async function say(message: ChildMessage): Promise<void> {
  await new Promise((resolve) => {
    if (process.send) process.send(message, resolve);
    else resolve(null);
  });
}
