import { beforeEach, describe, expect, it } from 'vitest';
import type { Regime } from '../access-model.ts';
import { deviceSelfEscrow } from './m9-device.ts';
import {
  carryOut,
  day,
  establishment,
  makeTrial,
  noEffort,
  noon,
  readThrough,
  requestFor,
  sentence,
  warrantFor,
  type Trial,
} from './testing/trial.ts';

describe('a device that keeps its own escrow', () => {
  let regime: Regime;
  let trial: Trial;
  beforeEach(async () => {
    regime = await deviceSelfEscrow.establish(establishment());
    trial = await makeTrial(regime);
  });

  it('opens with the device, the vendor’s word and time, and the vendor writes it down', async () => {
    const { access, steps, problem } = await carryOut(regime, requestFor(regime, trial));
    expect(problem).toBeNull();
    expect(await readThrough(trial, access)).toBe(sentence);
    expect(steps.flatMap(({ facts }) => facts.map(({ value }) => value))).toContain('72 hours, simulated');
    expect(regime.log()).toHaveLength(1);
  });

  it('leaves nothing on the console that opens another device', async () => {
    const other = await makeTrial(regime);
    const { access } = await carryOut(regime, requestFor(regime, trial));
    const [slot] = other.slots;
    if (!slot || !access) throw new Error('no slot or no access');
    const place = { vault: other.id, isDemo: true };
    const keys = [...access.onConsole, ...other.device];
    expect(await deviceSelfEscrow.recover(keys, slot, place, noEffort)).toBeNull();
  });

  it('does not open without the device, nor with another device', async () => {
    const { device } = await makeTrial(regime);
    for (const brought of [[], device]) {
      const { problem, steps } = await carryOut(regime, requestFor(regime, trial, { device: brought }));
      expect(problem).toBe('too-few-shares');
      expect(steps.at(-1)?.outcome).toBe('refused');
    }
    expect(regime.log()).toHaveLength(0);
  });

  it('does not open without the vendor’s root, nor with the root of another vendor', async () => {
    const none = await carryOut(regime, requestFor(regime, trial, { brought: [] }));
    expect(none.problem).toBe('too-few-shares');
    const other = await deviceSelfEscrow.establish(establishment());
    const brought = other.holders.flatMap(({ keystores }) => keystores);
    const wrong = await carryOut(regime, requestFor(regime, trial, { brought }));
    expect(wrong.problem).toBe('wrong-authority-key');
  });

  it('is refused by the vendor without a warrant, with one that is not good, and with one twice', async () => {
    const other = await makeTrial(regime);
    const refusals = [
      [null, 'invalid-request'],
      [warrantFor(trial.id, { until: noon - 1 }), 'warrant-expired'],
      [warrantFor(trial.id, { from: noon + 1 }), 'warrant-not-yet-valid'],
      [warrantFor(other.id), 'warrant-out-of-scope'],
      [{ ...warrantFor(trial.id), validUntil: noon + 2 * day }, 'warrant-forged'],
    ] as const;
    for (const [warrant, code] of refusals) {
      const { problem } = await carryOut(regime, requestFor(regime, trial, { warrant }));
      expect(problem).toBe(code);
    }
    const request = requestFor(regime, trial);
    expect((await carryOut(regime, request)).problem).toBeNull();
    expect((await carryOut(regime, request)).problem).toBe('warrant-replayed');
  });

  it('opens for whoever has both secrets, without a warrant and without waiting', async () => {
    const [slot] = trial.slots;
    if (!slot) throw new Error('no slot');
    const keys = [...trial.device, ...regime.holders.flatMap(({ keystores }) => keystores)];
    expect(
      await deviceSelfEscrow.recover(keys, slot, { vault: trial.id, isDemo: true }, noEffort),
    ).not.toBeNull();
    expect(
      await deviceSelfEscrow.recover(keys, slot, { vault: trial.id, isDemo: false }, noEffort),
    ).toBeNull();
  });
});
