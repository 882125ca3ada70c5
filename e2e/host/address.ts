/**
 * A Chromium that is not Electron cannot be taught a scheme of its own, so the page lives at
 * `https://app.<host>/…` while the app sees `app://<host>/…`. Nothing is ever listening there: every request is
 * intercepted.
 */
const pagePrefix = /https:\/\/app\.(?=[a-z])/g;
const appPrefix = /\bapp:\/\/(?=[a-z])/g;

/** Replaces every `app://` address in a text by the one the page knows. */
export function toPage(text: string): string {
  return text.replace(appPrefix, 'https://app.');
}

/** The inverse of `toPage`. */
export function toApp(text: string): string {
  return text.replace(pagePrefix, 'app://');
}

/** Whether a page's address belongs to the app. */
export function isAppPage(url: string): boolean {
  return /^https:\/\/app\.[a-z]/.test(url);
}

/** The origin of an address as Electron reports it for a standard scheme: `app://latchkey`. Otherwise as the web does. */
export function appOrigin(url: string): string {
  return /^app:\/\/[^/?#]+/.exec(url)?.[0] ?? (URL.canParse(url) ? new URL(url).origin : 'null');
}
