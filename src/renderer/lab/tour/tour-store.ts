import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  presetNumbers,
  type CeremonyRun,
  type Fault,
  type ModelId,
  type NumbersResult,
} from '../../../contract/index.ts';
import type { Api } from '../../bridge/api.ts';
import type { Lab } from '../lab-store.ts';
import { scenariosOf } from '../scenarios/scenario-store.ts';
import { createTrials, type Trials } from '../trials.ts';
import { stops, type Exhibit } from './stops.ts';

/** A ceremony by its model and by what goes wrong in it on purpose. */
export type CeremonyKey = `${ModelId}:${Fault}`;

export interface TourState {
  /** The stop that is shown, from 0. */
  readonly at: number;
}

/** The guided tour. Where one is, and what was computed, stays while another page is shown. */
export interface Tour {
  readonly store: StoreApi<TourState>;
  readonly ceremonies: Trials<CeremonyKey, CeremonyRun>;
  /** What follows from the presets of the numbers page. */
  readonly numbers: Trials<'presets', NumbersResult>;
  goTo(at: number): void;
  /** Goes on, and answers whether there was a stop to go to. */
  next(): boolean;
  back(): boolean;
  /** Computes what this stop shows, unless it is there. */
  arrive(): void;
  /** Computes it anew. */
  again(): void;
}

interface CeremonyOrder {
  readonly model: ModelId;
  readonly fault: Fault;
}

export function ceremonyKey({ model, fault }: CeremonyOrder): CeremonyKey {
  return `${model}:${fault}`;
}

/** Every ceremony that the tour has. */
const orders: ReadonlyMap<CeremonyKey, CeremonyOrder> = new Map(
  stops.flatMap(({ exhibit }) =>
    exhibit.kind === 'ceremony'
      ? [[ceremonyKey(exhibit), { model: exhibit.model, fault: exhibit.fault }] as const]
      : [],
  ),
);

export type LabWork = Pick<Lab, 'store' | 'runMatrix'>;

export function createTour(api: Api, lab: LabWork): Tour {
  const store = createStore<TourState>(() => ({ at: 0 }));
  const numbers = createTrials(() => api.call('lab.numbers', presetNumbers));
  const ceremonies = createTrials(async (key: CeremonyKey) => {
    const order = orders.get(key);
    if (order === undefined) throw new RangeError(`The tour has no ceremony ${key}`);
    return api.call('lab.ceremony', { ...order, settings: {} });
  });

  const compute = (exhibit: Exhibit, how: 'run' | 'need'): void => {
    if (exhibit.kind === 'ceremony') void ceremonies[how](ceremonyKey(exhibit));
    if (exhibit.kind === 'scenario') void scenariosOf(api)[how](exhibit.number);
    if (exhibit.kind === 'numbers') void numbers[how]('presets');
    if (exhibit.kind === 'matrix' && (how === 'run' || lab.store.getState().run === null))
      void lab.runMatrix();
  };
  const computeHere = (how: 'run' | 'need'): void => {
    const stop = stops[store.getState().at];
    if (stop !== undefined) compute(stop.exhibit, how);
  };

  /** Answers whether there is such a stop. */
  const goTo = (at: number): boolean => {
    if (stops[at] === undefined) return false;
    store.setState({ at });
    return true;
  };

  return {
    store,
    ceremonies,
    numbers,
    goTo: (at) => void goTo(at),
    next: () => goTo(store.getState().at + 1),
    back: () => goTo(store.getState().at - 1),
    arrive: () => computeHere('need'),
    again: () => computeHere('run'),
  };
}

const kept = new WeakMap<Api, Tour>();

/** The tour of this window. */
export function tourOf(api: Api, lab: LabWork): Tour {
  const known = kept.get(api) ?? createTour(api, lab);
  kept.set(api, known);
  return known;
}
