import type { CapturesIn } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';
import type { Session } from '../session/session-store.ts';
import type { Toasts } from '../workspace/toast-store.ts';
import { capturesWords } from './inbox-words.ts';

/** Has captures taken in after each unlock, and says which came. */
export function followInbox({
  api,
  session,
  toasts,
}: {
  readonly api: Api;
  readonly session: Session;
  readonly toasts: Toasts;
}): void {
  const tell = (captures: CapturesIn): void => {
    const text = capturesWords(captures);
    if (text !== null) toasts.show({ text, action: null });
  };
  const isUnlocked = (): boolean => session.store.getState().app?.phase === 'unlocked';
  const takeIn = async (): Promise<void> => {
    try {
      tell(await api.call('inbox.takeIn'));
    } catch (thrown) {
      // Locked again before it was done: the captures wait on.
      if (isUnlocked()) toasts.show({ text: shownError(thrown).message, action: null });
    }
  };
  api.on('inbox', tell);
  session.store.subscribe(({ app }, { app: before }) => {
    if (app?.phase === 'unlocked' && before?.phase !== 'unlocked') void takeIn();
  });
}
