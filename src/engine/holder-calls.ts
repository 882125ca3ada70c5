import type { Holder } from '../contract/words.ts';
import {
  addDevice,
  notByRecovery,
  removeHolder,
  replacePassphrase,
  replaceRecovery,
  resetPassphrases,
  setKeyFile,
  type HolderDesk,
} from './holders.ts';
import type { Keeper, Unlocked } from './keeper.ts';
import type { EngineMethods } from './methods.ts';

type HolderCalls = Pick<
  EngineMethods,
  | 'holders'
  | 'changePassphrase'
  | 'setPassphrase'
  | 'newRecovery'
  | 'setKeyFile'
  | 'addDevice'
  | 'removeHolder'
>;

/** Who can open the vault. */
export function holderCalls(keeper: Keeper): HolderCalls {
  /** Changes the holders in a turn, and answers those there are then with what the change gives. */
  const change = <T>(work: (desk: HolderDesk, unlocked: Unlocked) => T | Promise<T>) =>
    keeper.change(async (unlocked, tools) => {
      const { vault } = unlocked;
      const given = await work({ vault, ...tools, now: keeper.now() }, unlocked);
      return { given, holders: vault.holders };
    });
  const changeOnly = async (
    work: (desk: HolderDesk, unlocked: Unlocked) => void | Promise<void>,
  ): Promise<readonly Holder[]> => (await change(work)).holders;

  return {
    holders: () => keeper.read((vault) => vault.holders),
    changePassphrase: (request) => changeOnly((desk) => replacePassphrase(desk, request)),
    setPassphrase: (request) =>
      changeOnly(async (desk, { by }) => {
        if (by !== 'recovery') throw notByRecovery();
        await resetPassphrases(desk, request);
        keeper.reopenedBy('passphrase');
      }),
    newRecovery: async (proof) => {
      const { given: phrase, holders } = await change((desk) => replaceRecovery(desk, proof));
      return { phrase, holders };
    },
    setKeyFile: (request) => changeOnly((desk) => setKeyFile(desk, request)),
    addDevice: async (request) => {
      const { given, holders } = await change((desk) => addDevice(desk, request));
      return { ...given, holders };
    },
    removeHolder: ({ id }) => changeOnly((desk) => removeHolder(desk, id)),
  };
}
