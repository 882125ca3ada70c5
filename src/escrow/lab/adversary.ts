import type { Adversary, LogEntry } from '../../contract/lab.ts';
import { emptyBundle } from './attack.ts';
import { makeDemoVaults } from './demo-vaults.ts';
import type { Bundle, DemoVault, Setting, Workbench } from './workbench.ts';

/** A model in force with its demo vaults: what all adversaries of one model share. */
export interface World {
  readonly workbench: Workbench;
  readonly setting: Setting;
  readonly vaults: readonly DemoVault[];
  /** The vault that somebody is after. */
  readonly target: DemoVault;
}

/** What an adversary has come by. */
export interface Loot {
  readonly bundle: Bundle;
  /** Whose files the bundle holds, one for each vault, and the truth about each. */
  readonly vaults: readonly Pick<DemoVault, 'name' | 'sentence'>[];
  /** Names of the vaults that were used after what the adversary has changed. Empty where it has changed nothing. */
  readonly usedLater: readonly string[];
  /** What the logs have got meanwhile. */
  readonly log: readonly LogEntry[];
}

/** An adversary: who it is, and how it comes by what it has. Ceremonies that it takes part in are carried out. */
export interface Player {
  readonly about: Adversary;
  /** Null where the model has nothing that this adversary could take or misuse. */
  gather(world: World): Promise<Loot | null>;
}

/** Position of the target: a vault with a strong passphrase, and with a hashtag that is on the first lists. */
const targetAt = 2;

/** Makes the vaults of a model in force. At least three. */
export async function makeWorld(workbench: Workbench, setting: Setting, count: number): Promise<World> {
  const vaults = await makeDemoVaults(workbench, setting, count);
  const target = vaults[targetAt];
  if (!target) throw new RangeError(`makeWorld: expected at least ${targetAt + 1} vaults, got ${count}`);
  return { workbench, setting, vaults, target };
}

/** The files of these vaults, with what else is in the bundle and what else came of gathering it. */
export function lootOf(
  vaults: readonly DemoVault[],
  bundle: Partial<Bundle> = {},
  more: Partial<Omit<Loot, 'bundle' | 'vaults'>> = {},
): Loot {
  const files = vaults.map(({ name, file }) => ({ name, bytes: file }));
  return { bundle: { ...emptyBundle, files, ...bundle }, vaults, usedLater: [], log: [], ...more };
}

/** The vaults with one of them replaced by another of the same name. */
export function withOne(vaults: readonly DemoVault[], changed: DemoVault): readonly DemoVault[] {
  return vaults.map((vault) => (vault.name === changed.name ? changed : vault));
}

/** What clients have sent so far. */
export function reportsOf(vaults: readonly DemoVault[]): DemoVault['reports'] {
  return vaults.flatMap(({ reports }) => reports);
}

/** The log entries that `work` leaves, beside its answer. */
export async function logging<T>(
  { setting }: World,
  work: () => Promise<T>,
): Promise<{ readonly answer: T; readonly log: readonly LogEntry[] }> {
  const before = setting.regime.log().length;
  const answer = await work();
  return { answer, log: setting.regime.log().slice(before) };
}
