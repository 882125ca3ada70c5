import { LatchkeyError } from '../../contract/errors.ts';
import {
  adversaryIds,
  modelIds,
  type AdversaryId,
  type Cell,
  type CellDetail,
  type Matrix,
  type ModelId,
  type Settings,
} from '../../contract/lab.ts';
import { presetNumbers } from '../../contract/preset-numbers.ts';
import type { KdfParameters, Progress } from '../../vault/index.ts';
import { accessModel } from '../models/index.ts';
import { guessesPerSecond } from '../numbers/guessing.ts';
import { makeIssuer } from '../warrants/warrant.ts';
import { adversary } from './adversaries.ts';
import { makeWorld, type Loot, type Player, type World } from './adversary.ts';
import {
  bundleHash,
  contentsOf,
  fileHashes,
  recordOf,
  type BundleRecord,
  type FileHash,
} from './bundle-record.ts';
import { judge, notApplicable } from './outcome.ts';
import { predict } from './predictions.ts';
import { UnderWay } from './under-way.ts';
import type { Findings, Perform, Setting, Stop, Workbench } from './workbench.ts';

/** Vaults of each model. */
export const vaultCount = 20;

/** Settings of the matrix: a puzzle that can be solved twenty times over while somebody waits. */
const matrixSettings: Partial<Record<ModelId, Settings>> = { M8: { bits: 14 } };

/** SHA-256 a second in this language on one core of an ordinary computer. A card does thousands of times as many. */
const hashesPerSecond = 700_000;

/** A cell, and what it came of: enough to do it again. */
export interface CellRecord {
  readonly detail: CellDetail;
  /** Null where nothing was tried. */
  readonly trial: {
    readonly bundle: BundleRecord;
    readonly findings: Findings;
    readonly target: string;
    readonly usedLater: readonly string[];
    readonly vaults: Loot['vaults'];
  } | null;
}

/** The whole of an experiment. */
export interface Experiment {
  readonly matrix: Matrix;
  /** In the order of the matrix’s cells. */
  readonly records: readonly CellRecord[];
  /** Every vault file that a bundle names, by its SHA-256. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Milliseconds since 1970, UTC, by the workbench’s clock. */
  readonly at: number;
}

/** What is to be tried. Absent: everything, on twenty vaults of each model. */
export interface ExperimentOptions {
  readonly perform: Perform;
  readonly models?: readonly ModelId[];
  readonly adversaries?: readonly AdversaryId[];
  readonly vaults?: number;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Ends it: the call rejects with `cancelled`. */
  readonly signal?: Stop | undefined;
}

/** Puts a model in force, with a court of its own. */
export async function establish(
  { tools }: Pick<Workbench, 'tools'>,
  model: ModelId,
  settings: Settings = {},
): Promise<Setting> {
  const issuer = makeIssuer('Demonstration court', true, tools.random);
  const regime = await accessModel(model).establish({ settings, tools, issuer: issuer.publicKey });
  return { regime, issuer };
}

/** Cells that may wait for their adversary while the next is prepared. */
const mostWaiting = 4;

/** Runs every adversary against every model, on vaults that are made once for each model. */
export async function runMatrix(workbench: Workbench, options: ExperimentOptions): Promise<Experiment> {
  const { models = modelIds, adversaries = adversaryIds, vaults = vaultCount, signal } = options;
  const at = workbench.tools.now();
  const run = new Run(workbench, options, models.length * adversaries.length);
  try {
    for (const model of models) {
      throwIfAborted(signal);
      const world = await makeWorld(
        workbench,
        await establish(workbench, model, matrixSettings[model]),
        vaults,
      );
      for (const id of adversaries) await run.add(world, adversary(id));
    }
    const records = await run.end();
    const cells = records.map(({ detail }) => detail.cell);
    return {
      matrix: { models: [...models], adversaries: [...adversaries], cells },
      records,
      files: run.files,
      at,
    };
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  }
}

/** Cells that are being tried, a few at a time. */
class Run {
  readonly files = new Map<string, Uint8Array>();
  readonly #workbench: Workbench;
  readonly #options: ExperimentOptions;
  readonly #total: number;
  readonly #cells = new UnderWay<CellRecord>(mostWaiting);
  readonly #hashOf = fileHashes();
  #done = 0;

  constructor(workbench: Workbench, options: ExperimentOptions, total: number) {
    this.#workbench = workbench;
    this.#options = options;
    this.#total = total;
  }

  /** Prepares a cell and has it tried. Waits if many are waiting. Throws what one of them has thrown. */
  async add(world: World, player: Player): Promise<void> {
    throwIfAborted(this.#options.signal);
    const loot = await player.gather(world);
    for (const { bytes } of loot?.bundle.files ?? []) this.files.set(this.#hashOf(bytes), bytes);
    await this.#cells.add(this.#try(world, player, loot));
  }

  end(): Promise<readonly CellRecord[]> {
    return this.#cells.end();
  }

  async #try(world: World, player: Player, loot: Loot | null): Promise<CellRecord> {
    const trial: Trial = {
      perform: this.#options.perform,
      kdf: this.#workbench.kdf,
      hashOf: this.#hashOf,
    };
    const record = await tryCell(world, player, loot, trial);
    this.#options.onProgress?.({ done: ++this.#done, total: this.#total });
    return record;
  }
}

/** What trying a cell takes. */
interface Trial {
  readonly perform: Perform;
  readonly kdf: KdfParameters;
  readonly hashOf: FileHash;
}

/** One cell: the adversary’s bundle is made, given to whoever plays it, and what comes back is judged. */
export async function runCell(world: World, player: Player, perform: Perform): Promise<CellRecord> {
  const loot = await player.gather(world);
  return tryCell(world, player, loot, { perform, kdf: world.workbench.kdf, hashOf: fileHashes() });
}

async function tryCell(world: World, player: Player, loot: Loot | null, trial: Trial): Promise<CellRecord> {
  const { model } = world.setting.regime;
  const { id } = player.about;
  const total = world.vaults.length;
  const prediction = predict(model, id, total);
  if (!loot) {
    const cell: Cell = { model, adversary: id, ...notApplicable, total, seconds: 0 };
    return { detail: { ...untried, cell, prediction }, trial: null };
  }
  const findings = await trial.perform(loot.bundle);
  const target = world.target.name;
  const { usedLater, vaults } = loot;
  const verdict = judge({ vaults, target, usedLater, findings });
  const bundle = recordOf(loot.bundle, trial.hashOf);
  const detail: CellDetail = {
    cell: { model, adversary: id, ...verdict, total, seconds: findings.seconds },
    prediction,
    bundle: contentsOf(loot.bundle),
    bundleHash: bundleHash(bundle),
    codePath: codePathOf(model, id),
    vaults: readIn(loot, findings),
    metadata: [...findings.metadata],
    tries: findings.tries,
    dollars: dollarsFor(findings, trial.kdf),
    log: [...loot.log],
  };
  return { detail, trial: { bundle, findings, target, usedLater, vaults } };
}

const untried = {
  bundle: [],
  bundleHash: '',
  codePath: 'none: there is nothing that this adversary could take or misuse',
  vaults: [],
  metadata: [],
  tries: 0,
  dollars: null,
  log: [],
} satisfies Partial<CellDetail>;

function codePathOf(model: ModelId, id: AdversaryId): string {
  return `adversary('${id}').gather, then attack (src/escrow/lab/attack.ts) with accessModel('${model}').recover`;
}

/** Every file in the bundle, and what was read in it. */
function readIn({ bundle }: Loot, { recovered }: Findings): CellDetail['vaults'] {
  const read = new Map(recovered.map(({ name, sentence }) => [name, sentence]));
  return bundle.files.map(({ name }) => {
    const sentence = read.get(name) ?? null;
    return { name, recovered: sentence !== null, sentence };
  });
}

/**
 * What the guesses would cost in US dollars: passphrases on a rented card, at the costs of these vaults; hashes at the speed of
 * one ordinary core for the price of that card, which is the most they can cost. Null where nothing was guessed.
 */
function dollarsFor({ tries, passphrases }: Findings, kdf: KdfParameters): number | null {
  if (tries === 0) return null;
  const { bandwidth, dollarsPerGpuHour } = presetNumbers;
  const seconds = passphrases / guessesPerSecond(bandwidth, kdf) + (tries - passphrases) / hashesPerSecond;
  return (seconds / 3600) * dollarsPerGpuHour;
}

function throwIfAborted(signal: Stop | undefined): void {
  if (signal?.aborted) throw cancelled();
}

/** For an experiment that was ended by whoever asked for it. */
export function cancelled(): LatchkeyError {
  return new LatchkeyError(
    'cancelled',
    'The experiment was stopped. What it had made is gone, and nothing else was changed.',
  );
}
