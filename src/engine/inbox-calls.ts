import { LatchkeyError } from '../contract/errors.ts';
import { readInfo, type InboxAddress } from '../vault/index.ts';
import { closeQuietly } from './closing.ts';
import type { Keeper } from './keeper.ts';
import type { EngineMethods } from './methods.ts';
import { openStore } from './sqlite-store.ts';

type InboxCalls = Pick<EngineMethods, 'sealCapture' | 'waitingCaptures' | 'addCapture' | 'takeCaptures'>;

/** Text that is captured quickly, into a vault that is open or for one that is locked. */
export function inboxCalls(keeper: Keeper): InboxCalls {
  return {
    sealCapture: async ({ path, text, ...address }) => {
      assertSameInbox(path, address);
      keeper.inbox.keep(address, { text, at: keeper.now() });
      return Promise.resolve();
    },
    waitingCaptures: ({ vaultIds }) =>
      Promise.resolve(vaultIds.map((vaultId) => keeper.inbox.waitingFor(vaultId))),
    addCapture: async ({ text }) => {
      const note = await keeper.write((vault) => vault.addCapture({ text, at: keeper.now() }));
      keeper.tell({ changed: [note] });
    },
    takeCaptures: async () => {
      const taken = await keeper.write((vault) => {
        openInboxQuietly(vault);
        return { ...keeper.inbox.takeIn(vault), inboxKey: vault.inboxKey };
      });
      const { notes, ...rest } = taken;
      keeper.tell({ changed: notes });
      return { ...rest, count: notes.length };
    },
  };
}

/** A vault that cannot be written to now gets its inbox after another unlock. */
function openInboxQuietly(vault: { openInbox(): void }): void {
  try {
    vault.openInbox();
  } catch {
    // See above.
  }
}

/**
 * What the file says of its inbox, anybody can have written who can write to it: nobody has checked its MAC. So a capture is
 * sealed only to the key that was seen when the vault was open, and not at all if the file has another.
 */
function assertSameInbox(path: string, { vaultId, publicKey }: InboxAddress): void {
  const store = openStore(path);
  try {
    const info = readInfo(store);
    if (info.vaultId !== vaultId || info.inboxKey !== publicKey) throw otherInbox();
  } finally {
    closeQuietly(store);
  }
}

function otherInbox(): LatchkeyError {
  return new LatchkeyError(
    'other-key',
    'The key to which this vault’s file takes captures is not the one that was seen here when it was open. Either the vault key was changed on another computer, or somebody changed the file, to read what you write. So nothing was sealed, and your text is still here. Unlock the vault once on this computer: that tells the two apart.',
  );
}
