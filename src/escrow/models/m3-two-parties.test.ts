import { beforeEach, describe, expect, it } from 'vitest';
import { toHex } from '../../vault/index.ts';
import type { Regime } from '../access-model.ts';
import { twoParties } from './m3-two-parties.ts';
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

describe('a lock of two halves', () => {
  let regime: Regime;
  let trial: Trial;
  beforeEach(async () => {
    regime = await twoParties.establish(establishment());
    trial = await makeTrial(regime);
  });

  it('opens when both parties release their halves, and each of them notes that', async () => {
    const { access, problem } = await carryOut(regime, requestFor(regime, trial));
    expect(problem).toBeNull();
    expect(await readThrough(trial, access)).toBe(sentence);
    expect(regime.log().map(({ by }) => by)).toEqual(['Notes provider', 'National Access Agency']);
    expect(access?.onConsole).toEqual([]);
  });

  it('is opened by both keys together with no warrant, and by neither alone', async () => {
    const [slot] = trial.slots;
    if (!slot) throw new Error('no slot');
    const [provider = [], agency = []] = regime.holders.map(({ keystores }) => keystores);
    const place = { vault: trial.id, isDemo: true };
    const recover = (keystores: typeof provider) => twoParties.recover(keystores, slot, place, noEffort);
    expect(await recover(provider)).toBeNull();
    expect(await recover(agency)).toBeNull();
    const { access } = await carryOut(regime, requestFor(regime, trial));
    const secret = await recover([...agency, ...provider]);
    expect(secret && toHex(secret)).toBe(access?.opened && toHex(access.opened.secret));
  });

  it.each([
    ['provider', 1],
    ['agency', 0],
  ] as const)('stays shut where the %s is missing', async (_, there) => {
    const brought = regime.holders.slice(there, there + 1).flatMap(({ keystores }) => keystores);
    expect((await carryOut(regime, requestFor(regime, trial, { brought }))).problem).toBe('too-few-shares');
  });

  it('stays shut where one of the two brings another key', async () => {
    const other = await twoParties.establish(establishment());
    const [own, foreign] = [regime.holders[0], other.holders[1]];
    const brought = [...(own?.keystores ?? []), ...(foreign?.keystores ?? [])];
    const { problem, steps } = await carryOut(regime, requestFor(regime, trial, { brought }));
    expect(problem).toBe('wrong-authority-key');
    // The provider has done its part by then, and has noted it.
    expect(regime.log()).toHaveLength(1);
    expect(steps.at(-1)).toMatchObject({ actor: 'agency', outcome: 'refused' });
  });

  it('has each party look at the warrant for itself', async () => {
    const warrant = warrantFor(trial.id, { from: noon + day, until: noon + 2 * day });
    const { problem, steps } = await carryOut(regime, requestFor(regime, trial, { warrant }));
    expect(problem).toBe('warrant-not-yet-valid');
    expect(steps.map(({ actor }) => actor)).toEqual(['provider']);
    const none = await carryOut(regime, requestFor(regime, trial, { warrant: null }));
    expect(none.problem).toBe('invalid-request');
    expect(regime.log()).toEqual([]);
  });

  it('refuses a vault that was never enrolled', async () => {
    const { problem } = await carryOut(regime, requestFor(regime, trial, { slots: [] }));
    expect(problem).toBe('wrong-authority-key');
  });
});
