import { beforeEach, describe, expect, it } from 'vitest';
import { toHex } from '../../vault/index.ts';
import { shownDevices } from './ghost/owner-client.ts';
import { ghost, isGhostRegime, slotFingerprint, type GhostRegime } from './m6-ghost.ts';
import { crumpleZone } from './m8-crumple-zone.ts';
import {
  carryOut,
  establishment,
  makeTrial,
  nextEpoch,
  noon,
  readThrough,
  requestFor,
  sentence,
  warrantFor,
  type Trial,
} from './testing/trial.ts';

describe('a ghost among the devices', () => {
  let regime: GhostRegime;
  let trial: Trial;
  beforeEach(async () => {
    regime = await ghost.establish(establishment());
    trial = await makeTrial(regime);
  });

  it('opens nothing that was there before, and everything from the owner’s next use on', async () => {
    const first = await carryOut(regime, requestFor(regime, trial));
    expect(first.problem).toBeNull();
    expect(first.access?.opened).toBeNull();
    const waiting = await carryOut(regime, requestFor(regime, trial));
    expect([waiting.problem, waiting.access?.opened]).toEqual([null, null]);
    const later = await nextEpoch(regime, trial);
    const second = await carryOut(regime, requestFor(regime, later, { warrant: null }));
    expect(await readThrough(later, second.access)).toBe(sentence);
    expect((await carryOut(regime, requestFor(regime, trial))).access?.opened).toBeNull();
    expect(regime.log()).toHaveLength(1);
  });

  it('shows two devices, and has three slots', async () => {
    await carryOut(regime, requestFor(regime, trial));
    const later = await nextEpoch(regime, trial);
    expect(shownDevices(regime.directory.lookup(toHex(trial.id)))).toEqual(['Laptop', 'Phone']);
    expect([trial.slots.length, later.slots.length]).toEqual([2, 3]);
    expect(regime.alarms(trial.id)).toEqual([]);
  });

  it('has a slot like any other but for its key', async () => {
    await carryOut(regime, requestFor(regime, trial));
    const { slots } = await nextEpoch(regime, trial);
    const shapes = slots.map(({ id: _id, commitment, wrapped, authorities, access, ...rest }) => ({
      ...rest,
      lengths: [commitment.length, wrapped.length, JSON.stringify(access).length],
      names: authorities.map(({ name }) => name),
    }));
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
    const fingerprints = slots.flatMap(({ authorities }) =>
      authorities.map(({ fingerprint }) => fingerprint),
    );
    expect(fingerprints).toContain(slotFingerprint(regime.ghostKey));
  });

  it('leaves the vaults of others as they were', async () => {
    const other = await makeTrial(regime);
    await carryOut(regime, requestFor(regime, trial));
    const later = await nextEpoch(regime, other);
    expect(later.slots).toHaveLength(2);
    const keys = regime.holders.flatMap(({ keystores }) => keystores);
    for (const slot of later.slots) {
      expect(await ghost.recover(keys, slot, { vault: other.id, isDemo: true })).toBeNull();
      expect(await ghost.recover(later.device, slot, { vault: other.id, isDemo: true }).then(Boolean)).toBe(
        true,
      );
    }
  });

  it('takes the provider and the agency, each with the right key', async () => {
    const [provider, agency] = regime.holders;
    const strangers = await ghost.establish(establishment());
    const cases = [
      [provider?.keystores, 'too-few-shares'],
      [agency?.keystores, 'too-few-shares'],
      [strangers.holders.flatMap(({ keystores }) => keystores), 'wrong-authority-key'],
    ] as const;
    for (const [brought = [], code] of cases) {
      const { problem } = await carryOut(regime, requestFor(regime, trial, { brought }));
      expect(problem).toBe(code);
    }
    await carryOut(regime, requestFor(regime, trial));
    const [, stranger] = strangers.holders;
    const wrong = await carryOut(regime, requestFor(regime, trial, { brought: stranger?.keystores ?? [] }));
    expect(wrong.problem).toBe('wrong-authority-key');
  });

  it('is not added without a good warrant', async () => {
    for (const [warrant, code] of [
      [null, 'invalid-request'],
      [warrantFor(trial.id, { until: noon - 1 }), 'warrant-expired'],
    ] as const) {
      const { problem, steps } = await carryOut(regime, requestFor(regime, trial, { warrant }));
      expect([problem, steps.at(-1)?.outcome]).toEqual([code, 'refused']);
    }
    expect((await nextEpoch(regime, trial)).slots).toHaveLength(2);
  });

  it('is known from other regimes by its directory', async () => {
    expect(isGhostRegime(regime)).toBe(true);
    expect(isGhostRegime(await crumpleZone.establish(establishment()))).toBe(false);
  });
});

describe('a ghost under key transparency', () => {
  it('is noticed at the owner’s next use, and is not sealed to', async () => {
    const regime = await ghost.establish(establishment({ transparency: 1 }));
    const trial = await makeTrial(regime);
    expect(regime.alarms(trial.id)).toEqual([]);
    const { steps } = await carryOut(regime, requestFor(regime, trial));
    const later = await nextEpoch(regime, trial);
    expect(regime.alarms(trial.id)).toMatchObject([
      { kind: 'unknown-key', fingerprint: slotFingerprint(regime.ghostKey) },
    ]);
    expect(later.slots).toHaveLength(2);
    const second = await carryOut(regime, requestFor(regime, later));
    expect(second.access?.opened).toBeNull();
    expect(second.steps.at(-1)).toMatchObject({ actor: 'owner', outcome: 'refused' });
    const [entry] = steps.flatMap(({ logged }) => logged);
    expect(entry).toMatchObject({ index: 2, root: toHex(regime.directory.head()?.root ?? new Uint8Array()) });
  });

  it('is noticed when the log does not have it, and when the log was made anew', async () => {
    for (const [how, kinds] of [
      ['unlogged', ['not-in-log', 'unknown-key']],
      ['rewritten', ['log-inconsistent', 'unknown-key']],
    ] as const) {
      const regime = await ghost.establish(establishment({ transparency: 1 }));
      const trial = await makeTrial(regime);
      regime.directory.addSilently(toHex(trial.id), regime.ghostKey, how);
      const later = await nextEpoch(regime, trial);
      expect(regime.alarms(trial.id).map(({ kind }) => kind)).toEqual(kinds);
      expect(later.slots).toHaveLength(2);
    }
  });
});
