import { listBackups, makeBackup, thinBackups } from './backups.ts';
import { removeLeftDrafts } from './draft-file.ts';
import { isEscrowOn, notOn } from './escrow/enabling.ts';
import { derivingUntil, type Keeper, type Unlocked } from './keeper.ts';
import type { EngineMethods } from './methods.ts';
import { placeReader } from './reader-file.ts';
import { rehearse } from './rehearsing.ts';
import { keepingOld, writeRepaired } from './repairing.ts';
import { restoreBackup } from './restoring.ts';
import { writeSuccessor, type Rotated, type RotationWish } from './rotation.ts';
import type { Vault } from '../vault/index.ts';
import { discard, type Successor } from './successor.ts';
import { realPath } from './vault-file.ts';
import { runInSlices, startRun, type Run } from './watch.ts';

type CareCalls = Pick<
  EngineMethods,
  | 'verify'
  | 'rotate'
  | 'disableEscrow'
  | 'discardRotation'
  | 'repair'
  | 'backup'
  | 'rehearse'
  | 'listBackups'
  | 'thinBackups'
  | 'restore'
>;

const still = { still: true } as const;

/** What keeps a vault whole, and what one falls back on. */
export function careCalls(keeper: Keeper): CareCalls {
  const rotate = async (unlocked: Unlocked, wish: RotationWish, run: Run): Promise<Rotated> => {
    const tools = { deriveKey: derivingUntil(run.signal), now: keeper.now };
    keeper.tell({ changed: keeper.drafts.bringBack(unlocked.vault).notes });
    // The old key opens them, and the next one does not.
    keeper.tell({ changed: keeper.inbox.takeIn(unlocked.vault).notes });
    const { rotated, ...successor } = await writeSuccessor(unlocked, wish, tools, run);
    const drafts = resealDrafts(keeper, unlocked.vault, successor);
    try {
      keeper.succeed(unlocked, successor, 'passphrase');
    } catch (error) {
      drafts.undo();
      throw error;
    }
    drafts.finish();
    return rotated;
  };
  return {
    verify: (watch = {}) =>
      keeper.work('The check', watch, ({ vault }, run) => runInSlices(vault.verify(), run), still),

    rotate: (request, watch = {}) =>
      keeper.work(
        'Changing the key',
        watch,
        (unlocked, run) => rotate(unlocked, { ...request, keepsEscrow: true }, run),
        still,
      ),

    disableEscrow: (request, watch = {}) =>
      keeper.work(
        'Turning escrow off',
        watch,
        (unlocked, run) => {
          if (!isEscrowOn(unlocked.vault)) throw notOn();
          return rotate(unlocked, { ...request, keepsEscrow: false }, run);
        },
        still,
      ),

    discardRotation: () => keeper.change(({ path }) => removeLeftDrafts(realPath(path), ['rotating'])),

    repair: ({ backups }, watch = {}) =>
      keeper.work(
        'The repair',
        watch,
        async (unlocked, run) => {
          const { repairs, ...successor } = await writeRepaired(unlocked, backups, run);
          try {
            const before = await keepingOld(unlocked, keeper.now(), run, () =>
              keeper.succeed(unlocked, successor),
            );
            return { ...repairs, before };
          } catch (error) {
            discard(successor);
            throw error;
          }
        },
        still,
      ),

    backup: ({ folder }, watch = {}) =>
      keeper.work('The backup', watch, async (unlocked, run) => {
        const report = await makeBackup(unlocked, folder, keeper.now(), run);
        // For the day the app is gone. A backup is one without it, too.
        placeReader(folder);
        return report;
      }),

    rehearse: ({ file }, watch = {}) =>
      keeper.work('The rehearsal', watch, ({ vault }, run) => rehearse(vault, file, run)),

    listBackups: (place) => keeper.inTurn(() => listBackups(place)),
    thinBackups: (place) => keeper.inTurn(() => thinBackups(place, keeper.now())),
    restore: ({ backup, path }) =>
      keeper.inTurn((untilLock) => restoreBackup(backup, path, startRun({}, untilLock, 'Restoring'))),
  };
}

/** Drafts that could not be saved are not to stay behind under the old key. */
function resealDrafts({ drafts }: Keeper, old: Vault, successor: Successor) {
  try {
    return drafts.reseal(old, successor.vault);
  } catch (error) {
    discard(successor);
    throw error;
  }
}
