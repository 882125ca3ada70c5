import { dirname } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Engine } from '../engine/index.ts';
import type { Handlers } from './calls.ts';
import type { Caretaker } from './caretaker.ts';
import { chooseBackup, chooseBackupFolder, choosePlaceBeside } from './file-dialogs.ts';
import type { VaultDesk } from './vault-desk.ts';

type CareMethod = Extract<
  keyof Handlers,
  | `backup.${string}`
  | 'vault.unlockWithRecovery'
  | 'vault.setPassphrase'
  | 'vault.changePassphrase'
  | 'vault.newRecovery'
  | 'vault.recoveryKept'
  | 'vault.removeHolder'
  | 'vault.rotate'
  | 'vault.check'
  | 'vault.stopWork'
  | 'vault.acceptOlder'
  | 'vault.health'
>;

/** What the calls do that look after a vault: its holders, its key, its health and its backups. */
export function makeCareHandlers(
  desk: VaultDesk,
  engine: Engine,
  caretaker: Caretaker,
  ownWindow: () => BrowserWindow,
): Pick<Handlers, CareMethod> {
  return {
    'vault.unlockWithRecovery': ({ phrase }) => desk.unlockWithRecovery(phrase),
    'vault.setPassphrase': ({ next }) => desk.setPassphrase(next),
    'vault.changePassphrase': async (request) => desk.showHolders(await engine.changePassphrase(request)),
    'vault.newRecovery': async () => {
      const { phrase, holders } = await engine.newRecovery();
      desk.showHolders(holders);
      return { phrase };
    },
    'vault.recoveryKept': () => desk.recoveryKept(),
    'vault.removeHolder': async (request) => desk.showHolders(await engine.removeHolder(request)),
    'vault.rotate': (request) => caretaker.rotate(request),
    'vault.check': () => caretaker.check(),
    'vault.stopWork': () => caretaker.stopWork(),
    'vault.acceptOlder': () => desk.acceptOlder(),
    'vault.health': () => caretaker.health,
    'backup.chooseFolder': async () => {
      const folder = await chooseBackupFolder(ownWindow(), caretaker.health.backupFolder ?? desk.place);
      if (folder === null) return false;
      await caretaker.setFolder(folder);
      return true;
    },
    'backup.forgetFolder': () => caretaker.setFolder(null),
    'backup.now': () => caretaker.backUp(),
    'backup.openBeside': async ({ name }) => {
      if (desk.open === null) return false;
      const { path: vaultPath } = desk.open;
      const folder = caretaker.health.backupFolder ?? dirname(vaultPath);
      const backup = name === null ? await chooseBackup(ownWindow(), folder) : caretaker.pathOf(name);
      if (backup === null) return false;
      const path = await choosePlaceBeside(ownWindow(), vaultPath, backup);
      if (path === null) return false;
      await engine.restore({ backup, path });
      await desk.present(path);
      return true;
    },
  };
}
