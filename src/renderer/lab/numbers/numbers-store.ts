import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  presetNumbers,
  type LatchkeyError,
  type NumbersInput,
  type NumbersResult,
  type Response,
} from '../../../contract/index.ts';
import { shownError, type Api } from '../../bridge/api.ts';
import { boundsOf } from './bounds.ts';
import { moved, type SliderField } from './sliders.ts';

export type Measured = Response<'lab.measureKdf'>;

export interface NumbersState {
  readonly input: NumbersInput;
  /** What follows from the input, or from the one before while that is being worked out; null at first. */
  readonly result: NumbersResult | null;
  /** What one guess takes on this machine; null until it has been measured. */
  readonly measured: Measured | null;
  readonly isMeasuring: boolean;
  /** Why the last question was not answered. */
  readonly failure: LatchkeyError | null;
  /** Why nothing could be measured. */
  readonly unmeasured: LatchkeyError | null;
}

export interface Numbers {
  readonly store: StoreApi<NumbersState>;
  /** Asks for what is not there yet. */
  open(): void;
  set(field: SliderField, value: number): void;
  /** Back to the presets; what was measured stays. */
  reset(): void;
  measure(): Promise<void>;
}

/** How many blocks a derivation reads and writes: what its time goes with. */
function traffic({ memoryKiB, passes }: Pick<NumbersInput, 'memoryKiB' | 'passes'>): number {
  return memoryKiB * (3 * passes - 1);
}

/** Seconds of one guess on this machine at other costs than were measured, by proportion; within the contract's bounds. */
export function secondsHere(measured: Measured, costs: Pick<NumbersInput, 'memoryKiB' | 'passes'>): number {
  const { min, max } = boundsOf('kdfSeconds');
  const seconds = (measured.seconds * traffic(costs)) / traffic(measured);
  return Math.min(max, Math.max(min, seconds));
}

/** What the sliders stand at, and what follows. One question is out at a time; then the latest one, and none between. */
export function createNumbers(api: Api): Numbers {
  const store = createStore<NumbersState>(() => ({
    input: presetNumbers,
    result: null,
    measured: null,
    isMeasuring: false,
    failure: null,
    unmeasured: null,
  }));
  let isAsking = false;

  const ask = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    for (let asked: NumbersInput | null = null; asked !== store.getState().input;) {
      asked = store.getState().input;
      try {
        store.setState({ result: await api.call('lab.numbers', asked), failure: null });
      } catch (thrown) {
        store.setState({ failure: shownError(thrown) });
      }
    }
    isAsking = false;
  };

  const take = (input: NumbersInput): void => {
    const { measured } = store.getState();
    const kdfSeconds = measured === null ? input.kdfSeconds : secondsHere(measured, input);
    store.setState({ input: { ...input, kdfSeconds } });
    void ask();
  };

  const measure = async (): Promise<void> => {
    if (store.getState().isMeasuring) return;
    store.setState({ isMeasuring: true, unmeasured: null });
    try {
      store.setState({ measured: await api.call('lab.measureKdf') });
      take(store.getState().input);
    } catch (thrown) {
      store.setState({ unmeasured: shownError(thrown) });
    }
    store.setState({ isMeasuring: false });
  };

  return {
    store,
    open() {
      const { result, measured } = store.getState();
      if (result === null) void ask();
      if (measured === null) void measure();
    },
    set: (field, value) => take(moved(store.getState().input, field, value)),
    reset: () => take(presetNumbers),
    measure,
  };
}

const kept = new WeakMap<Api, Numbers>();

/** The numbers of this window: the sliders stay where they are while another page is shown. */
export function numbersOf(api: Api): Numbers {
  const known = kept.get(api) ?? createNumbers(api);
  kept.set(api, known);
  return known;
}
