import { createStore, type StoreApi } from 'zustand/vanilla';

/** Where the person is, beyond what main decides. */
export interface ScreenState {
  /** The form for a new vault stands in front of the welcome or lock screen. */
  readonly creating: boolean;
  readonly shortcuts: boolean;
}

export type Screen = StoreApi<ScreenState>;

export function createScreen(): Screen {
  return createStore<ScreenState>(() => ({ creating: false, shortcuts: false }));
}
