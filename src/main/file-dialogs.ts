import { basename, dirname, extname, join } from 'node:path';
import { dialog, type BrowserWindow } from 'electron';
import { vaultExtension } from './vault-desk.ts';

const vaultFiles = [
  { name: 'Latchkey vaults', extensions: [vaultExtension.slice(1)] },
  { name: 'All files', extensions: ['*'] },
];

/** Asks for the folder that backups go to. Null if the person cancels. */
export async function chooseBackupFolder(window: BrowserWindow, defaultPath: string): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Where to keep backups',
    buttonLabel: 'Back up here',
    defaultPath,
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] ?? null;
}

/** Asks for a backup to open. Null if the person cancels. */
export async function chooseBackup(window: BrowserWindow, defaultPath: string): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose a backup',
    buttonLabel: 'Choose',
    defaultPath,
    filters: vaultFiles,
    properties: ['openFile'],
  });
  return filePaths[0] ?? null;
}

/** Asks for the place of a backup's copy, beside the vault unless the person says otherwise. Null if they cancel. */
export async function choosePlaceBeside(
  window: BrowserWindow,
  vaultPath: string,
  backup: string,
): Promise<string | null> {
  const { filePath, canceled } = await dialog.showSaveDialog(window, {
    title: 'Where to put the copy of the backup',
    buttonLabel: 'Open it here',
    defaultPath: join(dirname(vaultPath), `${basename(backup, extname(backup))} (restored)${vaultExtension}`),
    filters: vaultFiles,
    properties: ['createDirectory'],
  });
  if (canceled || filePath === '') return null;
  return extname(filePath) === vaultExtension ? filePath : filePath + vaultExtension;
}
