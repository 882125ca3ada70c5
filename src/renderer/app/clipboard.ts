import type { Api } from '../bridge/api.ts';

/**
 * Puts text of a note on the clipboard, from where it is taken again at the lock. By the command of the page and not by
 * `navigator.clipboard`, which needs a permission that Latchkey gives to no page.
 */
export function copyText(api: Api, text: string): void {
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', fill, { capture: true });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way without a permission
  document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
  api.call('clipboard.copied').catch(() => undefined);
}
