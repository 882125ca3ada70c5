import type * as Electron from 'electron';
import type { Bounds } from '../messages.ts';
import { hostApp } from './app.ts';
import { HostEvent, LoudEmitter } from './emitter.ts';
import { display, machine, post, serve } from './link.ts';
import { loud, notImplemented, refuseUnknown } from './loud.ts';
import { loudContents, type HostWebContents } from './web-contents.ts';
import { openWindows, windowOf } from './windows.ts';

const emitted = [
  'close',
  'closed',
  'ready-to-show',
  'show',
  'hide',
  'focus',
  'blur',
  'minimize',
  'restore',
  'maximize',
  'unmaximize',
  'resize',
  'resized',
  'move',
  'moved',
  // Nothing on this host makes these happen; an app may still be ready for them.
  'enter-full-screen',
  'leave-full-screen',
  'session-end',
  'query-session-end',
  'unresponsive',
  'responsive',
] as const;

const knownOptions = [
  'width',
  'height',
  'x',
  'y',
  'minWidth',
  'minHeight',
  'show',
  'title',
  'center',
  'webPreferences',
  // What the desktop draws around or behind the page, which this host does not have.
  'backgroundColor',
  'icon',
  'autoHideMenuBar',
  'alwaysOnTop',
  'maximizable',
  'fullscreenable',
  'titleBarStyle',
  'titleBarOverlay',
  'trafficLightPosition',
  'useContentSize',
];

const knownPreferences = [
  'preload',
  'sandbox',
  'contextIsolation',
  'nodeIntegration',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'webSecurity',
  'allowRunningInsecureContent',
  'experimentalFeatures',
  'webviewTag',
  'navigateOnDragDrop',
  'javascript',
  'safeDialogs',
  'spellcheck',
  'devTools',
  'enableWebSQL',
  'v8CacheOptions',
  'backgroundThrottling',
  'disableBlinkFeatures',
];

/** The host has one kind of renderer, the safest: anything laxer is refused instead of being run as if it were safe. */
function refuseLax(preferences: Electron.WebPreferences): void {
  const safe =
    (preferences.sandbox ?? true) &&
    (preferences.contextIsolation ?? true) &&
    (preferences.webSecurity ?? true) &&
    !preferences.nodeIntegration &&
    !preferences.nodeIntegrationInWorker &&
    !preferences.nodeIntegrationInSubFrames &&
    !preferences.allowRunningInsecureContent &&
    !preferences.experimentalFeatures &&
    !preferences.webviewTag;
  if (!safe) throw notImplemented('web preferences that weaken the sandbox');
}

function firstBounds({ width = 800, height = 600, x, y }: Electron.BrowserWindowConstructorOptions): Bounds {
  const { screen } = machine;
  return {
    width,
    height,
    x: x ?? screen.x + Math.max(0, Math.round((screen.width - width) / 2)),
    y: y ?? screen.y + Math.max(0, Math.round((screen.height - height) / 2)),
  };
}

type Implemented = Pick<
  Electron.BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'isVisible'
  | 'isFocused'
  | 'isMinimized'
  | 'isMaximized'
  | 'isFullScreen'
  | 'minimize'
  | 'restore'
  | 'maximize'
  | 'unmaximize'
  | 'getBounds'
  | 'getNormalBounds'
  | 'setBounds'
  | 'getTitle'
  | 'setTitle'
  | 'reload'
  | 'setBackgroundColor'
  | 'setMenuBarVisibility'
  | 'setTitleBarOverlay'
  | 'setContentProtection'
>;

let lastId = 0;
let focusedId = 0;

export class BrowserWindow extends LoudEmitter implements Implemented {
  readonly id = ++lastId;
  readonly webContents: HostWebContents;
  #bounds: Bounds;
  #title: string;
  #visible: boolean;
  #state: 'normal' | 'minimized' | 'maximized' = 'normal';
  #readyToShow = false;
  /** Verdicts on permissions are in effect before the first page is. */
  #permitted: Promise<void> = Promise.resolve();

  static getAllWindows(): BrowserWindow[] {
    return [...openWindows.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return openWindows.get(focusedId) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return openWindows.get(id) ?? null;
  }

  static fromWebContents(contents: HostWebContents): BrowserWindow | null {
    return openWindows.get(contents.id) ?? null;
  }

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super('BrowserWindow', emitted);
    if (!hostApp.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    refuseUnknown('BrowserWindow', options, knownOptions);
    refuseUnknown('webPreferences', preferences, knownPreferences);
    refuseLax(preferences);
    loud('BrowserWindow', this);
    this.#bounds = firstBounds(options);
    this.#title = options.title ?? hostApp.name;
    this.#visible = options.show ?? true;
    this.webContents = loudContents(this.id);
    openWindows.set(this.id, this);
    this.#open(preferences.preload ?? null);
  }

  #open(preload: string | null): void {
    const options = { bounds: this.#bounds, title: this.#title, preload };
    post(display.ask('createWindow', { window: this.id, options }));
    this.#permitted = this.webContents.applyPermissions();
    post(this.#permitted);
    this.webContents.on('did-finish-load', () => this.#painted());
    hostApp.emit('web-contents-created', new HostEvent(), this.webContents);
    hostApp.emit('browser-window-created', new HostEvent(), this);
    if (this.#visible) this.becameFocused();
  }

  #painted(): void {
    if (this.#readyToShow) return;
    this.#readyToShow = true;
    this.emit('ready-to-show');
  }

  async loadURL(url: string): Promise<void> {
    await this.#permitted;
    await display.ask('loadURL', { window: this.id, url });
  }

  reload = () => this.webContents.reload();

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#visible) return;
    this.#visible = true;
    this.emit('show');
  }

  hide(): void {
    this.#visible = false;
    this.emit('hide');
  }

  focus(): void {
    post(display.ask('focus', { window: this.id }));
    this.becameFocused();
  }

  /** Called when the person turned to this window. */
  becameFocused(): void {
    if (focusedId === this.id) return;
    openWindows.get(focusedId)?.emit('blur');
    focusedId = this.id;
    this.emit('focus');
    hostApp.emit('browser-window-focus', new HostEvent(), this);
  }

  close(): void {
    if (!this.isDestroyed() && this.allows('close')) this.destroy();
  }

  /** `quietly`: the app is exiting, so nobody is told that this was the last window. */
  destroy({ quietly = false } = {}): void {
    if (!openWindows.delete(this.id)) return;
    post(display.ask('destroyWindow', { window: this.id }));
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (!quietly) hostApp.windowClosed();
  }

  isDestroyed = () => !openWindows.has(this.id);
  isVisible = () => this.#visible;
  isFocused = () => focusedId === this.id;
  isMinimized = () => this.#state === 'minimized';
  isMaximized = () => this.#state === 'maximized';
  isFullScreen = () => false;

  minimize(): void {
    this.#state = 'minimized';
    this.emit('minimize');
  }

  restore(): void {
    this.#state = 'normal';
    this.emit('restore');
  }

  maximize(): void {
    this.#state = 'maximized';
    post(display.ask('setBounds', { window: this.id, bounds: machine.screen }));
    this.emit('maximize');
  }

  unmaximize(): void {
    this.#state = 'normal';
    post(display.ask('setBounds', { window: this.id, bounds: this.#bounds }));
    this.emit('unmaximize');
  }

  getNormalBounds = () => ({ ...this.#bounds });
  getBounds = () => ({ ...(this.isMaximized() ? machine.screen : this.#bounds) });

  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    post(display.ask('setBounds', { window: this.id, bounds: this.#bounds }));
    this.emit('resize');
  }

  getTitle = () => this.#title;
  setTitle(title: string): void {
    this.#title = title;
  }

  /** What the desktop draws around or behind the page, which this host does not have. */
  setBackgroundColor(): void {
    return;
  }
  setMenuBarVisibility(): void {
    return;
  }
  setTitleBarOverlay(): void {
    return;
  }
  setContentProtection(): void {
    return;
  }
}

serve({
  closeWindow: ({ window }) => windowOf(window)?.close(),
  focused: ({ window }) => windowOf(window)?.becameFocused(),
});
