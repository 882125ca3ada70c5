import type { ScenarioInfo, SceneStep } from '../../contract/lab.ts';
import type { Bundle, Findings, Workbench } from '../lab/workbench.ts';

/** What a scenario works with. */
export interface ScenarioBench extends Workbench {
  /** Lets somebody loose on a bundle who has nothing else: a worker of its own, in the app. */
  perform(bundle: Bundle): Promise<Findings>;
}

/** Something that is tried out in front of people, step by step. */
export interface Scenario {
  readonly info: ScenarioInfo;
  /**
   * Does it: a step is given out once it has happened. In the end, whether what was seen is what the lesson says, which is
   * worked out from what came back.
   */
  run(bench: ScenarioBench): AsyncGenerator<SceneStep, boolean>;
}
