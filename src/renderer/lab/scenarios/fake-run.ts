import type { Fact, ScenarioInfo, ScenarioRun, SceneStep } from '../../../contract/index.ts';

/** A scenario for tests. */
export const someScenario: ScenarioInfo = {
  number: 5,
  title: 'The warrant is an if',
  line: 'The key is used without asking.',
  models: ['M4'],
  mirrors: { what: 'A signing key was stolen.', year: '2023', sources: ['storm-0558-2024'] },
  lesson: 'A check beside a key is not a part of it.',
};

export function someFact(change: Partial<Fact> = {}): Fact {
  return { label: 'Vaults read', value: '20 of 20', kind: 'text', tone: 'plain', ...change };
}

export function someStep(change: Partial<SceneStep> = {}): SceneStep {
  return { stage: 'seen', says: 'It opens.', facts: [], table: null, logged: [], ...change };
}

export function someRun(change: Partial<ScenarioRun> = {}): ScenarioRun {
  return {
    scenario: someScenario,
    steps: [
      someStep({ stage: 'set-up', says: 'A key is made.' }),
      someStep({ stage: 'action', says: 'It is used.' }),
      someStep(),
    ],
    holds: true,
    seconds: 2.04,
    ...change,
  };
}
