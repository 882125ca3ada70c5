import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../contract/errors.ts';
import { ScenarioInfo, ScenarioRun, type Fact, type SceneStep } from '../../contract/lab.ts';
import { sources } from '../facts/index.ts';
import { play, runScenario, scenarios } from './index.ts';
import { memoryBench } from './testing/memory-bench.ts';

/** Facts that tell a refusal in words, and not as a count of nothing. */
function refusalsIn(steps: readonly SceneStep[]): readonly Fact[] {
  return steps
    .flatMap(({ facts }) => facts)
    .filter(({ tone, kind, value }) => tone === 'refused' && kind === 'text' && !/^0 of \d+$/.test(value));
}

describe.each(scenarios)('scenario $info.number, $info.title', (scenario) => {
  it('shows what its lesson says, step by step', async () => {
    const told: SceneStep[] = [];
    const run = await play(memoryBench, scenario, (step) => void told.push(step));
    expect(run.holds).toBe(true);
    expect(v.parse(ScenarioRun, run)).toEqual(run);
    expect(told).toEqual(run.steps);
    const stages = new Set(run.steps.map(({ stage }) => stage));
    expect(stages).toEqual(new Set(['set-up', 'action', 'seen']));
    for (const { value } of refusalsIn(run.steps)) {
      // Words for people, and no code.
      expect(value).toMatch(/^[\p{Lu}].*[.…]$|^[a-z ]+$/su);
      expect(errorCodes.filter((code) => code.includes('-') && value.includes(code))).toEqual([]);
    }
    for (const { table } of run.steps) {
      for (const row of table?.rows ?? []) expect(row).toHaveLength(table?.columns.length ?? 0);
    }
  });

  it('names sources that there are, and keeps to what the window takes', () => {
    const { info } = scenario;
    expect(v.parse(ScenarioInfo, info)).toEqual(info);
    const known = sources.map(({ id }) => id);
    for (const id of info.mirrors.sources) expect(known).toContain(id);
    expect(info.mirrors.sources).not.toHaveLength(0);
    for (const words of [info.title, info.line, info.lesson, info.mirrors.what]) {
      expect(words).not.toMatch(/\bsecure\b/i);
    }
  });
});

describe('the scenarios', () => {
  it('are fourteen, in order', () => {
    expect(scenarios.map(({ info }) => info.number)).toEqual(Array.from({ length: 14 }, (_, at) => at + 1));
  });

  it('do not include a fifteenth', async () => {
    await expect(runScenario(memoryBench, 15)).rejects.toThrow(RangeError);
  });
});
