import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { CeremonyRun, type Fault, type ModelId } from '../../contract/lab.ts';
import { systemRandom } from '../../vault/index.ts';
import { cheapKdf, nobleArgon2id } from '../../vault/testing/surroundings.ts';
import { accessModel, accessModels } from '../models/index.ts';
import { runCeremony } from './ceremony.ts';
import { faultsOf, refusalOf } from './faults.ts';
import { memoryFiles } from './testing/memory-files.ts';
import type { Workbench } from './workbench.ts';

const workbench: Workbench = {
  files: memoryFiles,
  deriveKey: nobleArgon2id,
  kdf: cheapKdf,
  tools: { now: () => Date.UTC(2026, 0, 14), random: systemRandom },
};

/** A sentence of a demo vault, such as "The heron of Paros counted 4,017 lanterns." */
const sentence = /^The \w+ of \w+ \w+ \d,\d{3} \w+\.$/;

function run(model: ModelId, fault: Fault = 'none', settings: CeremonyRun['settings'] = {}) {
  return runCeremony(workbench, { model, fault, settings });
}

/** Every part that steps name is in the drawing. */
function expectDrawn({ model, steps }: CeremonyRun): void {
  const { nodes, edges } = accessModel(model).info.diagram;
  const [nodeIds, edgeIds] = [nodes.map(({ id }) => id), edges.map(({ id }) => id)];
  for (const step of steps) {
    expect(nodeIds).toEqual(expect.arrayContaining([step.actor, ...step.nodes]));
    expect(edgeIds).toEqual(expect.arrayContaining(step.edges));
  }
}

/** Models whose ceremony opens no vault. */
const opensNothing: readonly ModelId[] = ['M0', 'M7'];

describe.each(accessModels.map(({ info }) => info.id))('the ceremony of %s', (model) => {
  it('comes to its end, and reads the vault if the model opens any', async () => {
    const made = await run(model);
    expect(v.safeParse(CeremonyRun, made).success).toBe(true);
    expectDrawn(made);
    expect(made.problem).toBeNull();
    expect(made.steps.length).toBeGreaterThan(0);
    if (opensNothing.includes(model)) {
      expect(made).toMatchObject({ outcome: 'refused', read: null });
    } else {
      expect(made.outcome).toBe('opened');
      expect(made.read).toMatch(sentence);
    }
    const outcomes = new Set(made.steps.map(({ outcome }) => outcome));
    expect([...outcomes]).toEqual([model === 'M0' ? 'refused' : 'done']);
  });

  const faults = faultsOf(model).flatMap((fault) => (fault === 'none' ? [] : [fault]));
  it.runIf(faults.length > 0)(
    'refuses each of its faults with a code of its own, and reads nothing',
    async () => {
      for (const fault of faults) {
        const made = await run(model, fault);
        expect({ fault, code: made.problem?.code }).toEqual({ fault, code: refusalOf[fault] });
        expect(made).toMatchObject({ outcome: 'refused', read: null });
        expect(made.steps.at(-1)?.outcome).toBe('refused');
        expectDrawn(made);
      }
    },
  );
});

describe('a ceremony', () => {
  it('of shares handed over works and refuses as the one of answers does', async () => {
    const settings = { form: 0 };
    expect((await run('M2', 'none', settings)).read).toMatch(sentence);
    for (const fault of faultsOf('M2')) {
      if (fault === 'none') continue;
      const made = await run('M2', fault, settings);
      expect({ fault, code: made.problem?.code }).toEqual({ fault, code: refusalOf[fault] });
      expectDrawn(made);
    }
  });

  it('names the holder of a damaged share, in both forms', async () => {
    for (const form of [0, 1]) {
      const { problem, steps } = await run('M2', 'damaged-share', { form });
      expect(problem?.message).toMatch(/Supreme Court registry|holder 1/);
      expect(steps.at(-1)?.outcome).toBe('refused');
    }
  });

  it('works with as few and as many holders as there can be', async () => {
    for (const form of [0, 1]) {
      expect((await run('M2', 'none', { form, needed: 2, total: 2 })).outcome).toBe('opened');
      expect((await run('M2', 'none', { form, needed: 5, total: 5, period: 0 })).outcome).toBe('opened');
    }
  });

  it('works on a warrant that a quorum of judges has signed, and refuses one that another signed', async () => {
    expect((await run('M4', 'none', { quorum: 1 })).read).toMatch(sentence);
    const forged = await run('M4', 'forged-warrant', { quorum: 1 });
    expect(forged.problem?.code).toBe('warrant-forged');
  });

  it('shows a replayed warrant accepted the first time', async () => {
    const { steps } = await run('M4', 'replayed-warrant');
    const logged = steps.flatMap((step) => step.logged.map(({ what }) => what));
    expect(logged).toEqual([
      expect.stringMatching(/^opens vault [0-9a-f]{8} on warrant/),
      expect.stringMatching(/^refused to open vault [0-9a-f]{8}: the warrant was used before$/),
    ]);
  });

  it('in which nothing opens may still tell something', async () => {
    const { steps, read } = await run('M7');
    expect(read).toBeNull();
    expect(steps.flatMap(({ facts }) => facts.map(({ value }) => value))).toContain('#plot');
  });

  it('waits for the owner where a reader is added, and opens nothing where the owner is warned', async () => {
    const { steps } = await run('M6');
    expect(steps.filter(({ actor }) => actor === 'owner').length).toBeGreaterThan(0);
    expect(await run('M6', 'none', { transparency: 1 })).toMatchObject({ outcome: 'refused', problem: null });
  });

  it('refuses a fault that its model has no place for, and settings out of bounds', async () => {
    const isInvalid = { code: 'invalid-request' };
    await expect(run('M1', 'expired-warrant')).rejects.toMatchObject(isInvalid);
    await expect(run('M0', 'wrong-key')).rejects.toMatchObject(isInvalid);
    await expect(run('M2', 'none', { needed: 6 })).rejects.toMatchObject(isInvalid);
    await expect(run('M2', 'none', { needed: 4, total: 3 })).rejects.toMatchObject(isInvalid);
    await expect(run('M2', 'none', { needed: 2.5 })).rejects.toMatchObject(isInvalid);
    await expect(run('M4', 'none', { quorum: -1 })).rejects.toMatchObject(isInvalid);
    await expect(run('M3', 'none', { colour: 1 })).rejects.toMatchObject(isInvalid);
  });
});
