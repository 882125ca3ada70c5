import { LatchkeyError } from '../../contract/errors.ts';
import type { CeremonyStep, Fact } from '../../contract/lab.ts';
import type { Warrant } from '../warrants/warrant.ts';

/** The parts of a diagram that a step uses. */
export interface Parts {
  readonly nodes: readonly string[];
  readonly edges?: readonly string[];
}

type Extra = Partial<Pick<CeremonyStep, 'facts' | 'logged'>>;

/** A step that went as it should. `actor` is a node of the diagram. */
export function done(actor: string, says: string, parts: Parts, extra: Extra = {}): CeremonyStep {
  return stepOf('done', actor, says, parts, extra);
}

/** A step at which somebody refused, or something did not open. The ceremony throws after it. */
export function refused(actor: string, says: string, parts: Parts, extra: Extra = {}): CeremonyStep {
  return stepOf('refused', actor, says, parts, extra);
}

function stepOf(
  outcome: CeremonyStep['outcome'],
  actor: string,
  says: string,
  { nodes, edges = [] }: Parts,
  { facts = [], logged = [] }: Extra,
): CeremonyStep {
  return { actor, says, outcome, nodes: [...nodes], edges: [...edges], facts, logged };
}

/** One value of a step. */
export function fact(
  label: string,
  value: string,
  kind: Fact['kind'] = 'text',
  tone: Fact['tone'] = 'plain',
): Fact {
  return { label, value, kind, tone };
}

/** What a warrant says, as a step shows it. */
export function warrantFacts(warrant: Warrant | null): Fact[] {
  if (!warrant) return [];
  return [
    fact('Warrant', warrant.id, 'hex'),
    fact('For vault', warrant.vaultId, 'hex'),
    fact('Names as its issuer', warrant.issuer.name),
    fact('Valid from', new Date(warrant.validFrom).toISOString()),
    fact('Valid until', new Date(warrant.validUntil).toISOString()),
  ];
}

/** What the work gives. Where it throws a `LatchkeyError`, the step that tells of the refusal comes before it is thrown on. */
export async function* attempt<T>(
  work: () => T | Promise<T>,
  refusal: (error: LatchkeyError) => CeremonyStep,
): AsyncGenerator<CeremonyStep, T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LatchkeyError) yield refusal(error);
    throw error;
  }
}
