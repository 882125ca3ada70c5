import type { Workbench } from '../../escrow/lab/index.ts';
import { systemRandom, type KdfParameters } from '../../vault/index.ts';
import { makeDemoFolder } from './demo-files.ts';
import { startDerivations, type Derivations } from './derivations.ts';

/**
 * Costs of the passphrases of demo vaults, in the app too: the least that a vault may ask for, so that hundreds can be made
 * while somebody waits. What guesses would cost at the costs of a real vault is worked out on the page of numbers.
 */
const demoKdf: KdfParameters = { memoryKiB: 8 * 1024, passes: 1, lanes: 1 };

/** A workbench with a folder of its own, and the end of it. */
export interface Bench {
  readonly workbench: Workbench;
  /** Removes every file that was made. Calling it again does nothing. */
  clear(): void;
}

/** Sets up a workbench. The derivations stay their owner’s. */
export function setUpBench({ deriveKey }: Derivations): Bench {
  const folder = makeDemoFolder();
  const tools = { now: Date.now, random: systemRandom };
  return {
    workbench: { files: folder.files, deriveKey, kdf: demoKdf, tools },
    clear: () => folder.remove(),
  };
}

/** Does some work at a bench that is there only for it. */
export async function atBench<T>(
  derivations: Derivations,
  work: (workbench: Workbench) => Promise<T>,
): Promise<T> {
  const bench = setUpBench(derivations);
  try {
    return await work(bench.workbench);
  } finally {
    bench.clear();
  }
}

/** Derivations that are started when the first is needed, for whoever may need none. */
export function lazyDerivations(): Derivations {
  let started: Derivations | null = null;
  return {
    deriveKey: (...input) => (started ??= startDerivations()).deriveKey(...input),
    async stop() {
      await started?.stop();
      started = null;
    },
  };
}
