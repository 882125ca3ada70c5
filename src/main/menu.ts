import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Command } from '../contract/words.ts';

/** Who carries out what the menu's entries say. */
export interface MenuDoings {
  /** For the page in front. */
  readonly command: (command: Command) => void;
  readonly openWindow: () => void;
  readonly openCapture: () => void;
}

/** Sets the app's menu. */
export function setMenu({ command: run, openWindow, openCapture }: MenuDoings): void {
  const isMac = process.platform === 'darwin';
  const command = (label: string, accelerator: string, name: Command): MenuItemConstructorOptions => ({
    label,
    accelerator,
    // The window listens to these keys itself, on every platform; macOS ignores this and takes them first.
    registerAccelerator: false,
    click: () => run(name),
  });
  const entry = (label: string, name: Command): MenuItemConstructorOptions => ({
    label,
    click: () => run(name),
  });
  const menu = Menu.buildFromTemplate([
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        {
          label: 'New window',
          accelerator: 'CmdOrCtrl+Shift+W',
          registerAccelerator: false,
          click: () => openWindow(),
        },
        { label: 'Quick capture', click: () => openCapture() },
        entry('Open vault…', 'open-vault'),
        entry('New vault…', 'new-vault'),
        { type: 'separator' },
        command('Settings…', 'CmdOrCtrl+,', 'show-settings'),
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    {
      label: 'Note',
      submenu: [
        command('New note', 'CmdOrCtrl+N', 'new-note'),
        command('New from template…', 'CmdOrCtrl+Shift+N', 'new-from-template'),
        entry('New notebook…', 'new-notebook'),
        { type: 'separator' },
        command('Pin to the top, or not', 'CmdOrCtrl+Shift+P', 'pin-note'),
        command('Favourite, or not', 'CmdOrCtrl+Shift+S', 'favourite-note'),
        command('Move to a notebook…', 'CmdOrCtrl+Shift+M', 'move-note'),
        command('Tags…', 'CmdOrCtrl+Shift+T', 'tag-note'),
        command('Duplicate', 'CmdOrCtrl+D', 'duplicate-note'),
        command('Archive, or bring back', 'CmdOrCtrl+Shift+A', 'archive-note'),
        command('Move to trash', 'CmdOrCtrl+Shift+Backspace', 'trash-note'),
        { type: 'separator' },
        command('Lock', 'CmdOrCtrl+L', 'lock'),
      ],
    },
    { role: 'editMenu' },
    {
      label: 'Find',
      submenu: [
        command('Search all notes', 'CmdOrCtrl+Shift+F', 'search-notes'),
        command('Go to a note…', 'CmdOrCtrl+P', 'go-to-note'),
        command('All commands…', 'CmdOrCtrl+K', 'show-palette'),
        { type: 'separator' },
        command('Find in this note', 'CmdOrCtrl+F', 'find'),
        command('Find and replace…', 'CmdOrCtrl+H', 'replace'),
        { type: 'separator' },
        command('Back to the note before', isMac ? 'Alt+Cmd+Left' : 'Alt+Left', 'go-back'),
        command('Forward to the next note', isMac ? 'Alt+Cmd+Right' : 'Alt+Right', 'go-forward'),
      ],
    },
    {
      label: 'Vault',
      submenu: [
        command('Health', 'CmdOrCtrl+Shift+H', 'show-health'),
        entry('Holders', 'show-holders'),
        entry('Change the vault key…', 'show-rotation'),
        entry('Escrow', 'show-escrow'),
        { type: 'separator' },
        entry('Check everything now', 'check-vault'),
        entry('Back up now', 'back-up'),
        { type: 'separator' },
        entry('Import notes…', 'import-notes'),
        entry('Export notes…', 'export-notes'),
      ],
    },
    {
      label: 'View',
      submenu: [
        command('Show or hide the library', 'CmdOrCtrl+\\', 'toggle-sidebar'),
        command('Show or hide the list', 'CmdOrCtrl+Shift+\\', 'toggle-list'),
        command('Outline', 'CmdOrCtrl+Shift+O', 'show-outline'),
        entry('Links', 'show-links'),
        entry('Files', 'show-files'),
        entry('History', 'show-history'),
        { type: 'separator' },
        command('Focus mode', 'CmdOrCtrl+Shift+D', 'toggle-focus'),
        entry('Typewriter scrolling', 'toggle-typewriter'),
        entry('Show or hide the toolbar', 'toggle-toolbar'),
        { type: 'separator' },
        command('Escrow lab', 'CmdOrCtrl+Shift+E', 'show-lab'),
        { type: 'separator' },
        { role: 'resetZoom', label: 'Actual size' },
        { role: 'zoomIn', label: 'Zoom in' },
        { role: 'zoomOut', label: 'Zoom out' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ type: 'separator' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ]);
  Menu.setApplicationMenu(menu);
}
