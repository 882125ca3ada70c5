import type { LatchkeyError } from '../../contract/errors.ts';
import { wipe } from '../../vault/index.ts';
import type { Access, Effort, KeyHolder } from '../access-model.ts';
import { accessModel } from '../models/index.ts';
import { reportsOf, type World } from './adversary.ts';
import { useAgain, type Client } from './demo-vaults.ts';
import { accessLawfully, slotsIn, type LawfulAccess, type LawfulOptions } from './lawful-access.ts';
import type { Bundle, DemoVault } from './workbench.ts';

/** Keys are tried, and nothing is guessed. */
const noEffort: Effort = { mostTries: 0, onTries: () => undefined };

/** What officials got from one vault. */
export interface Obtained {
  /** The vault as it lies there now: where the model has epochs, its owner has used it meanwhile. */
  readonly vault: DemoVault;
  readonly access: Access | null;
  readonly vaultKey: LawfulAccess['vaultKey'];
  readonly problem: LatchkeyError | null;
  readonly told: readonly string[];
  readonly spent: number;
}

/** How officials go about a vault. */
export interface Approach extends LawfulOptions {
  /** Whether the owner uses the vault after the first ceremony, which is when an epoch begins. Absent: yes. */
  readonly isUsed?: boolean;
  readonly client?: Client;
}

/**
 * The ceremony for one vault, with a valid warrant and everybody’s keys. Where the model has epochs, what it gives begins with
 * the owner’s next use: so the vault is used, and the ceremony held once more, with a warrant of its own.
 */
export async function obtain(
  { workbench, setting, vaults }: World,
  vault: DemoVault,
  { isUsed = true, client = 'compliant', ...options }: Approach = {},
): Promise<Obtained> {
  const reports = reportsOf(vaults);
  const first = await accessLawfully(workbench, setting, vault, { reports, ...options });
  if (!setting.regime.hasEpochs || first.vaultKey || !isUsed) return obtained(vault, [first]);
  const used = await useAgain(workbench, setting, vault, client);
  const second = await accessLawfully(workbench, setting, used, { reports, ...options });
  return obtained(used, [first, second]);
}

function obtained(vault: DemoVault, ceremonies: readonly LawfulAccess[]): Obtained {
  const last = ceremonies.at(-1);
  const accesses = ceremonies.flatMap(({ access }) => access ?? []);
  return {
    vault,
    access: accesses.at(-1) ?? null,
    vaultKey: last?.vaultKey ?? null,
    problem: last?.problem ?? null,
    told: accesses.flatMap(({ metadata }) => metadata),
    spent: accesses.reduce((sum, { tries }) => sum + tries, 0),
  };
}

/** What ceremonies add to a bundle. */
export function spoilsOf(all: readonly Obtained[]): Pick<Bundle, 'vaultKeys' | 'told' | 'spent'> {
  return {
    vaultKeys: all.flatMap(({ vaultKey }) => vaultKey ?? []),
    told: [...new Set(all.flatMap(({ told }) => told))],
    spent: all.reduce((sum, { spent }) => sum + spent, 0),
  };
}

/** The holder whose own keys open the target, if there is one; otherwise the first. Null where nobody keeps keys. */
export async function strongestHolder({ workbench, setting, target }: World): Promise<KeyHolder | null> {
  const { holders, model } = setting.regime;
  const place = { vault: target.id, isDemo: true };
  for (const slot of slotsIn(workbench, target.file)) {
    for (const holder of holders) {
      const secret = await accessModel(model).recover(holder.keystores, slot, place, noEffort);
      wipe(secret);
      if (secret) return holder;
    }
  }
  return holders[0] ?? null;
}
