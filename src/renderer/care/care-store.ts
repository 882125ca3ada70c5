import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  Exported,
  Health,
  Imported,
  LatchkeyError,
  Rehearsal,
  Repaired,
  Work,
  WorkProgress,
} from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';
import type { Catalogue } from '../notes/catalogue.ts';
import type { Notes } from '../notes/notes-store.ts';
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
  /** What was last asked for here, until it has ended. */
  readonly asked: Work | null;
  /** Why the work that was last asked for here did not succeed; `cancelled` if somebody stopped it. */
  readonly failure: { readonly work: Work; readonly error: LatchkeyError } | null;
  readonly first: FirstPhrase;
  /** What the repair has done, and the notes as the list had them before: it still knows the titles of what is lost. */
  readonly repaired: { readonly outcome: Repaired; readonly before: Catalogue } | null;
  readonly exported: Exported | null;
  readonly imported: Imported | null;
  /** Name of the backup whose records are being opened. */
  readonly rehearsing: string | null;
  /** What that has shown, by the backup's name. */
  readonly rehearsals: Readonly<Record<string, Rehearsal | LatchkeyError>>;
}

/** Looks after the vault that is open: how it is, and what is done for it. Nothing here rejects: see `failure`. */
export interface Care {
  readonly store: StoreApi<CareState>;
  /** Opens every record. */
  check(): Promise<void>;
  backUp(): Promise<void>;
  chooseFolder(): Promise<void>;
  forgetFolder(): Promise<void>;
  /** Without a name the person is asked for the backup. */
  openBeside(name: string | null): Promise<void>;
  openNewestGood(): Promise<void>;
  /** Opens every record of one backup. */
  rehearse(name: string): Promise<void>;
  repair(): Promise<void>;
  /** Puts what the repair has told away. */
  forgetRepair(): void;
  /** Writes every note that opens as a plain file. */
  exportNotes(): Promise<void>;
  importNotes(): Promise<void>;
  /** Ends the work that is going on. */
  stop(): void;
  /** Makes the recovery phrase of the first day, which takes the place of one made before. */
  makeFirstPhrase(): Promise<void>;
}

const nothing: CareState = {
  health: null,
  progress: null,
  asked: null,
  failure: null,
  first: { state: 'none' },
  repaired: null,
  exported: null,
  imported: null,
  rehearsing: null,
  rehearsals: {},
};

export function startCare(api: Api, session: Session, notes: Notes): Care {
  const store = createStore<CareState>(() => nothing);

  /** Does one thing, whose answer `end` takes, unless the vault has been locked meanwhile. */
  const attempt = async <T>(work: Work, call: () => Promise<T>, end?: (answer: T) => void): Promise<void> => {
    const { phase } = session.store.getState().app ?? {};
    store.setState({ asked: work, failure: null });
    try {
      const answer = await call();
      if (session.store.getState().app?.phase === phase) end?.(answer);
    } catch (thrown) {
      const error = shownError(thrown);
      const isSame = session.store.getState().app?.phase === phase;
      if (isSame && error.code !== 'locked') store.setState({ failure: { work, error } });
    }
    store.setState(({ asked }) => ({ asked: asked === work ? null : asked }));
  };

  const makeFirstPhrase = async (): Promise<void> => {
    const tell = (first: FirstPhrase): void => {
      const { app } = session.store.getState();
      // The vault may have been locked meanwhile.
      if (app?.phase === 'unlocked' && app.next === 'recovery-phrase') store.setState({ first });
    };
    tell({ state: 'making' });
    try {
      const { phrase } = await api.call('vault.newRecovery', { current: null });
      tell({ state: 'made', phrase });
    } catch (thrown) {
      tell({ state: 'failed', error: shownError(thrown) });
    }
  };

  const rehearse = async (name: string): Promise<void> => {
    const tell = (found: Rehearsal | LatchkeyError): void =>
      store.setState(({ rehearsals }) => ({ rehearsals: { ...rehearsals, [name]: found } }));
    store.setState(({ rehearsals: { [name]: _before, ...rehearsals } }) => ({
      rehearsals,
      rehearsing: name,
    }));
    await attempt('rehearsal', () => api.call('backup.rehearse', { name }), tell);
    const { failure } = store.getState();
    store.setState({ rehearsing: null });
    if (failure?.work !== 'rehearsal') return;
    tell(failure.error);
    store.setState({ failure: null });
  };

  const repair = async (): Promise<void> => {
    const { catalogue: before } = notes.store.getState();
    const call = async (): Promise<Repaired> => {
      await notes.flush();
      return api.call('vault.repair');
    };
    store.setState({ repaired: null });
    await attempt('repair', call, (outcome) => {
      store.setState({ repaired: { outcome, before } });
      void notes.reread();
    });
  };

  const exportNotes = async (): Promise<void> => {
    store.setState({ exported: null });
    const call = async (): Promise<Exported | null> => {
      await notes.flush();
      return api.call('vault.export');
    };
    await attempt('export', call, (exported) => store.setState({ exported }));
  };

  const importNotes = async (): Promise<void> => {
    store.setState({ imported: null });
    const call = async (): Promise<Imported | null> => {
      await notes.flush();
      return api.call('vault.import');
    };
    await attempt('import', call, (imported) => store.setState({ imported }));
    // Cut off, it may have added some all the same.
    if (session.store.getState().app?.phase === 'unlocked') await notes.load();
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
    openNewestGood: () => attempt('rehearsal', () => api.call('backup.openNewestGood')),
    rehearse,
    repair,
    forgetRepair: () => store.setState({ repaired: null }),
    exportNotes,
    importNotes,
    stop: () => void api.call('vault.stopWork').catch(() => undefined),
    makeFirstPhrase,
  };
}
