import { createStore, type StoreApi } from 'zustand/vanilla';
import { errorToData, type DraftsBack } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';
import type { Session } from '../session/session-store.ts';

export interface DraftsState extends DraftsBack {
  /** Whether it is being tried. */
  readonly trying: boolean;
}

const nothing: DraftsState = { notes: [], waiting: 0, why: null, trying: false };

/** Drafts that could not be saved when the vault was locked. */
export interface Drafts {
  readonly store: StoreApi<DraftsState>;
  /** Tries once more to put those that wait into the vault. */
  again(): Promise<void>;
  /** The person has seen which are back. */
  dismiss(): void;
}

/** Has drafts put back after each unlock. */
export function startDrafts(api: Api, session: Session): Drafts {
  const store = createStore(() => nothing);
  let sitting = 0;

  const bringBack = async (): Promise<void> => {
    const mine = sitting;
    store.setState({ trying: true });
    const { notes, ...rest } = await api.call('drafts.bringBack').catch((thrown: unknown) => {
      const { waiting } = store.getState();
      return { notes: [], waiting, why: errorToData(shownError(thrown)) };
    });
    if (mine !== sitting) return;
    store.setState((before) => ({ ...rest, notes: [...before.notes, ...notes], trying: false }));
  };

  session.store.subscribe(({ app }, { app: before }) => {
    const [is, was] = [app?.phase === 'unlocked', before?.phase === 'unlocked'];
    if (is === was) return;
    sitting += 1;
    store.setState(nothing, true);
    if (is) void bringBack();
  });

  return { store, again: bringBack, dismiss: () => store.setState({ notes: [] }) };
}
