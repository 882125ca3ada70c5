import { dirname } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Engine } from '../engine/index.ts';
import type { Handlers } from './calls.ts';
import type { Caretaker } from './caretaker.ts';
import {
  chooseBackup,
  chooseBackupFolder,
  chooseExportFolder,
  chooseImportFolder,
  choosePlaceBeside,
} from './file-dialogs.ts';
import type { VaultDesk } from './vault-desk.ts';

type CareMethod = Extract<
  keyof Handlers,
  | `backup.${string}`
  | 'vault.rotate'
  | 'vault.discardRotation'
  | 'vault.check'
  | 'vault.repair'
  | 'vault.stopWork'
  | 'vault.acceptOlder'
  | 'vault.health'
  | 'vault.export'
  | 'vault.import'
>;

/** What the calls do that look after a vault: its key, its health, its backups, and the way in and out of it. */
export function makeCareHandlers(
  desk: VaultDesk,
  engine: Engine,
  caretaker: Caretaker,
  ownWindow: () => BrowserWindow,
): Pick<Handlers, CareMethod> {
  const openBeside = async (vaultPath: string, backup: string): Promise<boolean> => {
    const path = await choosePlaceBeside(ownWindow(), vaultPath, backup);
    if (path === null) return false;
    await engine.restore({ backup, path });
    await desk.present(path);
    return true;
  };
  return {
    'vault.rotate': (request) => caretaker.rotate(request),
    'vault.discardRotation': () => caretaker.discardRotation(),
    'vault.check': () => caretaker.check(),
    'vault.repair': () => caretaker.repair(),
    'vault.stopWork': () => caretaker.stopWork(),
    'vault.acceptOlder': () => desk.acceptOlder(),
    'vault.health': () => caretaker.health,
    'vault.export': async () => {
      caretaker.assertOpen();
      const folder = await chooseExportFolder(ownWindow());
      return folder === null ? null : caretaker.export(folder);
    },
    'vault.import': async () => {
      caretaker.assertOpen();
      const folder = await chooseImportFolder(ownWindow());
      return folder === null ? null : caretaker.import(folder);
    },
    'backup.chooseFolder': async () => {
      const folder = await chooseBackupFolder(ownWindow(), caretaker.health.backupFolder ?? desk.place);
      if (folder === null) return false;
      await caretaker.setFolder(folder);
      return true;
    },
    'backup.forgetFolder': () => caretaker.setFolder(null),
    'backup.now': () => caretaker.backUp(),
    'backup.rehearse': ({ name }) => caretaker.rehearse(name),
    'backup.openBeside': async ({ name }) => {
      if (name !== null) return openBeside(desk.opened.path, caretaker.pathOf(name));
      // A vault that does not open any more is what backups are for.
      const { path: vaultPath } = desk;
      if (vaultPath === null) return false;
      const backup = await chooseBackup(ownWindow(), caretaker.health.backupFolder ?? dirname(vaultPath));
      return backup === null ? false : openBeside(vaultPath, backup);
    },
    'backup.openNewestGood': async () => {
      const backup = await caretaker.newestGood();
      return openBeside(desk.opened.path, backup);
    },
  };
}
