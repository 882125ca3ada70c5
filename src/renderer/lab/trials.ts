import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LatchkeyError } from '../../contract/index.ts';
import { shownError } from '../bridge/api.ts';

/** What has become of something that was tried: at most one of the three is so. */
export interface Trial<T> {
  readonly isRunning: boolean;
  /** What came back the last time. */
  readonly result: T | null;
  /** Why nothing came back the last time. */
  readonly failure: LatchkeyError | null;
}

/** Things that can be tried, by what they are called, and what came of each. Nothing here rejects. */
export interface Trials<K extends string | number, T> {
  readonly store: StoreApi<Readonly<Record<string, Trial<T>>>>;
  /** Tries it, anew if it was tried before. While it is being tried, nothing more happens. */
  run(key: K): Promise<void>;
  /** Tries it unless there is something to show for it, or it is being tried. A failure is tried again. */
  need(key: K): Promise<void>;
}

const untried: Trial<never> = { isRunning: false, result: null, failure: null };

/** What has become of one of them; nothing yet if it was never tried. */
export function trialOf<T>(trials: Readonly<Record<string, Trial<T>>>, key: string | number): Trial<T> {
  return trials[key] ?? untried;
}

export function createTrials<K extends string | number, T>(ask: (key: K) => Promise<T>): Trials<K, T> {
  const store = createStore<Readonly<Record<string, Trial<T>>>>(() => ({}));
  const put = (key: K, trial: Partial<Trial<T>>): void => store.setState({ [key]: { ...untried, ...trial } });

  const run = async (key: K): Promise<void> => {
    if (trialOf(store.getState(), key).isRunning) return;
    put(key, { isRunning: true });
    try {
      put(key, { result: await ask(key) });
    } catch (thrown) {
      put(key, { failure: shownError(thrown) });
    }
  };

  return {
    store,
    run,
    async need(key) {
      if (trialOf(store.getState(), key).result === null) await run(key);
    },
  };
}
