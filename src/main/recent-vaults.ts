import { resolve } from 'node:path';
import * as v from 'valibot';
import { Time } from '../contract/words.ts';

/** How many vaults are remembered. */
const most = 20;

const RecentVault = v.object({
  path: v.pipe(v.string(), v.minLength(1)),
  vaultId: v.string(),
  /** When it was unlocked last. */
  openedAt: Time,
});
/** A vault that was unlocked on this computer. */
export type RecentVault = v.InferOutput<typeof RecentVault>;

/** The vaults unlocked last, the latest first, as they come from the disk. What does not parse is left out. */
export const RecentVaults = v.pipe(
  v.array(v.unknown()),
  v.transform((entries) =>
    entries.flatMap((entry) => {
      const parsed = v.safeParse(RecentVault, entry);
      return parsed.success ? [parsed.output] : [];
    }),
  ),
  v.transform((entries) => entries.slice(0, most)),
);

/** That vault has been unlocked. */
export function withRecent(recents: readonly RecentVault[], opened: RecentVault): RecentVault[] {
  return [opened, ...withoutRecent(recents, opened.path)].slice(0, most);
}

export function withoutRecent(recents: readonly RecentVault[], path: string): RecentVault[] {
  return recents.filter((recent) => !isSameFile(recent.path, path));
}

/**
 * Whether two paths name one file, as far as they say so themselves. A link or another case of letters may hide it; the
 * engine's lock on the file still keeps it from being opened twice.
 */
export function isSameFile(a: string, b: string, platform: NodeJS.Platform = process.platform): boolean {
  const [left, right] = [resolve(a), resolve(b)];
  return platform === 'win32' ? left.toLowerCase() === right.toLowerCase() : left === right;
}
