import { LatchkeyError } from '../../contract/errors.ts';
import type {
  AdversaryId,
  CellDetail,
  CeremonyRun,
  MatrixRun,
  ModelId,
  NumbersInput,
  NumbersResult,
  ScenarioRun,
} from '../../contract/lab.ts';
import { makeEvidence, type Experiment } from '../../escrow/lab/index.ts';
import type { ReportInput } from '../../escrow/report/index.ts';
import { packing } from './packing.ts';

/** Ceremonies that a report tells of: the last ones. */
const mostCeremonies = 20;

/** A run of the matrix with everything that is asked about it afterwards. */
interface LastRun {
  readonly run: MatrixRun;
  readonly details: readonly CellDetail[];
  /** A whole evidence file. */
  readonly evidence: Uint8Array;
}

/** What was run since the lab was opened. */
export class LabRecord {
  #last: LastRun | null = null;
  #numbers: { readonly input: NumbersInput; readonly result: NumbersResult } | null = null;
  readonly #ceremonies: CeremonyRun[] = [];
  /** By number: a scenario that is played again takes the place of what it was. */
  readonly #scenarios = new Map<number, ScenarioRun>();

  get matrix(): MatrixRun | null {
    return this.#last?.run ?? null;
  }

  /** The evidence of the last run: a copy. Throws `not-found` before the first. */
  get evidence(): Uint8Array {
    return this.#lastRun().evidence.slice();
  }

  /** Throws `not-found` before the first run, and for a cell that was not in it. */
  cell(model: ModelId, adversary: AdversaryId): CellDetail {
    const found = this.#lastRun().details.find(
      ({ cell }) => cell.model === model && cell.adversary === adversary,
    );
    if (!found) throw notRun();
    return found;
  }

  /** Keeps an experiment, in the place of the one before. */
  keepExperiment(
    experiment: Experiment,
    { seconds, versions }: { readonly seconds: number; readonly versions: ReportInput['versions'] },
  ): MatrixRun {
    const { bytes, hash } = makeEvidence(experiment, versions, packing);
    const details = experiment.records.map(({ detail }) => detail);
    const run: MatrixRun = {
      matrix: experiment.matrix,
      at: experiment.at,
      seconds,
      evidenceHash: hash,
      surprises: details.filter(isSurprise).map(({ cell: { model, adversary } }) => ({ model, adversary })),
    };
    this.#last = { run, details, evidence: bytes };
    return run;
  }

  keepCeremony(run: CeremonyRun): CeremonyRun {
    this.#ceremonies.push(run);
    if (this.#ceremonies.length > mostCeremonies) this.#ceremonies.shift();
    return run;
  }

  keepScenario(run: ScenarioRun): ScenarioRun {
    this.#scenarios.set(run.scenario.number, run);
    return run;
  }

  keepNumbers(input: NumbersInput, result: NumbersResult): NumbersResult {
    this.#numbers = { input, result };
    return result;
  }

  /** What a report tells of. */
  get runs(): Pick<ReportInput, 'matrix' | 'ceremonies' | 'scenarios' | 'numbers'> {
    const scenarios = [...this.#scenarios.values()].toSorted(
      (one, other) => one.scenario.number - other.scenario.number,
    );
    return { matrix: this.matrix, ceremonies: this.#ceremonies, scenarios, numbers: this.#numbers };
  }

  #lastRun(): LastRun {
    if (!this.#last) throw notRun();
    return this.#last;
  }
}

function isSurprise({ cell, prediction }: CellDetail): boolean {
  return cell.outcome !== prediction.outcome || cell.recovered !== prediction.recovered;
}

function notRun(): LatchkeyError {
  return new LatchkeyError(
    'not-found',
    'The matrix was not run since Latchkey was started, so there is nothing to show or to keep. Run it first.',
  );
}
