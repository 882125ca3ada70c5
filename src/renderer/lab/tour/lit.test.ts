import { describe, expect, it } from 'vitest';
import type { CeremonyStep, Diagram } from '../../../contract/index.ts';
import { litBy } from './lit.ts';

function step(actor: string, outcome: CeremonyStep['outcome'] = 'done'): CeremonyStep {
  return {
    actor,
    says: '',
    outcome,
    nodes: [`${actor}-key`],
    edges: [`${actor}-line`],
    facts: [],
    logged: [],
  };
}

function drawing(isEscrow: boolean): Pick<Diagram, 'nodes'> {
  return {
    nodes: [{ id: 'service', kind: 'service', label: '', detail: '', column: 0, row: 0, isEscrow }],
  };
}

describe('what lights up in the drawing of a ceremony', () => {
  it('is everything that was used, if the vault was opened', () => {
    expect(litBy({ steps: [step('court'), step('service')], outcome: 'opened' }, drawing(true))).toEqual({
      nodes: ['court-key', 'court', 'service-key', 'service'],
      edges: ['court-line', 'service-line'],
      isRefused: false,
    });
  });

  it('is the step that said no, if it was not', () => {
    expect(
      litBy({ steps: [step('court'), step('service', 'refused')], outcome: 'refused' }, drawing(true)),
    ).toEqual({
      nodes: ['service-key', 'service'],
      edges: ['service-line'],
      isRefused: true,
    });
  });

  it('is nothing where no way in exists', () => {
    expect(litBy({ steps: [step('owner', 'refused')], outcome: 'refused' }, drawing(false))).toBeNull();
  });

  it('is nothing where there was no step', () => {
    expect(litBy({ steps: [], outcome: 'refused' }, drawing(true))).toBeNull();
  });
});
