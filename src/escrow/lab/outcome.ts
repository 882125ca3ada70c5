import type { Outcome } from '../../contract/lab.ts';
import type { DemoVault, Findings } from './workbench.ts';

/** What a set of findings is judged by. */
export interface Judgement {
  /** The truth about every vault. */
  readonly vaults: readonly Pick<DemoVault, 'name' | 'sentence'>[];
  /** Name of the vault that somebody was after. */
  readonly target: string;
  /** Names of the vaults that were used after the change, where there was one. */
  readonly usedLater: readonly string[];
  readonly findings: Findings;
}

/** What came back, in one word, and from how many vaults the sentence was read. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly recovered: number;
}

/** Nothing was tried: the model has nothing of the kind. */
export const notApplicable: Verdict = { outcome: 'na', recovered: 0 };

/**
 * Puts findings into one word. Only a vault’s true sentence counts. Reading by guessing is `cost`, however many it was; one that
 * cannot be put into any word is a RangeError, for then the experiment itself is wrong.
 */
export function judge({ vaults, target, usedLater, findings }: Judgement): Verdict {
  const told = new Set(findings.recovered.map(({ sentence }) => sentence));
  const read = vaults.filter(({ sentence }) => told.has(sentence)).map(({ name }) => name);
  return { outcome: outcomeOf(read, vaults.length, { target, usedLater, findings }), recovered: read.length };
}

function outcomeOf(
  read: readonly string[],
  total: number,
  { target, usedLater, findings }: Omit<Judgement, 'vaults'>,
): Outcome {
  if (read.length === 0) return findings.metadata.length > 0 ? 'metadata' : 'nothing';
  if (findings.tries > 0) return 'cost';
  if (read.length === total) return 'all';
  if (read.every((name) => name === target)) return 'target';
  if (read.every((name) => usedLater.includes(name))) return 'later';
  throw new RangeError(`judge: no word for ${read.length} of ${total} vaults`);
}
