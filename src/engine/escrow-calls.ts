import { enableEscrow } from './escrow/enabling.ts';
import type { Keeper } from './keeper.ts';
import type { EngineMethods } from './methods.ts';

/** Few owners let anybody in, so the engine starts without what reads and makes keys of authorities. */
const authorityFiles = () => import('./escrow/authority-files.ts');

type EscrowCalls = Pick<EngineMethods, 'readAuthority' | 'makeAuthority' | 'enableEscrow'>;

/** What lets authorities into a vault of one's own. Keeping them out again takes a new key: see `careCalls`. */
export function escrowCalls(keeper: Keeper): EscrowCalls {
  return {
    readAuthority: ({ file, model }) =>
      keeper.inTurn(async () => (await authorityFiles()).readAuthority(file, model)),
    makeAuthority: (place) =>
      keeper.inTurn(async () => (await authorityFiles()).writeAuthority(place, keeper.now())),
    enableEscrow: (request) =>
      keeper.change(async ({ vault }, tools) => {
        await enableEscrow({ vault, ...tools, now: keeper.now() }, request);
        return vault.holders;
      }),
  };
}
