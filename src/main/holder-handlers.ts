import type { BrowserWindow } from 'electron';
import type { Handlers } from './calls.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { chooseKeyFile, choosePlaceOfKeyFile } from './file-dialogs.ts';
import type { VaultDesk } from './vault-desk.ts';

type HolderMethod = Extract<
  keyof Handlers,
  | `keyFile.${string}`
  | `pin.${string}`
  | 'vault.unlockWithPin'
  | 'vault.unlockWithRecovery'
  | 'vault.setPassphrase'
  | 'vault.changePassphrase'
  | 'vault.newRecovery'
  | 'vault.recoveryKept'
  | 'vault.removeHolder'
>;

/** What the calls do that say who can open a vault, and by what. */
export function makeHolderHandlers(
  desk: VaultDesk,
  doorkeeper: Doorkeeper,
  ownWindow: () => BrowserWindow,
): Pick<Handlers, HolderMethod> {
  return {
    'vault.unlockWithPin': ({ pin }) => desk.unlockWithPin(pin),
    'vault.unlockWithRecovery': ({ phrase }) => desk.unlockWithRecovery(phrase),
    'vault.setPassphrase': ({ next }) => desk.setPassphrase(next),
    'vault.changePassphrase': (request) => doorkeeper.changePassphrase(request),
    'vault.newRecovery': async ({ current }) => ({ phrase: await doorkeeper.newRecovery(current) }),
    'vault.recoveryKept': () => desk.recoveryKept(),
    'vault.removeHolder': ({ id }) => doorkeeper.removeHolder(id),
    'pin.set': (request) => doorkeeper.setPin(request),
    'pin.remove': () => doorkeeper.removePin(),
    'keyFile.choose': async () => {
      const { path } = desk;
      const file = await chooseKeyFile(ownWindow(), desk.keyFile);
      // Another vault may have come onto the desk while the dialog was open.
      if (file === null || path === null || desk.path !== path) return false;
      desk.useKeyFile(file);
      return true;
    },
    'keyFile.forget': () => desk.keepKeyFile(null),
    'keyFile.make': async ({ current }) => {
      const file = await choosePlaceOfKeyFile(ownWindow(), desk.opened.path);
      if (file === null) return false;
      await doorkeeper.makeKeyFile(current, file);
      return true;
    },
    'keyFile.drop': ({ current }) => doorkeeper.dropKeyFile(current),
  };
}
