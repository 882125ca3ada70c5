import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  CeremonyRun,
  Fault,
  LatchkeyError,
  ModelId,
  ModelPage,
  Settings,
} from '../../../contract/index.ts';
import { shownError, type Api } from '../../bridge/api.ts';

export interface CeremonyState {
  readonly model: ModelId;
  /** What differs from the presets. */
  readonly settings: Settings;
  readonly fault: Fault;
  readonly isRunning: boolean;
  /** The last one of this model; null while there has been none. */
  readonly run: CeremonyRun | null;
  /** The fault of `run`. */
  readonly ran: Fault;
  /** Why it could not even begin. What is refused in it is in `run`. */
  readonly failure: LatchkeyError | null;
}

/** Ceremonies of access, one model at a time. Nothing here rejects: see `failure`. */
export interface Ceremonies {
  readonly store: StoreApi<CeremonyState>;
  /** Puts away what was of another model. */
  choose(model: ModelId): void;
  set(parameter: string, value: number): void;
  /** What is to go wrong on purpose. */
  spoil(fault: Fault): void;
  /** Makes a demo vault and opens it by the model's ceremony. */
  carryOut(): Promise<void>;
}

/** The values that a ceremony is carried out with: those that were set, and the presets of the others. */
export function valuesOf({ parameters }: ModelPage, settings: Settings): Settings {
  return Object.fromEntries(parameters.map(({ id, preset }) => [id, settings[id] ?? preset]));
}

const fresh = (model: ModelId): CeremonyState => ({
  model,
  settings: {},
  fault: 'none',
  isRunning: false,
  run: null,
  ran: 'none',
  failure: null,
});

export function startCeremonies(api: Api): Ceremonies {
  const store = createStore<CeremonyState>(() => fresh('M1'));
  return {
    store,
    choose: (model) => {
      if (store.getState().model !== model) store.setState(fresh(model));
    },
    set: (parameter, value) =>
      store.setState(({ settings }) => ({ settings: { ...settings, [parameter]: value } })),
    spoil: (fault) => store.setState({ fault }),
    async carryOut() {
      const { model, settings, fault, isRunning } = store.getState();
      if (isRunning) return;
      const isStill = (): boolean => store.getState().model === model;
      store.setState({ isRunning: true, failure: null });
      try {
        const run = await api.call('lab.ceremony', { model, settings, fault });
        if (isStill()) store.setState({ run, ran: fault });
      } catch (thrown) {
        if (isStill()) store.setState({ run: null, failure: shownError(thrown) });
      }
      if (isStill()) store.setState({ isRunning: false });
    },
  };
}
