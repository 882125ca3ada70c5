import { adversaryIds, modelIds } from '../src/contract/lab.ts';
import { runMatrix, vaultCount, type Experiment } from '../src/escrow/lab/index.ts';
import { startAdversaries } from '../src/engine/lab/adversary.ts';
import { startDerivations } from '../src/engine/lab/derivations.ts';
import { atBench } from '../src/engine/lab/lab-bench.ts';
import type { Result } from './results.ts';

/** The longest that the whole matrix may take, in milliseconds. */
const goal = 60_000;

/** Every model against every adversary, on twenty vaults of each model. */
export async function benchMatrix(): Promise<readonly Result[]> {
  const derivations = startDerivations();
  try {
    const begun = performance.now();
    const experiment = await atBench(derivations, (workbench) =>
      runMatrix(workbench, { perform: startAdversaries() }),
    );
    const ours = performance.now() - begun;
    checkCells(experiment);
    const what = `Threat matrix, ${modelIds.length} models, ${adversaryIds.length} adversaries, ${vaultCount} vaults each`;
    return [{ what, ours, peer: null, goal: { milliseconds: goal } }];
  } finally {
    await derivations.stop();
  }
}

/** A matrix that came out otherwise than it should is no measurement of one. */
function checkCells({ records }: Experiment): void {
  for (const { detail } of records) {
    const { cell, prediction } = detail;
    if (cell.outcome !== prediction.outcome || cell.recovered !== prediction.recovered) {
      throw new Error(`${cell.model} ${cell.adversary} came out otherwise than predicted`);
    }
  }
}
