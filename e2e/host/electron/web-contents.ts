import type * as Electron from 'electron';
import { appOrigin } from '../address.ts';
import { hostApp } from './app.ts';
import { HostEvent, LoudEmitter } from './emitter.ts';
import { cloned } from './ipc-main.ts';
import { display, post, serve } from './link.ts';
import { loud, notImplemented } from './loud.ts';
import { answerRequest } from './protocol.ts';
import { defaultSession, session } from './session.ts';
import { FrameTree } from './web-frame.ts';
import { openWindows, windowOf } from './windows.ts';

const emitted = [
  'did-finish-load',
  'did-fail-load',
  'did-navigate',
  'did-navigate-in-page',
  'dom-ready',
  'will-navigate',
  'will-frame-navigate',
  'render-process-gone',
  'destroyed',
  'ipc-message',
  'preload-error',
  // Nothing on this host makes these happen; an app may still be ready for them.
  'will-redirect',
  'will-attach-webview',
  'did-create-window',
  'unresponsive',
  'responsive',
  'context-menu',
] as const;

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];
type Implemented = Pick<
  Electron.WebContents,
  | 'id'
  | 'send'
  | 'getURL'
  | 'isDestroyed'
  | 'setWindowOpenHandler'
  | 'setWebRTCIPHandlingPolicy'
  | 'reload'
  | 'isCrashed'
  | 'focus'
  | 'printToPDF'
  | 'getZoomLevel'
  | 'setZoomLevel'
>;

export class HostWebContents extends LoudEmitter implements Implemented {
  readonly id: number;
  readonly frames: FrameTree;
  readonly session = session.defaultSession;
  #openHandler: OpenHandler | null = null;
  #crashed = false;
  #zoomLevel = 0;

  constructor(id: number) {
    super('webContents', emitted);
    this.id = id;
    this.frames = new FrameTree(id);
  }

  get mainFrame() {
    return this.frames.main;
  }

  getURL = () => this.mainFrame.url;
  isDestroyed = () => !openWindows.has(this.id);
  isCrashed = () => this.#crashed;

  send(channel: string, ...args: readonly unknown[]): void {
    if (this.isDestroyed()) throw new TypeError('Object has been destroyed');
    post(display.ask('send', { window: this.id, channel, args: cloned(args) }));
  }

  reload(): void {
    this.#crashed = false;
    post(display.ask('reload', { window: this.id }));
  }

  getZoomLevel = () => this.#zoomLevel;

  /** Each level is a fifth more than the one below. */
  setZoomLevel(level: number): void {
    if (level === this.#zoomLevel) return;
    this.#zoomLevel = level;
    post(display.ask('setZoom', { window: this.id, factor: 1.2 ** level }));
  }

  focus(): void {
    post(display.ask('focus', { window: this.id }));
  }

  /** The display's Chromium prints with its own settings: backgrounds, and the page size of the style sheet or A4. */
  async printToPDF({ pageSize, printBackground, ...others }: Electron.PrintToPDFOptions): Promise<Buffer> {
    if (pageSize !== 'A4' || printBackground !== true || others.preferCSSPageSize !== true)
      throw notImplemented('printToPDF with these options');
    return Buffer.from(await display.ask('printToPDF', { window: this.id }));
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** The display starts its Chromium with this policy; it knows no other. */
  setWebRTCIPHandlingPolicy(policy: string): void {
    if (policy !== 'disable_non_proxied_udp') throw notImplemented(`the WebRTC policy '${policy}'`);
  }

  /** Whether a page may open a window. The host's Chromium opens none itself. */
  opens(url: string, name: string): boolean {
    if (!this.#openHandler) throw notImplemented('window.open without a window open handler');
    const details = {
      url,
      frameName: name,
      features: '',
      disposition: 'foreground-tab' as const,
      referrer: { url: '', policy: 'default' as const },
    };
    return this.#openHandler(details).action === 'allow';
  }

  /** Whether a page may go to an address: asks the listeners of both events, as Electron does. */
  navigates(url: string, top: boolean, frame: object): boolean {
    const details = { url, isMainFrame: top, isSameDocument: false, frame, initiator: frame };
    const first = this.allows('will-frame-navigate', details);
    return first && (!top || this.allows('will-navigate', details, url));
  }

  crashed(): void {
    this.#crashed = true;
    const details = { reason: 'crashed', exitCode: 11 };
    this.emit('render-process-gone', new HostEvent(), details);
    hostApp.emit('render-process-gone', new HostEvent(), this, details);
  }

  /** Puts the verdicts of the session's handlers into effect for this window. */
  async applyPermissions(): Promise<void> {
    const origin = appOrigin(this.getURL());
    // The handlers receive the part of Electron's object that this host has; another property throws by name.
    const verdicts = await defaultSession.decide(this as unknown as Electron.WebContents, origin);
    await display.ask('setPermissions', { window: this.id, ...verdicts });
  }
}

export function loudContents(id: number): HostWebContents {
  return loud('webContents', new HostWebContents(id));
}

defaultSession.onHandlers = () => {
  for (const { webContents } of openWindows.values()) post(webContents.applyPermissions());
};

serve({
  async request({ request }) {
    if (!(await defaultSession.webRequest.allows(request))) return null;
    return answerRequest(request);
  },
  navigate({ window, url, frame }) {
    const contents = windowOf(window)?.webContents;
    return contents?.navigates(url, frame.top, contents.frames.frame(frame)) ?? false;
  },
  navigated({ window, url, inPage }) {
    const contents = windowOf(window)?.webContents;
    contents?.frames.moveTo(url);
    if (inPage) contents?.emit('did-navigate-in-page', new HostEvent(), url, true);
    else contents?.emit('did-navigate', new HostEvent(), url, 200, 'OK');
  },
  loading({ window, state }) {
    windowOf(window)?.webContents.emit(
      state === 'finished' ? 'did-finish-load' : 'dom-ready',
      new HostEvent(),
    );
  },
  loadFailed({ window, url, text }) {
    windowOf(window)?.webContents.emit('did-fail-load', new HostEvent(), -2, text, url, true);
  },
  openWindow: ({ window, url, name }) => windowOf(window)?.webContents.opens(url, name) ?? false,
  rendererGone: ({ window }) => windowOf(window)?.webContents.crashed(),
});
