import { beforeAll, describe, expect, it } from 'vitest';
import type { Regime } from '../access-model.ts';
import { openEscrowed } from '../opening.ts';
import { crumpleZone } from './m8-crumple-zone.ts';
import {
  carryOut,
  establishment,
  makeTrial,
  noEffort,
  readThrough,
  requestFor,
  sentence,
  type Trial,
} from './testing/trial.ts';

describe('a crumple zone', () => {
  let regime: Regime;
  let trial: Trial;
  beforeAll(async () => {
    regime = await crumpleZone.establish(establishment({ bits: 10 }));
    trial = await makeTrial(regime);
  });

  it('gives way to an authority that has no key and no warrant', async () => {
    const { access, problem } = await carryOut(regime, requestFor(regime, trial, { warrant: null }));
    expect(problem).toBeNull();
    expect(access?.tries).toBeGreaterThan(0);
    expect(access?.tries).toBeLessThanOrEqual(1024);
    expect(access?.onConsole).toEqual([]);
    expect(await readThrough(trial, access)).toBe(sentence);
    expect(regime.log()).toHaveLength(1);
  });

  it('gives way to anybody else in the same way', async () => {
    let tries = 0;
    const effort = { mostTries: 1024, onTries: (more: number) => (tries += more) };
    const vault = await openEscrowed(trial.store, [], {}, effort);
    expect(vault.list()).toHaveLength(1);
    expect(tries).toBeGreaterThan(0);
  });

  it('holds against somebody who does no work, and outside a demonstration', async () => {
    const [slot] = trial.slots;
    if (!slot) throw new Error('no slot');
    const all = { mostTries: 2 ** 24, onTries: () => undefined };
    expect(await crumpleZone.recover([], slot, { vault: trial.id, isDemo: true }, noEffort)).toBeNull();
    expect(await crumpleZone.recover([], slot, { vault: trial.id, isDemo: false }, all)).toBeNull();
  });

  it('says so where no number opens the slot', async () => {
    const slots = trial.slots.map((slot) => ({ ...slot, access: { ...slot.access, salt: '00'.repeat(16) } }));
    const { steps, problem } = await carryOut(regime, requestFor(regime, trial, { slots }));
    expect(problem).toBe('wrong-authority-key');
    expect(steps.at(-1)?.outcome).toBe('refused');
  });

  it('is not set up with a puzzle of no length or of any', async () => {
    for (const bits of [7, 25, 1e9]) {
      await expect(crumpleZone.establish(establishment({ bits }))).rejects.toMatchObject({
        code: 'invalid-request',
      });
    }
  });
});
