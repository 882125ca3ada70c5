import { readAuthority, writeAuthority } from './escrow/authority-files.ts';
import { enableEscrow } from './escrow/enabling.ts';
import type { Keeper } from './keeper.ts';
import type { EngineMethods } from './methods.ts';

type EscrowCalls = Pick<EngineMethods, 'readAuthority' | 'makeAuthority' | 'enableEscrow'>;

/** What lets authorities into a vault of one's own. Keeping them out again takes a new key: see `careCalls`. */
export function escrowCalls(keeper: Keeper): EscrowCalls {
  return {
    readAuthority: ({ file, model }) => keeper.inTurn(() => readAuthority(file, model)),
    makeAuthority: (place) => keeper.inTurn(() => writeAuthority(place, keeper.now())),
    enableEscrow: (request) =>
      keeper.change(async ({ store, vault }, tools) => {
        await enableEscrow({ store, vault, ...tools, now: keeper.now() }, request);
        return vault.holders;
      }),
  };
}
