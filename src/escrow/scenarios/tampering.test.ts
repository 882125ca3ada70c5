import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../vault/index.ts';
import { Witness } from '../warrants/access-log.ts';
import { play } from './index.ts';
import { copyableKey } from './s01-copyable-key.ts';
import { turningItOff } from './s03-turning-it-off.ts';
import { accessSystem } from './s04-access-system.ts';
import { silentReader } from './s07-ghost.ts';
import type { ScenarioBench } from './scenario.ts';
import { memoryBench } from './testing/memory-bench.ts';

describe('a scenario says that its lesson does not hold', () => {
  it('when nobody has looked at the log before it was edited', async () => {
    const unwatched = accessSystem(() => new Witness());
    const run = await play(memoryBench, unwatched);
    expect(run.holds).toBe(false);
    const told = run.steps.flatMap(({ facts }) => facts).find(({ label }) => label.includes('earlier root'));
    expect(told?.tone).toBe('lit');
  });

  it('when whoever has the photographed key cannot read with it', async () => {
    const powerless: ScenarioBench = {
      ...memoryBench,
      perform: (bundle) => memoryBench.perform({ ...bundle, keystores: [] }),
    };
    expect((await play(powerless, copyableKey)).holds).toBe(false);
    expect((await play(powerless, silentReader)).holds).toBe(false);
  });

  it('when turning escrow off gives the vault the key that it had', async () => {
    const random: typeof systemRandom = (length) =>
      length === 32 ? new Uint8Array(32).fill(7) : systemRandom(length);
    const repeating: ScenarioBench = { ...memoryBench, tools: { ...memoryBench.tools, random } };
    const run = await play(repeating, turningItOff);
    expect(run.holds).toBe(false);
  });
});
