import { describe, expect, it } from 'vitest';
import { LatchkeyError, type LabGuide, type MatrixRun, type MethodName } from '../../contract/index.ts';
import { createScreen } from '../app/screen-store.ts';
import { createApi } from '../bridge/api.ts';
import { fakeBridge } from '../bridge/fake-bridge.ts';
import { cellKey, startLab } from './lab-store.ts';

const guide: LabGuide = {
  models: [],
  adversaries: [],
  scenarios: [],
  claims: [],
  sources: [],
  incidents: [],
  terms: [{ term: 'canary', meaning: 'A random sentence.' }],
};
const cell = { model: 'M1', adversary: 'A4', outcome: 'all', recovered: 20, total: 20, seconds: 1 } as const;
const run: MatrixRun = {
  matrix: { models: ['M1'], adversaries: ['A4'], cells: [cell] },
  at: 1,
  seconds: 2,
  evidenceHash: 'ab'.repeat(32),
  surprises: [],
};
const detail = {
  cell,
  prediction: { outcome: 'all', recovered: 20, reason: 'One key opens all.' },
  bundle: [],
  bundleHash: 'cd'.repeat(32),
  codePath: 'attack',
  vaults: [],
  metadata: [],
  tries: 0,
  dollars: null,
  log: [],
} as const;

function lab(handlers: Partial<Record<MethodName, (request: never) => unknown>> = {}) {
  const fake = fakeBridge({ 'lab.guide': () => guide, 'lab.lastMatrix': () => null, ...handlers });
  const screen = createScreen();
  return { ...fake, screen, lab: startLab(createApi(fake.bridge), screen) };
}

const called = (calls: readonly { method: MethodName }[], name: MethodName): number =>
  calls.filter(({ method }) => method === name).length;

describe('the escrow lab', () => {
  it('gets its guide once, however often it is entered', async () => {
    const { lab: it, calls } = lab();
    it.visit(null);
    await it.load();
    it.visit({ page: 'matrix' });
    await it.load();
    expect(called(calls, 'lab.guide')).toBe(1);
    expect(it.store.getState().guide).toEqual(guide);
  });

  it('says why the guide did not come, and gets it at the next try', async () => {
    let isBroken = true;
    const { lab: it } = lab({
      'lab.guide': () => {
        if (isBroken) throw new LatchkeyError('internal', 'It broke.');
        return guide;
      },
    });
    await it.load();
    expect(it.store.getState()).toMatchObject({ guide: null, guideFailure: { message: 'It broke.' } });
    isBroken = false;
    await it.load();
    expect(it.store.getState()).toMatchObject({ guide, guideFailure: null });
  });

  it('goes back along the links that were followed, and then out', () => {
    const { lab: it, screen } = lab();
    it.visit({ page: 'models' });
    it.follow({ page: 'models', model: 'M4' });
    it.choose({ page: 'models', model: 'M5' });
    it.follow({ page: 'sources', source: 'doormats-2015' });
    it.back();
    expect(screen.getState().lab).toEqual({ page: 'models', model: 'M5' });
    it.back();
    expect(screen.getState().lab).toEqual({ page: 'models' });
    it.back();
    expect(screen.getState().lab).toBeNull();
  });

  it('comes in again where one was last', () => {
    const { lab: it, screen } = lab();
    it.visit({ page: 'numbers' });
    it.leave();
    it.visit(null);
    expect(screen.getState().lab).toEqual({ page: 'numbers' });
  });

  it('ends presenting when it is left', () => {
    const { lab: it } = lab();
    it.visit(null);
    it.present(true);
    it.leave();
    expect(it.store.getState().isPresenting).toBe(false);
  });

  it('keeps the matrix and its progress, and forgets the cells of the run before', async () => {
    const { lab: it, emit } = lab({ 'lab.matrix': () => run, 'lab.cell': () => detail });
    const running = it.runMatrix();
    emit('lab.progress', { work: 'matrix', done: 3, total: 110 });
    expect(it.store.getState()).toMatchObject({ task: 'matrix', progress: { done: 3, total: 110 } });
    await running;
    expect(it.store.getState()).toMatchObject({ task: null, progress: null, run });
    await it.readCell(cell);
    expect(it.store.getState().cells[cellKey(cell)]).toEqual(detail);
    await it.runMatrix();
    expect(it.store.getState().cells).toEqual({});
  });

  it('keeps the run before when somebody stops the next one', async () => {
    const { lab: it } = lab({
      'lab.lastMatrix': () => run,
      'lab.matrix': () => {
        throw new LatchkeyError('cancelled', 'Stopped.');
      },
    });
    await it.load();
    await it.runMatrix();
    expect(it.store.getState()).toMatchObject({
      run,
      failure: { task: 'matrix', error: { code: 'cancelled' } },
    });
  });

  it('does one thing at a time', async () => {
    const { lab: it, calls } = lab({ 'lab.matrix': () => run, 'lab.saveEvidence': () => 'evidence.json' });
    await Promise.all([it.runMatrix(), it.saveEvidence()]);
    expect(called(calls, 'lab.saveEvidence')).toBe(0);
  });

  it('tells the name of the file it saved, and nothing when nobody chose one', async () => {
    let file: string | null = 'report.html';
    const { lab: it } = lab({ 'lab.saveReport': () => file });
    await it.saveReport('html');
    expect(it.store.getState().saved).toEqual({ task: 'report', file: 'report.html' });
    file = null;
    await it.saveReport('html');
    expect(it.store.getState().saved).toBeNull();
  });

  it('asks again for a cell that could not be had', async () => {
    let isBroken = true;
    const { lab: it } = lab({
      'lab.lastMatrix': () => run,
      'lab.cell': () => {
        if (isBroken) throw new LatchkeyError('not-found', 'There was no run.');
        return detail;
      },
    });
    await it.load();
    await it.readCell(cell);
    expect(it.store.getState().cells[cellKey(cell)]).toMatchObject({ code: 'not-found' });
    isBroken = false;
    await it.readCell(cell);
    expect(it.store.getState().cells[cellKey(cell)]).toEqual(detail);
  });
});
