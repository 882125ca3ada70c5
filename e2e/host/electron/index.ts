/** The part of Electron's main-process API that the app uses, on Node and a display that owns Chromium. */
import './heaps.ts';
import { loud } from './loud.ts';

export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { clipboard } from './clipboard.ts';
export { dialog } from './dialog.ts';
export { globalShortcut } from './global-shortcut.ts';
export { ipcMain } from './ipc-main.ts';
export { nativeTheme, powerMonitor, screen, shell } from './machine.ts';
export { Menu } from './menu.ts';
export { net } from './net.ts';
export { protocol } from './protocol.ts';
export { safeStorage } from './safe-storage.ts';
export { session } from './session.ts';

// An import of a name that is not exported at all fails when the app starts, by that name. These may be imported, for
// instance to be used on one platform only, and fail on first use.
export const Tray = loud('Tray', {});
export const autoUpdater = loud('autoUpdater', {});
export const crashReporter = loud('crashReporter', {});
export const nativeImage = loud('nativeImage', {});
export const systemPreferences = loud('systemPreferences', {});
