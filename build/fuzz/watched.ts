import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { ChildMessage } from './child.ts';
import { decode, encode, type Found } from './found.ts';
import type { Target } from './target.ts';

const childFile = fileURLToPath(new URL('child.ts', import.meta.url));
/** In milliseconds. */
export interface Patience {
  /** How long one call may take. */
  readonly call: number;
  /** How long it may take to make a case smaller that ends its process. */
  readonly shrinking: number;
}

/** How long a process may take to start, in milliseconds. */
const starting = 10_000;

const usualPatience: Patience = { call: 10_000, shrinking: 120_000 };
/** What `child.ts` ends with when it has taken too much memory. */
const memoryExit = 77;

/** How a run of one target went. */
export interface Outcome {
  readonly runs: number;
  readonly milliseconds: number;
  /** The most memory the process had, in KiB. */
  readonly peak: number;
  readonly found: readonly Found[];
}

/** Runs a target in a process of its own for so long. A process that dies or hangs is a finding, and the next one goes on. */
export async function runWatched(
  target: Target,
  seconds: number,
  seed: number,
  patience = usualPatience,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-fuzz-'));
  const start = performance.now();
  const found: Found[] = [];
  let [runs, peak] = [0, 0];
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      const left = seconds - (performance.now() - start) / 1000;
      if (left <= 0) break;
      const notes = join(folder, `notes-${attempt}`);
      const life = await live(
        target.name,
        ['run', target.name, String(left), String(seed + attempt * 1e6), notes],
        patience,
      );
      runs += life.runs;
      peak = Math.max(peak, life.peak);
      found.push(...life.found);
      if (life.death === null) break;
      found.push(await smaller(target, life.death, readFileSync(notes, 'utf8'), { folder, patience }));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { runs, milliseconds: performance.now() - start, peak, found };
}

/** The processes that are running. One that hangs would outlive this one. */
const living = new Set<ChildProcess>();
process.on('exit', endAll);

function endAll(): void {
  for (const child of living) child.kill('SIGKILL');
}

interface Life {
  readonly runs: number;
  readonly peak: number;
  readonly found: readonly Found[];
  /** Why the process ended before its time; null if it did not. */
  readonly death: string | null;
}

async function live(name: string, args: readonly string[], { call }: Patience): Promise<Life> {
  const child = fork(childFile, args, {
    execArgv: ['--max-old-space-size=256'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const found: Found[] = [];
  let [runs, peak, isHung, words] = [0, 0, false, ''];
  child.stderr?.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2000)));
  const watch = watchdog(child, call, () => (isHung = true));
  child.on('message', (message: ChildMessage) => {
    watch.touch();
    if (message.type === 'alive') ({ runs, peak } = message);
    else found.push({ target: name, why: message.why, input: decode(message.input) });
  });
  living.add(child);
  await once(child, 'exit');
  living.delete(child);
  watch.stop();
  return { runs, peak, found, death: isHung ? `took longer than ${call / 1000} s` : deathOf(child, words) };
}

function deathOf(child: ChildProcess, words: string): string | null {
  if (child.exitCode === 0) return null;
  if (child.exitCode === memoryExit) return 'took more than 512 MiB';
  return `ended its process (${child.signalCode ?? child.exitCode}): ${words.trim().split('\n').slice(0, 8).join(' / ')}`;
}

/** Ends a process that shows no sign of life. Generating and starting take time, too: it gets a little more at first. */
function watchdog(child: ChildProcess, call: number, onHang: () => void) {
  const bite = () => {
    onHang();
    child.kill('SIGKILL');
  };
  let timer = setTimeout(bite, starting + call);
  return {
    touch() {
      clearTimeout(timer);
      timer = setTimeout(bite, call);
    },
    stop: () => clearTimeout(timer),
  };
}

/** The smallest input found in the time there is that still ends a process of its own in the same way. */
async function smaller(
  target: Target,
  why: string,
  notes: string,
  { folder, patience }: { readonly folder: string; readonly patience: Patience },
): Promise<Found> {
  const [seed = 0, index = 0] = notes.trim().split(' ').map(Number);
  const file = join(folder, 'input.json');
  const property = fc.asyncProperty(target.inputs, async (input) => {
    writeFileSync(file, encode(input));
    const { death } = await live(target.name, ['try', target.name, file], patience);
    if (death !== null) throw new Error(death);
  });
  const details = await fc.check(property, {
    seed,
    path: String(index),
    numRuns: 1,
    interruptAfterTimeLimit: patience.shrinking,
  });
  // Out of time, the last one may still be going on.
  endAll();
  const [first] = fc.sample(target.inputs, { seed, path: String(index), numRuns: 1 });
  const isAgain = details.failed && details.counterexample !== null;
  return {
    target: target.name,
    why: isAgain ? why : `${why} (once: alone it does not)`,
    input: details.counterexample?.[0] ?? first,
  };
}
