import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppSettings, LatchkeyError, SettingsState } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';

export interface SettingsView {
  /** Null until main has answered once. */
  readonly state: SettingsState | null;
  /** Why the last change was not made, or nothing could be read. */
  readonly error: LatchkeyError | null;
}

export interface SettingsOfComputer {
  readonly store: StoreApi<SettingsView>;
  /** Takes effect in every window at once. What does not work stands in the store. */
  change(change: Partial<AppSettings>): Promise<void>;
}

/** Follows this computer's settings. `apply` is told of each state: what the page itself has to do about it. */
export function startSettings(api: Api, apply: (settings: AppSettings) => void): SettingsOfComputer {
  const store = createStore<SettingsView>(() => ({ state: null, error: null }));
  const follow = (state: SettingsState): void => {
    store.setState({ state, error: null });
    apply(state.settings);
  };
  const fail = (thrown: unknown): void => store.setState({ error: shownError(thrown) });
  api.on('settings', follow);
  api.call('settings.read').then(
    // An event that came first is newer than this answer.
    (state) => store.getState().state ?? follow(state),
    fail,
  );
  return {
    store,
    async change(change) {
      const { state } = store.getState();
      // At once: a control that is moved shows where it is, not where it was.
      if (state !== null) follow({ ...state, settings: { ...state.settings, ...change } });
      try {
        follow(await api.call('settings.change', change));
      } catch (thrown) {
        if (state !== null) follow(state);
        fail(thrown);
      }
    },
  };
}

/** The size of a note's text, for the style sheet: the interface around it keeps its own. */
export function showTextSize({ textSize }: AppSettings): void {
  document.documentElement.style.setProperty('--text-note', `${textSize / 16}rem`);
}
