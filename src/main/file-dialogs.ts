import { basename, dirname, extname, join } from 'node:path';
import { app, dialog, type BrowserWindow, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { placeForKeyFile } from './key-file-place.ts';
import { vaultExtension } from './vault-desk.ts';

const keyFileExtension = '.latchkey-key';
const allFiles = { name: 'All files', extensions: ['*'] };
const keyFiles = [{ name: 'Latchkey key files', extensions: [keyFileExtension.slice(1)] }, allFiles];
const evidenceFiles = [{ name: 'Evidence of the escrow lab', extensions: ['json'] }, allFiles];
const authorityFiles = [{ name: 'Public key files of authorities', extensions: ['json'] }, allFiles];
const vaultFiles = [{ name: 'Latchkey vaults', extensions: [vaultExtension.slice(1)] }, allFiles];

/** Asks for the folder of a new vault. Null if the person cancels. */
export function chooseVaultFolder(window: BrowserWindow, defaultPath: string): Promise<string | null> {
  return chooseFolder(window, {
    title: 'Where to keep the vault',
    buttonLabel: 'Use this folder',
    defaultPath,
  });
}

/** Asks for a vault to open. Null if the person cancels. */
export function chooseVaultFile(window: BrowserWindow, defaultPath: string): Promise<string | null> {
  return chooseFile(window, {
    title: 'Open a vault',
    buttonLabel: 'Open',
    defaultPath,
    filters: vaultFiles,
  });
}

/** Asks for the folder that backups go to. Null if the person cancels. */
export function chooseBackupFolder(window: BrowserWindow, defaultPath: string): Promise<string | null> {
  return chooseFolder(window, {
    title: 'Where to keep backups',
    buttonLabel: 'Back up here',
    defaultPath,
  });
}

/** Asks for the place of the lab's report. Null if the person cancels. */
export function choosePlaceOfReport(window: BrowserWindow, format: 'html' | 'pdf'): Promise<string | null> {
  return choosePlace(window, `.${format}`, {
    title: 'Where to keep the report',
    buttonLabel: 'Save the report',
    defaultPath: join(app.getPath('documents'), `escrow-lab-report.${format}`),
    filters: [
      format === 'html' ? { name: 'Web page', extensions: ['html'] } : { name: 'PDF', extensions: ['pdf'] },
    ],
  });
}

/** Asks for the place of the lab's evidence. Null if the person cancels. */
export function choosePlaceOfEvidence(window: BrowserWindow): Promise<string | null> {
  return choosePlace(window, '.json', {
    title: 'Where to keep the evidence',
    buttonLabel: 'Save the evidence',
    defaultPath: join(app.getPath('documents'), 'escrow-lab.evidence.json'),
    filters: evidenceFiles,
  });
}

/** Asks for an evidence file. Null if the person cancels. */
export function chooseEvidence(window: BrowserWindow): Promise<string | null> {
  return chooseFile(window, {
    title: 'Choose an evidence file',
    buttonLabel: 'Replay it',
    defaultPath: app.getPath('documents'),
    filters: evidenceFiles,
  });
}

/** Asks for a backup to open. Null if the person cancels. */
export function chooseBackup(window: BrowserWindow, defaultPath: string): Promise<string | null> {
  return chooseFile(window, {
    title: 'Choose a backup',
    buttonLabel: 'Choose',
    defaultPath,
    filters: vaultFiles,
  });
}

/** Asks for the folder that notes are written to, as plain files. Null if the person cancels. */
export function chooseExportFolder(window: BrowserWindow): Promise<string | null> {
  return chooseFolder(window, {
    title: 'Where to write the notes, readable by anyone',
    buttonLabel: 'Export here',
    defaultPath: app.getPath('documents'),
  });
}

/** Asks for a folder of Markdown files. Null if the person cancels. */
export function chooseImportFolder(window: BrowserWindow): Promise<string | null> {
  return chooseFolder(window, {
    title: 'Choose a folder of Markdown files',
    buttonLabel: 'Import',
    defaultPath: app.getPath('documents'),
  });
}

/** Asks for the key file of a vault. `inUse` is the one so far. Null if the person cancels. */
export function chooseKeyFile(window: BrowserWindow, inUse: string | null): Promise<string | null> {
  return chooseFile(window, {
    title: 'Choose the key file',
    buttonLabel: 'Use this file',
    defaultPath: inUse ?? app.getPath('home'),
    filters: keyFiles,
  });
}

/** Asks for the place of a new key file, which is not proposed to lie beside its vault. Null if the person cancels. */
export async function choosePlaceOfKeyFile(window: BrowserWindow, vaultPath: string): Promise<string | null> {
  const folder = placeForKeyFile(vaultPath, app.getPath('home'), app.getPath('documents'));
  return choosePlace(window, keyFileExtension, {
    title: 'Where to keep the key file',
    buttonLabel: 'Make the key file',
    defaultPath: join(folder, `${basename(vaultPath, extname(vaultPath))}${keyFileExtension}`),
    filters: keyFiles,
  });
}

/** Asks for the place of a backup's copy, beside the vault unless the person says otherwise. Null if they cancel. */
export function choosePlaceBeside(
  window: BrowserWindow,
  vaultPath: string,
  backup: string,
): Promise<string | null> {
  return choosePlace(window, vaultExtension, {
    title: 'Where to put the copy of the backup',
    buttonLabel: 'Open it here',
    defaultPath: join(dirname(vaultPath), `${basename(backup, extname(backup))} (restored)${vaultExtension}`),
    filters: vaultFiles,
  });
}

/** Asks for an authority's public key file. Null if the person cancels. */
export function chooseAuthority(window: BrowserWindow): Promise<string | null> {
  return chooseFile(window, {
    title: 'Choose the public key file of whoever is to be let in',
    buttonLabel: 'Use this file',
    defaultPath: app.getPath('documents'),
    filters: authorityFiles,
  });
}

/** Asks for the folder that a new authority's files go to. Null if the person cancels. */
export function chooseFolderOfAuthority(window: BrowserWindow): Promise<string | null> {
  return chooseFolder(window, {
    title: 'Where to put the new key: not beside the vault',
    buttonLabel: 'Make the key here',
    defaultPath: app.getPath('documents'),
  });
}

/** Asks for files to put into a note. Empty if the person cancels. */
export async function chooseFilesToAttach(window: BrowserWindow): Promise<readonly string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose files for this note',
    buttonLabel: 'Add',
    defaultPath: app.getPath('documents'),
    properties: ['openFile', 'multiSelections'],
  });
  return filePaths;
}

/** Asks where an attached file is to be written, readable by anyone. Null if the person cancels. */
export async function choosePlaceOfFile(window: BrowserWindow, name: string): Promise<string | null> {
  const { filePath, canceled } = await dialog.showSaveDialog(window, {
    title: 'Where to save a readable copy of the file',
    buttonLabel: 'Save',
    defaultPath: join(app.getPath('documents'), name),
    properties: ['createDirectory'],
  });
  return canceled || filePath === '' ? null : filePath;
}

async function chooseFolder(window: BrowserWindow, options: OpenDialogOptions): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    ...options,
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] ?? null;
}

async function chooseFile(window: BrowserWindow, options: OpenDialogOptions): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, { ...options, properties: ['openFile'] });
  return filePaths[0] ?? null;
}

async function choosePlace(
  window: BrowserWindow,
  extension: string,
  options: SaveDialogOptions,
): Promise<string | null> {
  const { filePath, canceled } = await dialog.showSaveDialog(window, {
    ...options,
    properties: ['createDirectory'],
  });
  if (canceled || filePath === '') return null;
  return extname(filePath) === extension ? filePath : filePath + extension;
}
