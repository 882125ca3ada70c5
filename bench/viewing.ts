import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import type { Result } from './results.ts';
import { percentile } from './timing.ts';

const run = promisify(execFile);

const Times = v.array(v.number());
const Figures = v.object({ opening: Times, wheeling: Times, dragging: Times });
const Measured = v.object({ ours: Figures, peer: Figures });

/**
 * A note opened by a click until its text is painted, and the list scrolled from end to end, beside a page that has a list of plain
 * rows and CodeMirror and nothing else. Of frames, the longest of each round: the least of them says what the list itself takes,
 * the median what it took on this machine as busy as it was.
 */
export async function benchViewing({
  noteCount,
}: {
  readonly noteCount: number;
}): Promise<readonly Result[]> {
  const script = fileURLToPath(new URL('../e2e/measure/list.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [script, String(noteCount)], {
    maxBuffer: 16 * 1024 * 1024,
  });
  const { ours, peer } = v.parse(Measured, JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  const figure = (
    what: string,
    kind: keyof typeof ours,
    percent: number,
    goal: Result['goal'] = null,
  ): Result => ({
    what,
    ours: percentile(ours[kind], percent),
    peer: percentile(peer[kind], percent),
    goal,
  });
  const of = `${noteCount.toLocaleString('en-GB')} notes`;
  return [
    figure(`Opening any of ${of} until it is painted, median (peer: a plain page)`, 'opening', 50),
    figure(`Opening any of ${of} until it is painted, p95`, 'opening', 95, { milliseconds: 50 }),
    figure(`Longest frame while the wheel scrolls ${of}, least of 5`, 'wheeling', 0, { milliseconds: 50 }),
    figure(`Longest frame while the wheel scrolls ${of}, median of 5`, 'wheeling', 50),
    figure(`Longest frame while ${of} are dragged past, least of 5`, 'dragging', 0, { milliseconds: 50 }),
    figure(`Longest frame while ${of} are dragged past, median of 5`, 'dragging', 50),
  ];
}
