import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { CeremonyRun, ConsoleState, LabGuide, Settings } from '../../contract/lab.ts';
import { presetNumbers } from '../../escrow/numbers/index.ts';
import { codeOfFailure, resources } from '../fixtures/vaults.ts';
import { createLabSession, type LabSession } from './lab-session.ts';

let lab: LabSession;

beforeEach(() => {
  lab = createLabSession({ resources });
});

afterEach(() => lab.stop());

describe('a lab', () => {
  it('tells of its models, adversaries, scenarios and sources', async () => {
    const guide = await lab.guide();
    expect(v.parse(LabGuide, guide)).toEqual(guide);
    expect(guide.models).toHaveLength(10);
    expect(guide.adversaries).toHaveLength(11);
    expect(guide.scenarios).toHaveLength(14);
  });

  it('measures a derivation at the costs of a real vault', async () => {
    const { seconds, memoryKiB } = await lab.measureKdf();
    expect(memoryKiB).toBe(64 * 1024);
    expect(seconds).toBeGreaterThan(0.01);
  });

  it('carries out a ceremony, works out numbers and reports both', async () => {
    const run = await lab.ceremony({ model: 'M1', settings: {}, fault: 'none' });
    expect(v.parse(CeremonyRun, run).outcome).toBe('opened');
    await lab.numbers(presetNumbers);
    const report = await lab.reportHtml();
    expect(report).toContain(run.read);
  });

  it('plays a scenario with an adversary in a thread of its own', async () => {
    const run = await lab.scenario({ number: 1 });
    expect(run.holds).toBe(true);
  });

  it('has no cell and no evidence before the matrix was run', async () => {
    expect(await lab.lastMatrix()).toBeNull();
    expect(await codeOfFailure(() => lab.cell({ model: 'M0', adversary: 'A1' }))).toBe('not-found');
    expect(await codeOfFailure(() => lab.evidence())).toBe('not-found');
  });

  it('stops the matrix when it is asked to, and keeps nothing of it', async () => {
    const stop = new AbortController();
    const run = lab.matrix({ signal: stop.signal, onProgress: () => stop.abort() });
    expect(await codeOfFailure(() => run)).toBe('cancelled');
    expect(await lab.lastMatrix()).toBeNull();
  });

  it('takes only so much on at once, and goes on with that', async () => {
    const order = { model: 'M0', settings: {}, fault: 'none' } as const;
    const runs = Array.from({ length: 40 }, () => lab.ceremony(order));
    const ended = await Promise.allSettled(runs);
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(16);
    const refused = ended.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'conflict' });
    expect((await lab.ceremony(order)).model).toBe('M0');
  });

  it('takes no more settings than a model has, whatever they are called', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`setting-${at}`, 1]));
    const named: unknown = JSON.parse('{"__proto__":{"needed":1},"constructor":1e99}');
    expect(v.is(Settings, many)).toBe(false);
    const parsed = v.parse(Settings, named);
    expect(Object.keys(parsed)).toEqual([]);
    expect(parsed.needed).toBeUndefined();
    expect(v.is(Settings, { needed: 1e99 })).toBe(false);
    expect(v.is(Settings, { needed: 3, total: 5 })).toBe(true);
  });

  it('refuses evidence that is not any', async () => {
    expect(await codeOfFailure(() => lab.verifyEvidence({ file: new Uint8Array(100) }))).toBe(
      'evidence-damaged',
    );
  });
});

describe('the console of an authority', () => {
  async function warrantThatIs(standing: string) {
    const { warrants } = await lab.consoleState();
    const found = warrants.find((warrant) => warrant.standing === standing);
    if (!found) throw new Error(`no warrant is ${standing}`);
    return found;
  }

  it('has six vaults, and warrants of which only some are in order', async () => {
    const state = await lab.consoleState();
    expect(v.parse(ConsoleState, state)).toEqual(state);
    expect(state.vaults).toHaveLength(6);
    expect(state.warrants.map(({ standing }) => standing)).toEqual([
      ...['valid', 'valid', 'expired', 'not-yet-valid', 'forged', 'valid'],
    ]);
    expect(state.log).toEqual([]);
  });

  it('opens a vault on a valid warrant, once, and logs it', async () => {
    const { id: warrant, vaultId } = await warrantThatIs('valid');
    const opening = await lab.consoleOpen({ vaultId, warrant, isLogged: true });
    expect(opening.problem).toBeNull();
    expect(opening.notes).toHaveLength(1);
    const state = await lab.consoleState();
    expect(state.log).toHaveLength(1);
    expect(state.witness).toMatchObject({ size: 1, isConsistent: true });
    expect(state.warrants[0]?.standing).toBe('used');
    const again = await lab.consoleOpen({ vaultId, warrant, isLogged: true });
    expect(again.problem?.code).toBe('warrant-replayed');
  });

  it.each([
    ['expired', 'warrant-expired'],
    ['not-yet-valid', 'warrant-not-yet-valid'],
    ['forged', 'warrant-forged'],
  ] as const)('refuses a warrant that is %s, with or without the service', async (standing, code) => {
    const { id: warrant, vaultId } = await warrantThatIs(standing);
    for (const isLogged of [true, false]) {
      const { problem, notes } = await lab.consoleOpen({ vaultId, warrant, isLogged });
      expect(problem?.code).toBe(code);
      expect(notes).toEqual([]);
    }
  });

  it('opens the same vault with the key alone, and nothing is logged', async () => {
    const { id: warrant, vaultId } = await warrantThatIs('valid');
    const lawful = await lab.consoleOpen({ vaultId, warrant, isLogged: true });
    const before = await lab.consoleState();
    const direct = await lab.consoleOpen({ vaultId, warrant: null, isLogged: false });
    expect(direct.notes).toEqual(lawful.notes);
    expect(await lab.consoleState()).toMatchObject({ log: before.log, witness: before.witness });
  });

  it('writes into the log what was opened past the service if the official wants it there', async () => {
    const { vaults } = await lab.consoleState();
    const opening = await lab.consoleOpen({ vaultId: vaults[5]?.id ?? '', warrant: null, isLogged: true });
    expect(opening.steps.at(-1)?.logged).toHaveLength(1);
    expect((await lab.consoleState()).log).toHaveLength(1);
  });

  it('shows a witness that an entry was taken out, and does not open on a warrant after that', async () => {
    const first = await warrantThatIs('valid');
    await lab.consoleOpen({ vaultId: first.vaultId, warrant: first.id, isLogged: true });
    const state = await lab.consoleRemoveEntry({ index: 0 });
    expect(state.log).toEqual([]);
    expect(state.witness).toMatchObject({ size: 1, isConsistent: false });
    const second = await warrantThatIs('valid');
    const { problem } = await lab.consoleOpen({
      vaultId: second.vaultId,
      warrant: second.id,
      isLogged: true,
    });
    expect(problem?.code).toBe('log-inconsistent');
    expect(await codeOfFailure(() => lab.consoleRemoveEntry({ index: 7 }))).toBe('not-found');
  });

  it('has a clock that makes warrants valid, and lets them run out', async () => {
    const early = await warrantThatIs('not-yet-valid');
    await lab.consoleAdvance({ days: 8 });
    expect((await warrantThatIs('valid')).issuer).toBe(early.issuer);
    const { warrants } = await lab.consoleAdvance({ days: 365 });
    expect(warrants.filter(({ standing }) => standing === 'valid')).toEqual([]);
  });

  it('has no vault that a warrant from elsewhere names', async () => {
    const { warrants } = await lab.consoleState();
    const { id: warrant, vaultId } = warrants[5] ?? { id: '', vaultId: '' };
    const { problem } = await lab.consoleOpen({ vaultId, warrant, isLogged: true });
    expect(problem?.code).toBe('not-found');
  });

  it('begins again with other keys and vaults', async () => {
    const { authority, vaults } = await lab.consoleState();
    const after = await lab.consoleReset();
    expect(after.authority.fingerprint).not.toBe(authority.fingerprint);
    expect(after.vaults[0]?.id).not.toBe(vaults[0]?.id);
  });
});
