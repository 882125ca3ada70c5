import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConsoleOpening, ConsoleState } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';

/** What the official has on the desk. */
export interface DeskState {
  /** Null until the desk has been set up. */
  readonly console: ConsoleState | null;
  /** Id of the vault that is chosen. */
  readonly vault: string | null;
  /** Id of the warrant that is chosen; null for none: the key is then used directly. */
  readonly warrant: string | null;
  /** Whether a direct use of the key is written into the log. */
  readonly isLogged: boolean;
  /** What the last opening gave, and of which vault. */
  readonly opening: (ConsoleOpening & { readonly vaultName: string }) | null;
  readonly isBusy: boolean;
  readonly failure: string | null;
}

export interface Desk {
  readonly store: StoreApi<DeskState>;
  load(): Promise<void>;
  chooseVault(id: string): void;
  chooseWarrant(id: string | null): void;
  setLogged(isLogged: boolean): void;
  /** Opens the chosen vault, with the chosen warrant or without. */
  open(): Promise<void>;
  advance(days: number): Promise<void>;
  removeEntry(index: number): Promise<void>;
  /** Begins again with new vaults, keys and warrants. */
  reset(): Promise<void>;
}

const empty: DeskState = {
  console: null,
  vault: null,
  warrant: null,
  isLogged: true,
  opening: null,
  isBusy: false,
  failure: null,
};

export function createConsole(api: Api): Desk {
  const store = createStore<DeskState>(() => empty);

  const busy = async (work: () => Promise<Partial<DeskState>>): Promise<void> => {
    if (store.getState().isBusy) return;
    store.setState({ isBusy: true, failure: null });
    try {
      store.setState(await work());
    } catch (thrown) {
      store.setState({ failure: shownError(thrown).message });
    } finally {
      store.setState({ isBusy: false });
    }
  };

  /** Begins with the first warrant and the vault it names. */
  const begin = (console: ConsoleState): Partial<DeskState> => {
    const [warrant] = console.warrants;
    const named = console.vaults.find(({ id }) => id === warrant?.vaultId) ?? console.vaults[0];
    return { ...empty, console, warrant: warrant?.id ?? null, vault: named?.id ?? null };
  };

  return {
    store,
    load: () => busy(async () => begin(await api.call('console.state'))),
    chooseVault: (vault) => store.setState({ vault }),
    chooseWarrant: (warrant) => {
      const { console, vault } = store.getState();
      const named = console?.warrants.find(({ id }) => id === warrant)?.vaultId;
      const isHere = console?.vaults.some(({ id }) => id === named) === true;
      store.setState({ warrant, vault: isHere ? (named ?? vault) : vault });
    },
    setLogged: (isLogged) => store.setState({ isLogged }),
    open: () =>
      busy(async () => {
        const { vault: vaultId, warrant, isLogged, console } = store.getState();
        if (vaultId === null) return {};
        const opening = await api.call('console.open', { vaultId, warrant, isLogged });
        const vaultName = console?.vaults.find(({ id }) => id === vaultId)?.name ?? '';
        return { opening: { ...opening, vaultName }, console: await api.call('console.state') };
      }),
    advance: (days) => busy(async () => ({ console: await api.call('console.advance', { days }) })),
    removeEntry: (index) => busy(async () => ({ console: await api.call('console.removeEntry', { index }) })),
    reset: () => busy(async () => begin(await api.call('console.reset'))),
  };
}
