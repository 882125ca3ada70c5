import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KnownVault, LatchkeyError } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';

export interface VaultsState {
  /** The latest first; null until main has answered once. */
  readonly known: readonly KnownVault[] | null;
  /** Why the last thing that was asked for did not happen. */
  readonly error: LatchkeyError | null;
}

/** The vaults that were open on this computer, and the windows they are shown in. Nothing rejects: the store says what went wrong. */
export interface Vaults {
  readonly store: StoreApi<VaultsState>;
  /** Asks main again. */
  refresh(): Promise<void>;
  show(ref: string, where: 'here' | 'new-window'): Promise<void>;
  /** Takes a vault off the list; its file stays. */
  forget(ref: string): Promise<void>;
  /** Asks the person for a vault file, for this window. */
  choose(): Promise<void>;
  openWindow(): Promise<void>;
  /** Opens the window of quick capture. */
  openCapture(): Promise<void>;
}

export function createVaults(api: Api): Vaults {
  const store = createStore<VaultsState>(() => ({ known: null, error: null }));
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    store.setState({ error: null });
    try {
      await work();
    } catch (thrown) {
      store.setState({ error: shownError(thrown) });
    }
  };
  const read = async (): Promise<void> => store.setState({ known: await api.call('vaults.list') });
  return {
    store,
    refresh: () => attempt(read),
    show: (ref, where) => attempt(() => api.call('vaults.show', { ref, where })),
    forget: (ref) =>
      attempt(async () => {
        await api.call('vaults.forget', { ref });
        await read();
      }),
    choose: () => attempt(() => api.call('vault.choose')),
    openWindow: () => attempt(() => api.call('window.new')),
    openCapture: () => attempt(() => api.call('window.capture')),
  };
}
