import type { ScenarioRun } from '../../../contract/index.ts';
import type { Api } from '../../bridge/api.ts';
import { createTrials, type Trials } from '../trials.ts';

/** Scenarios by their numbers, and what came of each. */
export type Scenarios = Trials<number, ScenarioRun>;

const kept = new WeakMap<Api, Scenarios>();

/** The scenarios of this window: what was run stays while another page is shown, and every page shows the same run. */
export function scenariosOf(api: Api): Scenarios {
  const known = kept.get(api) ?? createTrials((number: number) => api.call('lab.scenario', { number }));
  kept.set(api, known);
  return known;
}
