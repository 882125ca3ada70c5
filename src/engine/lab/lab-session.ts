import type { Response } from '../../contract/contract.ts';
import { LatchkeyError } from '../../contract/errors.ts';
import { runCeremony } from '../../escrow/lab/ceremony.ts';
import {
  runMatrix,
  setUpConsole,
  verifyEvidence,
  type AuthorityConsole,
  type ExperimentOptions,
  type Perform,
  type Workbench,
} from '../../escrow/lab/index.ts';
import { computeNumbers } from '../../escrow/numbers/index.ts';
import { makeReport } from '../../escrow/report/index.ts';
import { runScenario } from '../../escrow/scenarios/index.ts';
import { defaultKdf, utf8, type DeriveKey } from '../../vault/index.ts';
import { startAdversaries } from './adversary.ts';
import type { Derivations } from './derivations.ts';
import { atBench, lazyDerivations, setUpBench, type Bench } from './lab-bench.ts';
import type { LabMethods } from './lab-calls.ts';
import { labGuide, versionsOf } from './lab-guide.ts';
import { removeLeftFolders } from './lab-folders.ts';
import { LabRecord } from './lab-record.ts';
import { packing } from './packing.ts';

/** Which cells of the matrix are tried, and on how many vaults. Absent: all, on twenty vaults of each model. */
export type MatrixPart = Pick<ExperimentOptions, 'models' | 'adversaries' | 'vaults'>;

/** What the lab is started with. */
export interface LabOptions {
  /** The folder of resources that ships with the app. */
  readonly resources: string;
  /** What a run of the matrix is in this lab. */
  readonly part?: MatrixPart;
}

/** The lab in the thread that calls it. Adversaries and passphrases have threads of their own. */
export interface LabSession extends LabMethods {
  /** Ends its threads and removes its files. Calling it again does nothing. */
  stop(): Promise<void>;
}

/** Every call of the lab. Nothing is started before the first that needs it; what a lab that was killed has left is removed at once. */
export function createLabSession({ resources, part = {} }: LabOptions): LabSession {
  removeLeftFolders(Date.now());
  const derivations = lazyDerivations();
  const going = new Going();
  const record = new LabRecord();
  const desk = new ConsoleDesk(derivations);
  const atWork = <T>(work: (workbench: Workbench) => Promise<T>) =>
    going.keep(() => atBench(derivations, work));
  /** Adversaries for one piece of work: none of them goes on when it is over, however it ends. */
  const withAdversaries = async <T>(
    signal: AbortSignal | undefined,
    work: (perform: Perform, stop: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    const over = new AbortController();
    const stop = going.until(AbortSignal.any([over.signal, ...(signal ? [signal] : [])]));
    const perform = startAdversaries(stop);
    const all: Promise<unknown>[] = [];
    const playing: Perform = (bundle) => {
      const one = perform(bundle);
      all.push(one);
      return one;
    };
    try {
      return await work(playing, stop);
    } finally {
      over.abort();
      await Promise.allSettled(all);
    }
  };
  return {
    guide: () => Promise.resolve(labGuide()),
    measureKdf: () => measureKdf(derivations.deriveKey),
    numbers: (input) => Promise.resolve(record.keepNumbers(input, computeNumbers(input))),
    ceremony: async (order) =>
      record.keepCeremony(await atWork((workbench) => runCeremony(workbench, order))),
    async matrix({ signal, onProgress } = {}) {
      const begun = performance.now();
      const experiment = await withAdversaries(signal, (perform, stop) =>
        atWork((workbench) => runMatrix(workbench, { ...part, perform, signal: stop, onProgress })),
      );
      const versions = await versionsOf(resources);
      return record.keepExperiment(experiment, { versions, seconds: (performance.now() - begun) / 1000 });
    },
    lastMatrix: () => Promise.resolve(record.matrix),
    cell: ({ model, adversary }) => Promise.try(() => record.cell(model, adversary)),
    async scenario({ number }) {
      const played = await withAdversaries(undefined, (perform) =>
        atWork((workbench) => runScenario({ ...workbench, perform }, number)),
      );
      return record.keepScenario(played);
    },
    reportHtml: async () =>
      makeReport({
        madeAt: Date.now(),
        versions: await versionsOf(resources),
        guide: labGuide(),
        ...record.runs,
      }),
    evidence: () => Promise.try(() => record.evidence),
    verifyEvidence({ file }, { signal, onProgress } = {}) {
      return withAdversaries(signal, (perform, stop) =>
        going.keep(() => verifyEvidence(file, { perform, packing, signal: stop, onProgress })),
      );
    },
    consoleState: async () => (await desk.console()).state(),
    consoleOpen: async (order) => (await desk.console()).open(order),
    consoleAdvance: async ({ days }) => (await desk.console()).advance(days),
    consoleRemoveEntry: async ({ index }) => (await desk.console()).removeEntry(index),
    async consoleReset() {
      await desk.clear();
      return (await desk.console()).state();
    },
    async stop() {
      const ended = going.end();
      await derivations.stop();
      await ended;
      await desk.clear();
    },
  };
}

/** Experiments that may go on at once: far more than anybody begins by hand. */
const mostAtOnce = 16;

function busy(): LatchkeyError {
  return new LatchkeyError(
    'conflict',
    'The lab is busy with other experiments. Wait until some of them have ended, then try again.',
  );
}

/** Work that has to be over before the lab is. */
class Going {
  readonly #ending = new AbortController();
  readonly #works = new Set<Promise<unknown>>();

  /** Fires when the lab ends, or with `signal`. */
  until(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([this.#ending.signal, signal]);
  }

  /** Throws `conflict` while very much is going on: each experiment takes memory and files of its own. */
  async keep<T>(begin: () => Promise<T>): Promise<T> {
    if (this.#works.size >= mostAtOnce) throw busy();
    const work = begin();
    this.#works.add(work);
    try {
      return await work;
    } finally {
      this.#works.delete(work);
    }
  }

  /** Ends what can be ended, and waits for everything. */
  async end(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#works);
  }
}

/** The authority's console, set up when it is first looked at, with vaults of its own. */
class ConsoleDesk {
  readonly #derivations: Derivations;
  #now: { readonly bench: Bench; readonly console: Promise<AuthorityConsole> } | null = null;

  constructor(derivations: Derivations) {
    this.#derivations = derivations;
  }

  console(): Promise<AuthorityConsole> {
    if (!this.#now) {
      const bench = setUpBench(this.#derivations);
      this.#now = { bench, console: setUpConsole(bench.workbench) };
    }
    return this.#now.console;
  }

  /** Takes everything off the desk. */
  async clear(): Promise<void> {
    const now = this.#now;
    this.#now = null;
    // While it is being set up, its files are in use.
    await now?.console.catch(() => undefined);
    now?.bench.clear();
  }
}

/** One derivation at the costs of a real vault. The one before it has warmed the thread up. */
async function measureKdf(deriveKey: DeriveKey): Promise<Response<'lab.measureKdf'>> {
  const derive = () => deriveKey(utf8('a passphrase to measure'), new Uint8Array(16), defaultKdf);
  await derive();
  const begun = performance.now();
  await derive();
  const { memoryKiB, passes } = defaultKdf;
  return { seconds: (performance.now() - begun) / 1000, memoryKiB, passes };
}
