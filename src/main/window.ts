import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  nativeTheme,
  session,
  type BrowserWindowConstructorOptions,
  type IpcMainInvokeEvent,
  type WebContents,
} from 'electron';
import { channelOf, type EventName } from '../contract/names.ts';
import type { EventPayload } from '../contract/contract.ts';
import { appOrigin } from './app-protocol.ts';
import type { WindowPlaces } from './window-places.ts';

/** What the page shows before its first paint, so that a dark room stays dark. */
const background = { light: '#ffffff', dark: '#191d1c' } as const;

/** While developing, electron-vite serves the page with hot reload; an installed app has its own files only. */
const developmentServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;

/** Where the window's page is loaded from, and so the only origin whose calls are answered. */
const pageOrigin = developmentServer === undefined ? appOrigin : new URL(developmentServer).origin;

/** Must run before the app is ready. Without names there is no way out, not even for what no policy of a page covers. */
export function cutOffTheNetwork(): void {
  if (developmentServer === undefined) {
    app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  }
}

/** Refuses everything a page could ask for that Latchkey does not need: permissions, devices, the network. */
export function refuseByDefault(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  defaultSession.setSpellCheckerEnabled(false);
  if (developmentServer === undefined) {
    defaultSession.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurs(url) }));
  }
}

function isOurs(url: string): boolean {
  return (
    url.startsWith(`${appOrigin}/`) || url.startsWith(`blob:${appOrigin}/`) || url.startsWith('devtools://')
  );
}

/** Keeps a page where it was loaded: no navigation, no second window, no webview, no packets of WebRTC. */
export function confine(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Kinds of windows, each remembered where it stood. */
export type WindowKind = 'notes' | 'console' | 'capture';

/** What windows of a kind have in common; `only`: what those of the other kinds have not. */
interface KindOfWindow {
  readonly page: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly only?: BrowserWindowConstructorOptions;
}

const kinds = {
  notes: { page: 'index.html', title: 'Latchkey', width: 1280, height: 800 },
  // In which somebody plays the official of the escrow lab.
  console: { page: 'console.html', title: 'Access console (demonstration)', width: 1080, height: 760 },
  capture: {
    page: 'capture.html',
    title: 'Quick capture',
    width: 480,
    height: 340,
    minWidth: 360,
    minHeight: 260,
    // It is written into while something else is looked at.
    only: { alwaysOnTop: true, maximizable: false, fullscreenable: false, autoHideMenuBar: true },
  },
} as const satisfies Record<WindowKind, KindOfWindow>;

/** Opens a window with one of our pages, where one of its kind stood last. It shows itself once its first screen is painted. */
export function openWindow(kind: WindowKind, places: WindowPlaces): BrowserWindow {
  const { page, title, width, height, minWidth = 640, minHeight = 480, only }: KindOfWindow = kinds[kind];
  const window = new BrowserWindow({
    title,
    ...(places.boundsFor(kind) ?? { width, height }),
    minWidth,
    minHeight,
    ...only,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // macOS has a checker of its own, which the settings switch on; elsewhere Chromium's fetches its dictionaries from
      // the network.
      spellcheck: process.platform === 'darwin',
      devTools: !app.isPackaged,
    },
  });
  places.follow(window, kind);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${developmentServer ?? appOrigin}/${page}`);
  return window;
}

/** Sends an event of the contract to a window; one that is gone misses it. */
export function publish<E extends EventName>(
  window: BrowserWindow,
  event: E,
  payload: EventPayload<E>,
): void {
  if (!window.isDestroyed()) window.webContents.send(channelOf(event), payload);
}

/** Whether a call comes from the top frame of this window, showing a page of ours. */
export function isFrom(owner: BrowserWindow | null, { senderFrame }: IpcMainInvokeEvent): boolean {
  return (
    senderFrame !== null && senderFrame === owner?.webContents.mainFrame && senderFrame.origin === pageOrigin
  );
}
