import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import type { Result } from './results.ts';
import { percentile } from './timing.ts';

const run = promisify(execFile);

const Typed = v.object({ ours: v.array(v.number()), peer: v.array(v.number()) });

/** Letters typed in the middle of a note of a megabyte, from the key to the paint, beside CodeMirror with nothing around it. */
export async function benchTyping(): Promise<readonly Result[]> {
  const script = fileURLToPath(new URL('../e2e/measure/typing.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [script], { maxBuffer: 16 * 1024 * 1024 });
  const { ours, peer } = v.parse(Typed, JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  const figure = (percent: number, goal: Result['goal']): Result => ({
    what: `Typing in a note of 1 MB until it is painted, p${percent} (peer: CodeMirror alone)`,
    ours: percentile(ours, percent),
    peer: percentile(peer, percent),
    goal,
  });
  return [figure(50, null), figure(95, { milliseconds: 32 })];
}
