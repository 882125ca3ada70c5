import { describe, expect, it } from 'vitest';
import { LatchkeyError } from '../../../contract/index.ts';
import { createApi } from '../../bridge/api.ts';
import { fakeBridge } from '../../bridge/fake-bridge.ts';
import { trialOf } from '../trials.ts';
import { someRun } from './fake-run.ts';
import { scenariosOf } from './scenario-store.ts';

describe('the scenarios of a window', () => {
  it('are run by their number, and every page finds the same run', async () => {
    const { bridge, calls } = fakeBridge({ 'lab.scenario': () => someRun() });
    const api = createApi(bridge);
    await scenariosOf(api).run(5);
    await scenariosOf(api).need(5);
    expect(calls).toEqual([{ method: 'lab.scenario', request: { number: 5 } }]);
    expect(trialOf(scenariosOf(api).store.getState(), 5).result).toEqual(someRun());
  });

  it('show a run that does not bear its lesson out as it is', async () => {
    const { bridge } = fakeBridge({ 'lab.scenario': () => someRun({ holds: false }) });
    const scenarios = scenariosOf(createApi(bridge));
    await scenarios.run(5);
    expect(trialOf(scenarios.store.getState(), 5).result?.holds).toBe(false);
  });

  it('say why one did not run', async () => {
    const { bridge } = fakeBridge({
      'lab.scenario': () => {
        throw new LatchkeyError('conflict', 'The lab is at work already.');
      },
    });
    const scenarios = scenariosOf(createApi(bridge));
    await scenarios.run(5);
    expect(trialOf(scenarios.store.getState(), 5).failure?.message).toBe('The lab is at work already.');
  });
});
