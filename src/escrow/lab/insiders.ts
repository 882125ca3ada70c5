import type { LogEntry } from '../../contract/lab.ts';
import { AccessLog, Witness } from '../warrants/access-log.ts';
import { isLeafRegime } from '../models/m5-leaf.ts';
import { isScanningRegime } from '../models/m7-scanning.ts';
import { logging, lootOf, reportsOf, withOne, type Player, type World } from './adversary.ts';
import { makeDemoVault, turnEscrowOff, useAgain } from './demo-vaults.ts';
import { slotsIn } from './lawful-access.ts';
import { obtain, spoilsOf, strongestHolder, type Obtained } from './officials.ts';
import { mostTries } from './outsiders.ts';
import type { DemoVault } from './workbench.ts';

export const agency: Player = {
  about: {
    id: 'A3',
    name: 'An agency with a valid warrant',
    line: 'Officials who follow every rule and want to read one vault.',
    given: 'What the ceremony gives them for that one vault, the seized device included.',
  },
  async gather(world) {
    const { vaults, target } = world;
    const { answer, log } = await logging(world, () => obtain(world, target, { device: target.device }));
    return lootOf(withOne(vaults, answer.vault), spoilsOf([answer]), { log });
  },
};

export const oneHolder: Player = {
  about: {
    id: 'A4',
    name: 'One holder’s key',
    line: 'Somebody who has copied, bought or been handed the keys of one holder.',
    given: 'All keys of one holder: the one whose keys do most.',
  },
  async gather(world) {
    const holder = await strongestHolder(world);
    if (!holder) return null;
    return lootOf(world.vaults, { keystores: holder.keystores, reports: reportsOf(world.vaults) });
  },
};

export const quorum: Player = {
  about: {
    id: 'A5',
    name: 'Enough holders’ keys',
    line: 'Somebody who has the keys of as many holders as access takes.',
    given: 'All keys of that many holders.',
  },
  gather({ setting, vaults }) {
    const { holders, needed } = setting.regime;
    if (needed === 0) return Promise.resolve(null);
    const keystores = holders.slice(0, needed).flatMap((holder) => holder.keystores);
    return Promise.resolve(lootOf(vaults, { keystores, reports: reportsOf(vaults) }));
  },
};

export const intruder: Player = {
  about: {
    id: 'A6',
    name: 'An intruder at the console',
    line: 'Somebody who has broken into the machine where access is carried out, and can write its logs.',
    given: 'The keys that lay on the console during one lawful ceremony, and what that ceremony opened.',
  },
  async gather(world) {
    const { vaults, target } = world;
    const { answer, log } = await logging(world, () => obtain(world, target, { device: target.device }));
    const { vault, access, vaultKey } = answer;
    if (access && isNothing(answer)) return null;
    return lootOf(
      withOne(vaults, vault),
      {
        keystores: access?.onConsole ?? [],
        vaultKeys: vaultKey ? [vaultKey] : [],
        reports: reportsOf(vaults),
      },
      { log: log.length > 0 ? [...log, ...erasing(world.setting.regime.log())] : [] },
    );
  },
};

/** Whether there was nothing at the console that an intruder could have taken. */
function isNothing({ access, vaultKey, told }: Obtained): boolean {
  return !vaultKey && told.length === 0 && (access?.onConsole.length ?? 0) === 0;
}

/**
 * The intruder takes the last entry out of the log. Somebody outside who has kept the head of a Merkle log tries to find it in
 * what is left; of a log that is only a list there is nothing that anybody could have kept.
 */
function erasing(log: readonly LogEntry[]): readonly LogEntry[] {
  const erased = log.at(-1);
  if (!erased) return [];
  const told = { at: erased.at, index: null, root: null };
  if (erased.root === null) {
    const what = 'the intruder takes that entry out of the list, and nobody outside can tell';
    return [{ ...told, by: 'Nobody', what }];
  }
  const witness = new Witness(new AccessLog(log).head);
  const isFound = witness.finds(new AccessLog(log.slice(0, -1)));
  const what = `the intruder takes that entry out of the log, and a witness who has seen it ${isFound ? 'finds nothing amiss' : 'notices that it is gone'}`;
  return [{ ...told, by: 'Witness', what }];
}

export const oldCopies: Player = {
  about: {
    id: 'A8',
    name: 'Old copies, and keys that get out later',
    line: 'Somebody who has kept copies from before escrow was turned off, and comes by the keys afterwards.',
    given:
      'Copies from before, the vaults as they are now, later the keys of enough holders, and a computer to try numbers with.',
  },
  async gather(world) {
    const { workbench, setting, vaults, target } = world;
    const before = setting.regime.hasEpochs ? withOne(vaults, (await obtain(world, target)).vault) : vaults;
    const after = new Map<DemoVault, DemoVault>();
    for (const vault of before) {
      if (slotsIn(workbench, vault.file).length > 0) after.set(vault, await turnEscrowOff(workbench, vault));
    }
    if (after.size === 0) return null;
    const { holders, needed } = setting.regime;
    const files = before.flatMap((vault) => {
      const live = after.get(vault);
      const today = { name: vault.name, bytes: (live ?? vault).file };
      return live ? [today, { name: `${vault.name}, ${earlierCopy}`, bytes: vault.file }] : [today];
    });
    const keystores = holders.slice(0, needed).flatMap((holder) => holder.keystores);
    return lootOf(before, { files, keystores, mostTries });
  },
};

/** How a bundle calls a copy that was made before. */
const earlierCopy = 'earlier copy';

export const patchedTarget: Player = {
  about: {
    id: 'A9',
    name: 'An agency, and a target who changed the program',
    line: 'Officials who follow every rule, after somebody whose program does not.',
    given: 'What the ceremony gives them for that one vault, the seized device included.',
  },
  async gather(world) {
    const { vaults } = world;
    const patched = await patchedVault(world);
    const { answer, log } = await logging(world, () =>
      obtain({ ...world, vaults: withOne(vaults, patched) }, patched, {
        device: patched.device,
        client: 'patched',
      }),
    );
    return lootOf(withOne(vaults, answer.vault), spoilsOf([answer]), { log });
  },
};

/** A vault in the target’s place whose program was changed: it lets nobody in, or where that is checked, only seems to. */
function patchedVault({ workbench, setting, vaults, target }: World): Promise<DemoVault> {
  const number = vaults.indexOf(target) + 1;
  const { regime } = setting;
  if (!isLeafRegime(regime)) return makeDemoVault(workbench, setting, { number, client: 'patched' });
  const forged = regime.rogue(forgeryBudget);
  if (!forged) throw new RangeError('No LEAF could be forged within the budget');
  return makeDemoVault(workbench, setting, { number, slots: () => Promise.resolve([forged.seed]) });
}

/** Sixty-four times what a forgery takes on average: one in 10^27 takes more. */
const forgeryBudget = 2 ** 22;

export const changedPurpose: Player = {
  about: {
    id: 'A10',
    name: 'An authority with another purpose',
    line: 'The same lawful authority after a change of government or law, which now wants something else of everybody.',
    given: 'Valid warrants for every vault, signed for the new purpose, and what the ceremonies give.',
  },
  async gather(world) {
    const { setting, vaults } = world;
    if (setting.regime.holders.length === 0 && !hasSlots(world)) return null;
    const { answer, log } = await logging(world, () => obtainAll(world));
    const used = answer.filter(({ vault }, at) => vault !== vaults[at]);
    return lootOf(
      answer.map(({ vault }) => vault),
      spoilsOf(answer),
      { log, usedLater: used.map(({ vault }) => vault.name) },
    );
  },
};

/** What the authority wants to know of now. */
const newPurpose = '#march';

/**
 * Every vault in turn. Where what the authority gets begins with the next use, every other owner uses the vault afterwards.
 * Nobody’s device was seized.
 */
async function obtainAll(world: World): Promise<readonly Obtained[]> {
  const vaults = await afterNewList(world);
  const all: Obtained[] = [];
  for (const [at, vault] of vaults.entries()) {
    all.push(await obtain({ ...world, vaults }, vault, { purpose: newPurpose, isUsed: isUsedLater(at) }));
  }
  return all;
}

function isUsedLater(at: number): boolean {
  return at % 2 === 0;
}

/** Where clients look for what is on a list, the authority puts one more hashtag on it. */
async function afterNewList({ workbench, setting, vaults }: World): Promise<readonly DemoVault[]> {
  const { regime } = setting;
  if (!isScanningRegime(regime)) return vaults;
  regime.authority.publish([...regime.authority.tags, newPurpose]);
  const after: DemoVault[] = [];
  for (const [at, vault] of vaults.entries()) {
    after.push(isUsedLater(at) ? await useAgain(workbench, setting, vault) : vault);
  }
  return after;
}

function hasSlots({ workbench, target }: World): boolean {
  return slotsIn(workbench, target.file).length > 0;
}
