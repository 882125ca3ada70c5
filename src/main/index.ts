import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, safeStorage, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { LatchkeyError } from '../contract/errors.ts';
import type { MethodName } from '../contract/names.ts';
import { startEngine } from '../engine/index.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { Authorities } from './authorities.ts';
import { answerCalls } from './calls.ts';
import { Caretaker } from './caretaker.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { LabDesk } from './lab-desk.ts';
import { makeHandlers } from './handlers.ts';
import { SystemKeychain } from './keychain.ts';
import { lockWhenLeftAlone } from './locking.ts';
import { setMenu } from './menu.ts';
import { Pins } from './pins.ts';
import { Preferences } from './preferences.ts';
import { Settling } from './settling.ts';
import { vaultAmong } from './vault-argument.ts';
import { VaultDesk } from './vault-desk.ts';
import {
  confine,
  cutOffTheNetwork,
  openConsoleWindow,
  openWindow,
  pageOrigin,
  publish,
  refuseByDefault,
} from './window.ts';

let window: BrowserWindow | null = null;
/** The authority's console of the escrow lab. It may call what belongs to it, and nothing of anybody's vault. */
let consoleWindow: BrowserWindow | null = null;

/** Opens a vault file from outside. Until the app has started it only takes note of it: macOS says so that early. */
let openFromOutside = (path: string): void => void (awaitedPath = path);
let awaitedPath: string | null = null;

app.enableSandbox();
cutOffTheNetwork();
registerAppScheme();
app.on('web-contents-created', (_event, contents) => confine(contents));

app.on('open-file', (event, path) => {
  event.preventDefault();
  openFromOutside(path);
});

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start(): Promise<void> {
  refuseByDefault();
  serveApp(join(import.meta.dirname, '../renderer'));

  const resources = join(app.getAppPath(), 'resources');
  const engine = startEngine({ resources });
  const preferences = await Preferences.load(join(app.getPath('userData'), 'preferences.json'));
  const settling = new Settling(() => {
    if (window === null) return false;
    publish(window, 'session.settle', undefined);
    return true;
  });
  const pins = new Pins(preferences, new SystemKeychain(safeStorage, () => app.isReady()));
  const desk = new VaultDesk({
    engine,
    preferences,
    pins,
    defaultPlace: app.getPath('documents'),
    show: (state) => {
      if (window !== null) publish(window, 'app.state', state);
    },
    settle: () => settling.settle(),
  });
  const caretaker = new Caretaker({
    engine,
    preferences,
    desk,
    showHealth: (health) => {
      if (window !== null) publish(window, 'health', health);
    },
    showProgress: (progress) => {
      if (window !== null) publish(window, 'progress', progress);
    },
  });

  const doorkeeper = new Doorkeeper({ engine, desk, pins, computer: hostname() });

  const lab = new LabDesk({
    resources,
    ownWindow,
    showProgress: (progress) => {
      if (window !== null) publish(window, 'lab.progress', progress);
    },
    openConsole: showConsole,
  });

  answerCalls(
    makeHandlers(
      desk,
      engine,
      caretaker,
      doorkeeper,
      new Authorities(engine),
      lab,
      ownWindow,
      () => settling.finish(),
      (changed) => {
        if (window !== null) publish(window, 'notes.changed', changed);
      },
    ),
    mayCall,
  );
  setMenu((command) => {
    if (window !== null) publish(window, 'command', command);
  });
  lockWhenLeftAlone((reason) => void desk.lock(reason));
  followWindows(desk, settling);
  quitOnlyLocked(desk, async () => {
    await Promise.all([engine.stop(), lab.stop()]);
  });

  const path = awaitedPath ?? vaultAmong(process.argv) ?? preferences.lastVault;
  // The window does not wait: the file may lie on a disk that takes long to answer, or never does.
  if (path !== null) void desk.present(path);
  show(desk, settling);
}

/** Opens the window, and keeps its vault from staying open behind a page that closed or crashed. */
function show(desk: VaultDesk, settling: Settling): void {
  if (window !== null) {
    if (window.isMinimized()) window.restore();
    window.focus();
    return;
  }
  const opened = openWindow();
  window = opened;
  opened.on('close', (event) => {
    if (!desk.isOpenOrOpening) return;
    event.preventDefault();
    void desk.lock('asked').then(() => {
      // Somebody who closes it twice while it locks asks for this twice.
      if (!opened.isDestroyed()) opened.close();
    });
  });
  opened.on('closed', () => {
    window = null;
    consoleWindow?.close();
    settling.finish();
  });
  opened.webContents.on('render-process-gone', () => {
    settling.finish();
    void desk.lock('failure').then(() => {
      if (!opened.isDestroyed()) opened.webContents.reload();
    });
  });
}

function showConsole(): void {
  if (consoleWindow !== null) {
    consoleWindow.focus();
    return;
  }
  consoleWindow = openConsoleWindow();
  consoleWindow.on('closed', () => (consoleWindow = null));
}

/** Opening the app again, or a vault file from outside, comes to the window that is there. */
function followWindows(desk: VaultDesk, settling: Settling): void {
  app.on('activate', () => show(desk, settling));
  app.on('second-instance', (_event, argv, folder) => {
    show(desk, settling);
    const path = vaultAmong(argv, folder);
    if (path !== null) void desk.present(path);
  });
  openFromOutside = (path) => {
    show(desk, settling);
    void desk.present(path);
  };
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

/** However the app is asked to quit, it locks first: drafts are saved, keys are zeroed, the vault is one whole file. */
function quitOnlyLocked(desk: VaultDesk, stopEngine: () => Promise<void>): void {
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void desk
      .lock('asked')
      .then(stopEngine)
      .finally(() => {
        isStopped = true;
        app.quit();
      });
  });
}

function ownWindow(): BrowserWindow {
  if (window === null) throw new LatchkeyError('invalid-request', 'The window has been closed.');
  return window;
}

/** Each window has its own calls; only the lab's guide, which says what words mean, is for both. */
function mayCall(event: IpcMainInvokeEvent, name: MethodName): boolean {
  if (name === 'lab.guide') return isFrom(window, event) || isFrom(consoleWindow, event);
  return isFrom(name.startsWith('console.') ? consoleWindow : window, event);
}

function isFrom(owner: BrowserWindow | null, { senderFrame }: IpcMainInvokeEvent): boolean {
  return (
    senderFrame !== null && senderFrame === owner?.webContents.mainFrame && senderFrame.origin === pageOrigin
  );
}
