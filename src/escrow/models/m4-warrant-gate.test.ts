import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { toHex, type EscrowSlot } from '../../vault/index.ts';
import type { Wrap } from '../wrap.ts';
import { WrappedAccess } from '../wrapped-slot.ts';
import { AccessLog, Witness } from '../warrants/access-log.ts';
import { PolicyService } from '../warrants/policy-service.ts';
import { isGated, warrantGate, type GatedRegime } from './m4-warrant-gate.ts';
import { nationalKey } from './m1-national-key.ts';
import {
  carryOut,
  court,
  day,
  establishment,
  makeTrial,
  noon,
  readThrough,
  requestFor,
  sentence,
  warrantFor,
  type Trial,
} from './testing/trial.ts';

describe('a key behind a warrant check', () => {
  let regime: GatedRegime;
  let trial: Trial;
  beforeEach(async () => {
    regime = await warrantGate.establish(establishment());
    trial = await makeTrial(regime);
  });

  it('opens a vault on a valid warrant, and the log and its witness know of it before', async () => {
    const { access, problem } = await carryOut(regime, requestFor(regime, trial));
    expect(problem).toBeNull();
    expect(await readThrough(trial, access)).toBe(sentence);
    expect(regime.log()).toHaveLength(1);
    expect(regime.witness.seen).toEqual({ size: 1, root: regime.log()[0]?.root });
  });

  it('refuses an expired warrant, and the same key without any warrant gives the same bytes', async () => {
    const { access } = await carryOut(regime, requestFor(regime, trial));
    const expired = warrantFor(trial.id, { from: noon - 2 * day, until: noon - day });
    const { problem } = await carryOut(regime, requestFor(regime, trial, { warrant: expired }));
    expect(problem).toBe('warrant-expired');

    const [slot] = trial.slots;
    const keystores = regime.holders.flatMap((holder) => holder.keystores);
    const before = regime.log().length;
    const secret = slot && (await warrantGate.recover(keystores, slot, { vault: trial.id, isDemo: true }));
    expect(secret && toHex(secret)).toBe(access?.opened && toHex(access.opened.secret));
    expect(secret).toHaveLength(32);
    expect(regime.log()).toHaveLength(before);
  });

  it('opens nothing without a warrant, and logs that somebody asked', async () => {
    const { problem, steps } = await carryOut(regime, requestFor(regime, trial, { warrant: null }));
    expect(problem).toBe('invalid-request');
    expect(steps.at(-1)?.logged.map(({ what }) => what)).toEqual([expect.stringMatching(/^refused/)]);
  });

  it('takes a warrant once, and not for another vault or scope', async () => {
    const request = requestFor(regime, trial);
    await carryOut(regime, request);
    expect((await carryOut(regime, request)).problem).toBe('warrant-replayed');
    const other = await makeTrial(regime);
    const warrant = warrantFor(other.id);
    expect((await carryOut(regime, requestFor(regime, trial, { warrant }))).problem).toBe(
      'warrant-out-of-scope',
    );
    const rescoped = { ...warrantFor(trial.id), vaultId: toHex(other.id) };
    expect((await carryOut(regime, requestFor(regime, other, { warrant: rescoped }))).problem).toBe(
      'warrant-forged',
    );
  });

  it('stops when its log was edited, until the log is whole again', async () => {
    await carryOut(regime, requestFor(regime, trial));
    const whole = regime.service.log;
    regime.service.restore(new AccessLog([]));
    expect((await carryOut(regime, requestFor(regime, trial))).problem).toBe('log-inconsistent');
    regime.service.restore(new AccessLog(whole.entries));
    expect((await carryOut(regime, requestFor(regime, trial))).problem).toBeNull();
  });

  it('has the key of every vault in the memory of its console', async () => {
    const other = await makeTrial(regime);
    const { access } = await carryOut(regime, requestFor(regime, trial));
    const [slot] = other.slots;
    const place = { vault: other.id, isDemo: true };
    expect(slot && access && (await warrantGate.recover(access.onConsole, slot, place))).toHaveLength(32);
  });

  it('opens nothing after a byte of the slot was changed, in the vault of another, or as a real one', async () => {
    const [slot] = trial.slots;
    if (!slot) throw new Error('no slot');
    const keystores = regime.holders.flatMap((holder) => holder.keystores);
    const { publicKeys, wraps } = v.parse(WrappedAccess, slot.access);
    const changed = (edit: (wrap: Wrap) => Wrap): EscrowSlot => ({
      ...slot,
      access: { publicKeys, wraps: wraps.map(edit) },
    });
    const flipped = (hex: string) => (hex.startsWith('0') ? '1' : '0') + hex.slice(1);
    const place = { vault: trial.id, isDemo: true };
    for (const tampered of [
      changed((wrap) => ({ ...wrap, sealed: flipped(wrap.sealed) })),
      changed((wrap) => ({ ...wrap, enc: flipped(wrap.enc) })),
      changed((wrap) => ({ ...wrap, sealed: wrap.sealed.slice(2) })),
      { ...slot, access: { publicKeys, wraps: [] } },
      { ...slot, access: {} },
    ]) {
      expect(await warrantGate.recover(keystores, tampered, place)).toBeNull();
    }
    expect(
      await warrantGate.recover(
        keystores,
        changed((wrap) => wrap),
        place,
      ),
    ).toHaveLength(32);
    expect(await warrantGate.recover(keystores, slot, { ...place, isDemo: false })).toBeNull();
    const other = await makeTrial(regime);
    expect(await warrantGate.recover(keystores, slot, { ...place, vault: other.id })).toBeNull();
    expect(await warrantGate.recover([], slot, place)).toBeNull();
  });

  it('is known from other regimes by its policy service', async () => {
    expect(isGated(regime)).toBe(true);
    expect(isGated(await nationalKey.establish(establishment()))).toBe(false);
  });
});

describe('a policy service', () => {
  it('opens only what it has admitted itself, and once', async () => {
    const regime = await warrantGate.establish(establishment());
    const trial = await makeTrial(regime);
    const [slot] = trial.slots;
    if (!slot) throw new Error('no slot');
    const order = { vaultId: trial.id, isDemo: true, warrant: warrantFor(trial.id) };
    const { service } = regime;
    const entry = service.check(order);
    const admission = service.publish(order, entry);
    await expect(service.open({ ...admission }, slot)).rejects.toThrow('not admitted');
    expect(await service.open(admission, slot)).toHaveLength(32);
    await expect(service.open(admission, slot)).rejects.toThrow('not admitted');
    expect(() => service.publish(order, { ...entry })).toThrow('not in its log');
    expect(service.hasUsed(order.warrant)).toBe(true);
  });

  it('goes on from a log and a witness of before', () => {
    const log = new AccessLog([{ at: noon, by: 'Access service', what: 'opens a vault' }]);
    const setup = { name: 'Access service', issuer: court.publicKey, now: () => noon, log };
    const service = new PolicyService({ ...setup, witness: new Witness(log.head) });
    expect(service.log.head.size).toBe(1);
    expect(service.keystores).toEqual([]);
  });
});
