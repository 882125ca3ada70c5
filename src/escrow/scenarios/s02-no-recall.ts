import { makeDemoVault, makeDemoVaults, turnEscrowOff } from '../lab/demo-vaults.ts';
import { keystoresOf } from '../lab/lawful-access.ts';
import type { DemoVault, Setting } from '../lab/workbench.ts';
import { bundleOf, cardOf, fingerprintIn, inForce, readIn } from './desk.ts';
import { byOwner, writtenInto } from './reading.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, count, hex, opened, seen, setUp } from './scene.ts';

const vaultCount = 20;
/** Owners who follow the change of keys in time, and vaults that are made after it. */
const movedCount = 5;
const newCount = 5;

/** Vault files of one kind, under names of their own. */
interface Group {
  readonly what: string;
  readonly vaults: readonly DemoVault[];
}

export const noRecall: Scenario = {
  info: {
    number: 2,
    title: 'No recall',
    line: 'The key got out, so the office makes a new one. What can the old one still open?',
    models: ['M1'],
    mirrors: {
      what: 'A signed policy that turns a start-up check off got out. Devices that trust it could not all be made to forget it, as reported. It was a policy and not a key.',
      year: '2016',
      sources: ['secure-boot-2016'],
    },
    lesson:
      'A new key protects what is sealed to it from then on. Files that exist stay open to the old key, and nobody can call them back: only their owner can seal them anew, each one and each copy.',
  },

  async *run(bench) {
    const old = await inForce(bench, 'M1');
    const vaults = await makeDemoVaults(bench, old, vaultCount);
    const copies = named(vaults, 'copy');
    yield setUp(
      'Twenty vaults are enrolled under an office’s key. Backups and copies of them lie elsewhere.',
      {
        facts: [
          count('Vaults', vaults.length),
          count('Copies', copies.length),
          hex('Fingerprint of the first key', fingerprintIn(cardOf(old.regime))),
        ],
      },
    );

    const renewed = await inForce(bench, 'M1');
    const added = await madeAfter(bench, renewed);
    const moved: DemoVault[] = [];
    for (const vault of vaults.slice(0, movedCount)) moved.push(await sealedAnew(bench, renewed, vault));
    yield action(
      'The first key is known to have been stolen. The office makes another, and every app has its public half the same day. Five owners open their vaults and seal them anew under it; five vaults are new.',
      {
        facts: [
          hex('Fingerprint of the second key', fingerprintIn(cardOf(renewed.regime))),
          count('Vaults sealed anew', moved.length),
          count('New vaults', added.length),
        ],
      },
    );

    const groups: readonly Group[] = [
      { what: 'Copies made before', vaults: copies },
      { what: 'Vaults that nobody has sealed anew', vaults: vaults.slice(movedCount) },
      { what: 'Vaults sealed anew', vaults: moved },
      { what: 'New vaults', vaults: added },
    ];
    const byOld = await openedBy(bench, groups, old);
    const byNew = await openedBy(bench, groups, renewed);
    const [copiesByOld = 0] = byOld;
    yield seen(
      'Each of the two keys is tried on every file. The second key does its work where it was given one.',
      {
        facts: [opened('Copies that the stolen key still opens', copiesByOld, copies.length)],
        table: {
          columns: ['Files', 'How many', 'Opened by the first key', 'Opened by the second key'],
          rows: groups.map(({ what, vaults: { length } }, at) => [
            what,
            String(length),
            String(byOld[at] ?? 0),
            String(byNew[at] ?? 0),
          ]),
        },
      },
    );
    const sizes = groups.map((group) => group.vaults.length);
    return isSame(byOld, [sizes[0], sizes[1], 0, 0]) && isSame(byNew, [0, 0, sizes[2], sizes[3]]);
  },
};

function named(vaults: readonly DemoVault[], what: string): readonly DemoVault[] {
  return vaults.map((vault) => ({ ...vault, name: `${vault.name}, ${what}` }));
}

async function madeAfter(bench: ScenarioBench, setting: Setting): Promise<readonly DemoVault[]> {
  const made: DemoVault[] = [];
  for (let at = 1; at <= newCount; at++) {
    made.push(await makeDemoVault(bench, setting, { number: vaultCount + at }));
  }
  return made;
}

/** Everything under a new vault key, which is sealed to the new office. */
async function sealedAnew(bench: ScenarioBench, { regime }: Setting, vault: DemoVault): Promise<DemoVault> {
  const alone = await turnEscrowOff(bench, vault);
  const { seeds } = await regime.enrol({ vaultId: vault.id, name: vault.name });
  const file = await writtenInto(bench, alone.file, byOwner(bench, alone), (open) =>
    open.changeSlots({ add: seeds }),
  );
  return { ...alone, name: `${vault.name}, sealed anew`, file };
}

/** How many vaults of each group these keys read. */
async function openedBy(
  bench: ScenarioBench,
  groups: readonly Group[],
  { regime }: Setting,
): Promise<readonly number[]> {
  const all = groups.flatMap(({ vaults }) => vaults);
  const findings = await bench.perform(bundleOf(all, { keystores: keystoresOf(regime) }));
  return groups.map(({ vaults }) => readIn(vaults, findings).length);
}

function isSame(counts: readonly number[], expected: readonly (number | undefined)[]): boolean {
  return counts.length === expected.length && counts.every((one, at) => one === expected[at]);
}
