import type { ScenarioRun, SceneStep } from '../../contract/lab.ts';
import { copyableKey } from './s01-copyable-key.ts';
import { noRecall } from './s02-no-recall.ts';
import { turningItOff } from './s03-turning-it-off.ts';
import { accessSystem } from './s04-access-system.ts';
import { warrantIsAnIf } from './s05-warrant-is-an-if.ts';
import { forgedLeaf } from './s06-forged-leaf.ts';
import { silentReader } from './s07-ghost.ts';
import { hashtags } from './s08-hashtags.ts';
import { changedOwner } from './s09-changed-owner.ts';
import { lostShares } from './s10-lost-shares.ts';
import { crumpleRace } from './s11-crumple-race.ts';
import { whoIsReached } from './s12-who-is-reached.ts';
import { forger } from './s13-forger.ts';
import { withdrawn } from './s14-withdrawn.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';

export type { Scenario, ScenarioBench } from './scenario.ts';

/** Everything that can be tried out, by its number. */
export const scenarios: readonly Scenario[] = [
  copyableKey,
  noRecall,
  turningItOff,
  accessSystem(),
  warrantIsAnIf,
  forgedLeaf,
  silentReader,
  hashtags,
  changedOwner,
  lostShares,
  crumpleRace,
  whoIsReached,
  forger,
  withdrawn,
];

/** The scenario of this number. */
function scenarioOf(number: number): Scenario {
  const found = scenarios.find(({ info }) => info.number === number);
  if (!found) throw new RangeError(`There is no scenario ${number}`);
  return found;
}

/** Plays a scenario from its beginning to its end. Each step is told as it happens. Throws what goes wrong unforeseen. */
export async function runScenario(
  bench: ScenarioBench,
  number: number,
  onStep?: (step: SceneStep) => void,
): Promise<ScenarioRun> {
  return await play(bench, scenarioOf(number), onStep);
}

/** `runScenario`, for one that is at hand. */
export async function play(
  bench: ScenarioBench,
  scenario: Scenario,
  onStep: (step: SceneStep) => void = () => undefined,
): Promise<ScenarioRun> {
  const steps: SceneStep[] = [];
  const start = Date.now();
  const scene = scenario.run(bench);
  let next = await scene.next();
  while (!next.done) {
    steps.push(next.value);
    onStep(next.value);
    next = await scene.next();
  }
  return { scenario: scenario.info, steps, holds: next.value, seconds: (Date.now() - start) / 1000 };
}
