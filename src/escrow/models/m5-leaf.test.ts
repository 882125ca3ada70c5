import { beforeEach, describe, expect, it } from 'vitest';
import { createVault, fromHex, readEscrowSlots, unlockVault, vaultId } from '../../vault/index.ts';
import { MemoryStore } from '../../vault/testing/memory-store.ts';
import { cheapKdf, nobleArgon2id } from '../../vault/testing/surroundings.ts';
import { leafContents, leafSlotSecret } from './leaf/slot.ts';
import { isLeafRegime, leafEscrow, type LeafRegime } from './m5-leaf.ts';
import { crumpleZone } from './m8-crumple-zone.ts';
import {
  carryOut,
  day,
  establishment,
  makeTrial,
  noon,
  readThrough,
  requestFor,
  sentence,
  tools,
  warrantFor,
  type Trial,
} from './testing/trial.ts';

function keysOf(regime: LeafRegime) {
  return regime.holders.flatMap(({ keystores }) => keystores);
}

/** A demo vault whose client cheats. */
async function makeRogue(regime: LeafRegime) {
  const rogue = regime.rogue(2 ** 22);
  if (!rogue) throw new Error('the budget was spent');
  const store = new MemoryStore();
  const made = {
    passphrase: 'correct horse battery staple',
    kdf: cheapKdf,
    deriveKey: nobleArgon2id,
    isDemo: true,
  };
  const vault = await createVault(store, { ...made, ...tools });
  vault.create({ title: 'Canary', body: sentence });
  vault.changeSlots({ add: [rogue.seed] });
  const trial: Trial = { id: vaultId(fromHex(vault.id)), store, slots: readEscrowSlots(store), device: [] };
  return { rogue, trial };
}

describe('a LEAF in every slot', () => {
  let regime: LeafRegime;
  let trial: Trial;
  beforeEach(async () => {
    regime = await leafEscrow.establish(establishment({ checksum: 12 }));
    trial = await makeTrial(regime);
  });

  it('opens with the family key, a warrant and both agents’ halves, and both write it down', async () => {
    const { access, problem } = await carryOut(regime, requestFor(regime, trial));
    expect(problem).toBeNull();
    expect(await readThrough(trial, access)).toBe(sentence);
    expect(regime.log()).toHaveLength(2);
  });

  it('leaves nothing on the console that opens another unit’s vault', async () => {
    const other = await makeTrial(regime);
    const { access } = await carryOut(regime, requestFor(regime, trial));
    const [slot] = other.slots;
    const [own] = trial.slots;
    if (!slot || !own || !access) throw new Error('no slot or no access');
    expect(await leafEscrow.recover(access.onConsole, slot, { vault: other.id, isDemo: true })).toBeNull();
    expect(await leafEscrow.recover(access.onConsole, own, { vault: trial.id, isDemo: true })).not.toBeNull();
  });

  it('does not open when somebody is missing', async () => {
    for (const missing of ['agency', 'first-agent', 'second-agent']) {
      const brought = regime.holders.filter(({ id }) => id !== missing).flatMap(({ keystores }) => keystores);
      const { problem, steps } = await carryOut(regime, requestFor(regime, trial, { brought }));
      expect([problem, steps.at(-1)?.outcome]).toEqual(['too-few-shares', 'refused']);
      const [slot] = trial.slots;
      if (!slot) throw new Error('no slot');
      expect(await leafEscrow.recover(brought, slot, { vault: trial.id, isDemo: true })).toBeNull();
    }
  });

  it('does not open with the keys of another system, with one wrong half, or outside a demonstration', async () => {
    const stranger = await leafEscrow.establish(establishment({ checksum: 12 }));
    await makeTrial(stranger);
    const family = keysOf(regime).filter(({ kind }) => kind === 'family-key');
    const mixed = [...family, ...keysOf(stranger)];
    for (const brought of [keysOf(stranger), mixed]) {
      expect((await carryOut(regime, requestFor(regime, trial, { brought }))).problem).toBe(
        'wrong-authority-key',
      );
      regime = await leafEscrow.establish(establishment({ checksum: 12 }));
      trial = await makeTrial(regime);
    }
    const [slot] = trial.slots;
    if (!slot) throw new Error('no slot');
    expect(await leafEscrow.recover(keysOf(regime), slot, { vault: trial.id, isDemo: false })).toBeNull();
  });

  it('is refused by the agents with a warrant that is not good', async () => {
    const other = await makeTrial(regime);
    for (const [warrant, code] of [
      [null, 'invalid-request'],
      [warrantFor(trial.id, { until: noon - 1 }), 'warrant-expired'],
      [warrantFor(trial.id, { from: noon + 1 }), 'warrant-not-yet-valid'],
      [warrantFor(other.id), 'warrant-out-of-scope'],
      [{ ...warrantFor(trial.id), validUntil: noon + 2 * day }, 'warrant-forged'],
    ] as const) {
      expect((await carryOut(regime, requestFor(regime, trial, { warrant }))).problem).toBe(code);
    }
    const request = requestFor(regime, trial);
    expect((await carryOut(regime, request)).problem).toBeNull();
    expect((await carryOut(regime, request)).problem).toBe('warrant-replayed');
  });

  it('keeps the same unit for a vault that is enrolled again', async () => {
    const again = await regime.enrol({ vaultId: trial.id, name: 'One' });
    const [seed] = again.seeds;
    const halves = keysOf(regime).flatMap((key) =>
      key.kind === 'unit-halves' ? [Object.keys(key.halves)] : [],
    );
    expect(seed?.escrow?.model).toBe('M5');
    expect(halves).toEqual([['1'], ['1']]);
  });

  it('has a checksum as wide as is set, from 8 to 24 bits', async () => {
    expect(regime.width).toBe(12);
    for (const checksum of [7, 25, 16.5]) {
      await expect(leafEscrow.establish(establishment({ checksum }))).rejects.toMatchObject({
        code: 'invalid-request',
      });
    }
    expect(isLeafRegime(regime)).toBe(true);
    expect(isLeafRegime(await crumpleZone.establish(establishment()))).toBe(false);
  });
});

describe('a client that forges its LEAF', () => {
  it('is accepted by the receiver, and the agency gets nothing', async () => {
    const regime = await leafEscrow.establish(establishment({ checksum: 12 }));
    const { rogue, trial } = await makeRogue(regime);
    expect(regime.accepts(rogue.access, rogue.sessionKey)).toBe(true);
    expect(rogue.tries).toBeGreaterThan(0);
    const { access, problem } = await carryOut(regime, requestFor(regime, trial));
    expect([problem, access]).toEqual(['wrong-authority-key', null]);
    const [slot] = trial.slots;
    if (!slot) throw new Error('no slot');
    expect(await leafEscrow.recover(keysOf(regime), slot, { vault: trial.id, isDemo: true })).toBeNull();
    const secret = leafSlotSecret(rogue.sessionKey, rogue.seed.id);
    const vault = await unlockVault(trial.store, { kind: 'escrow', id: slot.id, secret }, tools);
    expect(vault.list()).toHaveLength(1);
  });

  it('names a unit that nobody made, with the checksum of its own key', async () => {
    const regime = await leafEscrow.establish(establishment({ checksum: 8 }));
    const { rogue } = await makeRogue(regime);
    const [family] = keysOf(regime).flatMap((key) => (key.kind === 'family-key' ? [key.familyKey] : []));
    expect(leafContents(rogue.access, family ?? '').unitId).toBeGreaterThan(1);
    const other = await makeRogue(regime);
    expect(regime.accepts(other.rogue.access, other.rogue.sessionKey)).toBe(true);
    expect(rogue.access.leaf).not.toBe(other.rogue.access.leaf);
  });

  it('gives up when its tries are spent', async () => {
    const regime = await leafEscrow.establish(establishment({ checksum: 24 }));
    expect(regime.rogue(0)).toBeNull();
    expect(regime.rogue(10)).toBeNull();
  });
});
