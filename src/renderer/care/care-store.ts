import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Health, LatchkeyError, Work, WorkProgress } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';
import type { Session } from '../session/session-store.ts';

/** The recovery phrase of a vault's first day. */
export type FirstPhrase =
  | { readonly state: 'none' | 'making' }
  | { readonly state: 'made'; readonly phrase: string }
  | { readonly state: 'failed'; readonly error: LatchkeyError };

export interface CareState {
  /** What main said last; null while no vault is open. */
  readonly health: Health | null;
  /** How far the work that is going on has come. */
  readonly progress: WorkProgress | null;
  /** Why the work that was last asked for here did not succeed. */
  readonly failure: { readonly work: Work; readonly error: LatchkeyError } | null;
  readonly first: FirstPhrase;
}

/** Looks after the vault that is open: how it is, and what is done for it. */
export interface Care {
  readonly store: StoreApi<CareState>;
  /** Opens every record. Never rejects: see `failure`. */
  check(): Promise<void>;
  backUp(): Promise<void>;
  chooseFolder(): Promise<void>;
  forgetFolder(): Promise<void>;
  /** Without a name the person is asked for the backup. */
  openBeside(name: string | null): Promise<void>;
  /** Ends the work that is going on. */
  stop(): void;
  /** Makes the recovery phrase of the first day, which takes the place of one made before. */
  makeFirstPhrase(): Promise<void>;
}

const nothing: CareState = { health: null, progress: null, failure: null, first: { state: 'none' } };

export function startCare(api: Api, session: Session): Care {
  const store = createStore<CareState>(() => nothing);

  const attempt = async (work: Work, call: () => Promise<unknown>): Promise<void> => {
    store.setState({ failure: null });
    try {
      await call();
    } catch (thrown) {
      const error = shownError(thrown);
      const wasStopped = error.code === 'cancelled' || error.code === 'locked';
      if (!wasStopped) store.setState({ failure: { work, error } });
    }
  };

  const makeFirstPhrase = async (): Promise<void> => {
    store.setState({ first: { state: 'making' } });
    try {
      const { phrase } = await api.call('vault.newRecovery');
      store.setState({ first: { state: 'made', phrase } });
    } catch (thrown) {
      store.setState({ first: { state: 'failed', error: shownError(thrown) } });
    }
  };

  const open = async (): Promise<void> => {
    const health = await api.call('vault.health').catch(() => null);
    // An event that came first is newer than this answer.
    store.setState((state) => ({ health: state.health ?? health }));
  };

  api.on('health', (health) =>
    store.setState(({ progress }) => ({ health, progress: health.working === null ? null : progress })),
  );
  api.on('progress', (progress) => store.setState({ progress }));
  session.store.subscribe(({ app }, { app: before }) => {
    const [is, was] = [app, before].map((state) => (state?.phase === 'unlocked' ? state : null));
    if (!is && was) store.setState(nothing);
    if (is && !was) void open();
    if (is?.next === 'recovery-phrase' && was?.next !== 'recovery-phrase') void makeFirstPhrase();
    if (is?.next !== 'recovery-phrase') store.setState({ first: { state: 'none' } });
  });

  return {
    store,
    check: () => attempt('check', () => api.call('vault.check')),
    backUp: () => attempt('backup', () => api.call('backup.now')),
    chooseFolder: () => attempt('backup', () => api.call('backup.chooseFolder')),
    forgetFolder: () => attempt('backup', () => api.call('backup.forgetFolder')),
    openBeside: (name) => attempt('backup', () => api.call('backup.openBeside', { name })),
    stop: () => void api.call('vault.stopWork').catch(() => undefined),
    makeFirstPhrase,
  };
}
