import type { Api } from '../bridge/api.ts';
import type { Session } from '../session/session-store.ts';

/** Tells of everything that is copied while a vault is unlocked, so that it can be taken off the clipboard when it locks. */
export function followCopying(api: Api, session: Session): void {
  const tell = (): void => {
    if (session.store.getState().app?.phase !== 'unlocked') return;
    // The text is on the clipboard once the event is over.
    setTimeout(() => void api.call('clipboard.copied').catch(() => undefined));
  };
  for (const event of ['copy', 'cut']) window.addEventListener(event, tell, { capture: true });
}

/** Copies a text, as if it had been selected: the page may not use the clipboard in any other way. Answers whether it is there. */
export function copyText(text: string): boolean {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    // The editor would put its own selection there.
    event.stopPropagation();
  };
  // Where nothing is selected, Chromium copies only if this says that there is something to copy.
  const allow = (event: Event): void => event.preventDefault();
  document.addEventListener('beforecopy', allow, { capture: true });
  document.addEventListener('copy', put, { capture: true });
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the clipboard's newer interface needs a permission
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('beforecopy', allow, { capture: true });
    document.removeEventListener('copy', put, { capture: true });
  }
}
