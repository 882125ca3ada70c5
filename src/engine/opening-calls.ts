import { LatchkeyError } from '../contract/errors.ts';
import {
  createVault,
  defaultKdf,
  readInfo,
  unlockVault,
  warmUp,
  type Credential,
  type Store,
} from '../vault/index.ts';
import { closeQuietly, lockQuietly } from './closing.ts';
import { withKeyFileOf } from './holders.ts';
import type { Keeper, Unlocked } from './keeper.ts';
import type { EngineMethods } from './methods.ts';
import { createStore, openStore } from './sqlite-store.ts';

type OpeningCalls = Pick<
  EngineMethods,
  'inspect' | 'create' | 'unlock' | 'unlockWithRecovery' | 'unlockWithDevice' | 'lock'
>;

/** What looks at a vault, opens it and locks it. */
export function openingCalls(keeper: Keeper): OpeningCalls {
  return {
    inspect: ({ path }) =>
      keeper.inTurn(() => {
        const unlocked = keeper.unlockedAt(path);
        if (unlocked) return readInfo(unlocked.store);
        const store = openStore(path);
        try {
          return readInfo(store);
        } finally {
          store.close();
        }
      }),

    create: ({ path, passphrase, kdf = defaultKdf }) =>
      keeper.open(async (deriveKey) => {
        const store = createStore(path);
        const options = { passphrase, kdf, deriveKey, now: keeper.now };
        const vault = await orClose(store, () => createVault(store, options));
        try {
          vault.openInbox();
          store.publish();
        } catch (error) {
          lockQuietly(vault);
          throw error;
        }
        return { path, store, vault, by: 'passphrase' };
      }),

    unlock: ({ path, ...proof }) =>
      keeper.open((deriveKey) =>
        withKeyFileOf(proof, (keyFile) =>
          openFile(keeper, path, {
            kind: 'passphrase',
            passphrase: proof.passphrase,
            keyFile,
            deriveKey,
          }),
        ),
      ),

    unlockWithRecovery: ({ path, phrase }) =>
      keeper.open(() => openFile(keeper, path, { kind: 'recovery', phrase })),

    unlockWithDevice: ({ path, id, secret, pin }) =>
      keeper.open((deriveKey) => openFile(keeper, path, { kind: 'device', id, secret, pin, deriveKey })),

    lock: () => keeper.lock(),
  };
}

async function openFile({ now }: Keeper, path: string, credential: Credential): Promise<Unlocked> {
  const store = openStore(path);
  const vault = await orClose(store, () => {
    if (readInfo(store).isDemo) throw demoVault();
    return unlockVault(store, warmingUp(credential, store), { now });
  });
  return { path, store, vault, by: credential.kind };
}

/** Below this cost, in KiB times passes, a key is there before the warm-up is done, and would wait for it. */
const leastCost = 64 * 1024;

/** The same credential, with use made of the time in which another thread derives its key. */
export function warmingUp(credential: Credential, store: Store): Credential {
  if (!('deriveKey' in credential)) return credential;
  return {
    ...credential,
    deriveKey: async (...input) => {
      const [, , { memoryKiB, passes }] = input;
      const key = credential.deriveKey(...input);
      if (memoryKiB * passes < leastCost) return key;
      // A vault opens whether that works or not.
      await Promise.all([key, warmUp(store).catch(() => undefined)]);
      return key;
    },
  };
}

/** Closes a store that no vault came to own. */
async function orClose<T>(store: Store, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    closeQuietly(store);
    throw error;
  }
}

/** For a vault that is no place for notes of one's own, whoever asks. */
function demoVault(): LatchkeyError {
  return new LatchkeyError(
    'demo-vault',
    'This vault says that it was made for a demonstration: the keys of such a vault are known to others, and nothing in it is private. It is not opened. If you keep notes of your own in it, somebody has changed the file: open a backup. The file was not changed now.',
  );
}
