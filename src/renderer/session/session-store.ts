import { createStore, type StoreApi } from 'zustand/vanilla';
import { forgetLastMatch, type AppState, type LatchkeyError } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';
import type { Notes } from '../notes/notes-store.ts';

export interface SessionState {
  /** What main said last; null until it has answered once. */
  readonly app: AppState | null;
  /** Why main did not answer. */
  readonly failure: LatchkeyError | null;
}

export interface Session {
  readonly store: StoreApi<SessionState>;
  /** Saves what is unsaved, then locks. Locking never waits longer than a moment. */
  lock(): Promise<void>;
  /** Work that is done before any lock, if there is time for it, such as what is begun and ended by leaving a field. It must not reject. */
  beforeLock(work: () => Promise<void>): () => void;
}

/** Longest that a lock asked for here waits for unsaved text, in milliseconds. Main has a limit of its own. */
const patience = 1_500;

function wait(milliseconds: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), milliseconds));
}

/** Follows main: which screen there is, and when the notes must be read, saved and forgotten. */
export function startSession(api: Api, notes: Notes): Session {
  const store = createStore<SessionState>(() => ({ app: null, failure: null }));

  const follow = (app: AppState): void => {
    const before = store.getState().app;
    const [was, is] = [before?.phase === 'unlocked', app.phase === 'unlocked'];
    if (was && !is) notes.reset();
    store.setState({ app, failure: null });
    if (is && !was) void notes.load();
    // Once what was shown is gone from the page.
    if (was && !is) setTimeout(forgetLastMatch);
  };

  const ends = new Set<() => Promise<void>>();
  const end = async (): Promise<void> => {
    // What cannot be saved is in the engine as well, which sees to it.
    await Promise.all([notes.flush(), ...[...ends].map((work) => work())]);
  };

  const settle = async (): Promise<void> => {
    await end();
    await api.call('session.settled');
  };

  api.on('app.state', follow);
  api.on('session.settle', () => void settle().catch(() => undefined));
  api.call('app.state').then(
    // An event that came first is newer than this answer.
    (app) => store.getState().app ?? follow(app),
    (thrown: unknown) => store.setState({ failure: shownError(thrown) }),
  );

  return {
    store,
    async lock() {
      await Promise.race([end(), wait(patience)]);
      await api.call('vault.lock');
    },
    beforeLock(work) {
      ends.add(work);
      return () => void ends.delete(work);
    },
  };
}
