import { describe, expect, it } from 'vitest';
import { LatchkeyError, presetNumbers, type CeremonyRun, type MatrixRun } from '../../../contract/index.ts';
import { createApi } from '../../bridge/api.ts';
import { fakeBridge } from '../../bridge/fake-bridge.ts';
import { createScreen } from '../../app/screen-store.ts';
import { startLab } from '../lab-store.ts';
import { someResult } from '../numbers/fake-result.ts';
import { someRun } from '../scenarios/fake-run.ts';
import { scenariosOf } from '../scenarios/scenario-store.ts';
import { trialOf } from '../trials.ts';
import { stops } from './stops.ts';
import { ceremonyKey, createTour, tourOf } from './tour-store.ts';

const someCeremony: CeremonyRun = {
  model: 'M4',
  settings: {},
  steps: [],
  outcome: 'opened',
  read: 'A canary sings.',
  problem: null,
  seconds: 0.2,
};
const someMatrix: MatrixRun = {
  matrix: { models: [], adversaries: [], cells: [] },
  at: 1,
  seconds: 40,
  evidenceHash: '',
  surprises: [],
};

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

function begin(handlers: Parameters<typeof fakeBridge>[0] = {}) {
  const { bridge, calls } = fakeBridge({
    'lab.ceremony': () => someCeremony,
    'lab.scenario': () => someRun(),
    'lab.matrix': () => someMatrix,
    'lab.numbers': () => someResult(),
    ...handlers,
  });
  const api = createApi(bridge);
  const lab = startLab(api, createScreen());
  return { tour: createTour(api, lab), api, lab, calls };
}

const numberOf = (id: string): number => stops.findIndex((stop) => stop.id === id);

describe('the guided tour', () => {
  it('leads from the first stop to the last and back, and no further', () => {
    const { tour } = begin();
    expect(tour.back()).toBe(false);
    for (let at = 1; at < stops.length; at++) {
      expect(tour.next()).toBe(true);
      expect(tour.store.getState().at).toBe(at);
    }
    expect(tour.next()).toBe(false);
    expect(tour.back()).toBe(true);
    expect(tour.store.getState().at).toBe(stops.length - 2);
  });

  it('goes to any stop there is, and to no other', () => {
    const { tour } = begin();
    tour.goTo(7);
    tour.goTo(stops.length);
    tour.goTo(-1);
    expect(tour.store.getState().at).toBe(7);
  });

  it('computes everything that it shows, each once, in the order of its stops', async () => {
    const { tour, calls } = begin();
    for (let at = 0; at < stops.length; at++) {
      tour.goTo(at);
      tour.arrive();
      tour.arrive();
      await settled();
    }
    expect(calls).toEqual([
      { method: 'lab.ceremony', request: { model: 'M0', fault: 'none', settings: {} } },
      { method: 'lab.ceremony', request: { model: 'M4', fault: 'none', settings: {} } },
      { method: 'lab.ceremony', request: { model: 'M4', fault: 'expired-warrant', settings: {} } },
      { method: 'lab.scenario', request: { number: 5 } },
      { method: 'lab.scenario', request: { number: 1 } },
      { method: 'lab.scenario', request: { number: 4 } },
      { method: 'lab.matrix', request: undefined },
      { method: 'lab.scenario', request: { number: 3 } },
      { method: 'lab.scenario', request: { number: 12 } },
      { method: 'lab.numbers', request: presetNumbers },
    ]);
  });

  it('shows the last run of the matrix where there is one, and runs it anew when it is asked to', async () => {
    const { tour, lab, calls } = begin();
    await lab.runMatrix();
    tour.goTo(numberOf('others'));
    tour.arrive();
    await settled();
    expect(calls).toHaveLength(1);
    tour.again();
    await settled();
    expect(calls).toHaveLength(2);
  });

  it('shows a scenario that was run on its own page as it came out there', async () => {
    const { tour, api, calls } = begin();
    await scenariosOf(api).run(5);
    tour.goTo(numberOf('direct'));
    tour.arrive();
    await settled();
    expect(calls).toHaveLength(1);
  });

  it('says why something could not be computed, and tries it again when somebody comes back', async () => {
    let isBusy = true;
    const { tour } = begin({
      'lab.ceremony': () => {
        if (isBusy) throw new LatchkeyError('conflict', 'The lab is at work already.');
        return someCeremony;
      },
    });
    const promised = () =>
      trialOf(tour.ceremonies.store.getState(), ceremonyKey({ model: 'M4', fault: 'none' }));
    tour.goTo(numberOf('promised'));
    tour.arrive();
    await settled();
    expect(promised().failure?.code).toBe('conflict');
    isBusy = false;
    tour.arrive();
    await settled();
    expect(promised().result).toEqual(someCeremony);
  });

  it('is where it was left when somebody comes back', () => {
    const { api, lab } = begin();
    tourOf(api, lab).goTo(4);
    expect(tourOf(api, lab).store.getState().at).toBe(4);
  });
});
