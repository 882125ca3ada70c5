import { join } from 'node:path';
import {
  app,
  clipboard as systemClipboard,
  safeStorage,
  type BrowserWindow,
  type IpcMainInvokeEvent,
} from 'electron';
import { startEngine } from '../engine/index.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { OwnClipboard } from './clipboard.ts';
import { answerCalls, type Handlers } from './calls.ts';
import { CaptureDesk } from './capture-desk.ts';
import { CaptureShortcut } from './capture-shortcut.ts';
import { SystemKeychain } from './keychain.ts';
import { KnownVaults } from './known-vaults.ts';
import { LabDesk } from './lab-desk.ts';
import { makeConsoleHandlers } from './lab-handlers.ts';
import { lockWhenLeftAlone } from './locking.ts';
import { setMenu } from './menu.ts';
import { removeLeftCopies } from './opened-copies.ts';
import { Pins } from './pins.ts';
import { Preferences } from './preferences.ts';
import { ServedFiles } from './served-files.ts';
import { SettingsDesk } from './settings-desk.ts';
import { vaultAmong } from './vault-argument.ts';
import type { VaultWindow } from './vault-window.ts';
import { VaultWindows } from './vault-windows.ts';
import { WindowPlaces } from './window-places.ts';
import { confine, cutOffTheNetwork, isFrom, openWindow, refuseByDefault } from './window.ts';

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
  const files = new ServedFiles();
  serveApp(join(import.meta.dirname, '../renderer'), files);
  const copies = join(app.getPath('userData'), 'opened');
  void removeLeftCopies(copies);

  const resources = join(app.getAppPath(), 'resources');
  const preferences = await Preferences.load(join(app.getPath('userData'), 'preferences.json'));
  const pins = new Pins(preferences, new SystemKeychain(safeStorage, () => app.isReady()));
  const places = new WindowPlaces(preferences);
  const known = new KnownVaults(preferences);
  const capture = new CaptureDesk({
    preferences,
    known,
    places,
    startEngine: () => startEngine({ resources, inbox: join(app.getPath('userData'), 'inbox') }),
    unlockedAt: (path) => windows.unlockedAt(path),
  });
  const openCapture = () => capture.open();
  const shortcut = new CaptureShortcut(openCapture);
  const settings = new SettingsDesk({
    preferences,
    useShortcut: (accelerator) => shortcut.use(accelerator),
    show: (state) => windows.tell('settings', state),
  });
  const lab = new LabDesk({ resources, openConsole: () => showConsole(places) });
  const clipboard = new OwnClipboard<VaultWindow>(
    systemClipboard,
    () => preferences.settings.clearClipboardAfter,
  );
  const windows = new VaultWindows(
    {
      ...{ resources, preferences, pins, lab, places, settings, known, clipboard, files, copies },
      openCapture,
      lockTurned: () => capture.refresh(),
    },
    () => consoleWindow?.close(),
  );

  answerEach(windows, lab, capture);
  setMenu({
    command: (command) => windows.command(command),
    openWindow: () => void windows.open(),
    openCapture,
  });
  lockWhenLeftAlone(
    (reason) => void windows.lockAll(reason),
    () => preferences.settings.lockAfter,
  );
  followSystem(windows, preferences);
  quitOnlyLocked(async () => {
    if (!(await capture.settle())) return false;
    places.keepAll();
    await windows.lockAll('asked');
    // What waited for a vault that was busy is sealed now that it is locked.
    if (!(await capture.settle())) return false;
    await Promise.all([windows.stop(), lab.stop(), capture.stop()]);
    await Promise.all([preferences.written, clipboard.settled]);
    return true;
  });

  windows.open(awaitedPath ?? vaultAmong(process.argv) ?? preferences.lastVault);
}

/** Each window has its own calls: a window of notes those of its own vault, the console and quick capture theirs. */
function answerEach(windows: VaultWindows, lab: LabDesk, capture: CaptureDesk): void {
  const ofConsole = makeConsoleHandlers(lab);
  answerCalls((event: IpcMainInvokeEvent): Partial<Handlers> => {
    if (isFrom(consoleWindow, event)) return ofConsole;
    if (capture.isAsker(event)) return capture.handlers;
    return windows.handlersFor(event) ?? {};
  });
}

function showConsole(places: WindowPlaces): void {
  if (consoleWindow !== null) {
    consoleWindow.focus();
    return;
  }
  consoleWindow = openWindow('console', places);
  consoleWindow.on('closed', () => (consoleWindow = null));
}

/** Opening the app again, or a vault file from outside, comes to a window that is there. */
function followSystem(windows: VaultWindows, preferences: Preferences): void {
  app.on('activate', () => windows.activate(preferences.lastVault));
  app.on('second-instance', (_event, argv, folder) => {
    const path = vaultAmong(argv, folder);
    if (path === null) windows.activate(preferences.lastVault);
    else windows.show(path);
  });
  openFromOutside = (path) => windows.show(path);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

/**
 * However the app is asked to quit, it locks first: drafts are saved, keys are zeroed, each vault is one whole file. It does not quit
 * where `lockAndStop` answers false.
 */
function quitOnlyLocked(lockAndStop: () => Promise<boolean>): void {
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void lockAndStop()
      .catch(() => true)
      .then((isDone) => {
        if (!isDone) return;
        isStopped = true;
        app.quit();
      });
  });
}
