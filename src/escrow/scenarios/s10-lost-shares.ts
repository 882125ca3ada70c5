import type { LatchkeyError } from '../../contract/errors.ts';
import { makeDemoVaults } from '../lab/demo-vaults.ts';
import { carryOut, keystoresOf, slotsIn, validWarrant } from '../lab/lawful-access.ts';
import type { DemoVault, Setting } from '../lab/workbench.ts';
import type { Keystore } from '../keystore.ts';
import { bundleOf, inForce, loggedIn, readIn } from './desk.ts';
import { readByOwners } from './reading.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, count, opened, refusal, seen, setUp, text } from './scene.ts';

const vaultCount = 10;
const needed = 3;
const total = 5;

/** Both forms of the model by what `form` is set to. */
const forms = [
  { form: 0, what: 'Split key, put together for each access' },
  { form: 1, what: 'Key that is never put together' },
] as const;

export const lostShares: Scenario = {
  info: {
    number: 10,
    title: 'Lost shares',
    line: 'Three of five holders can open every vault. Then three of them lose their shares.',
    models: ['M2'],
    mirrors: {
      what: 'No single incident: it is the property that such schemes were made for. Fewer shares than needed tell nothing about the key, to a thief and to a court alike.',
      year: '1979',
      sources: ['shamir-1979', 'key-recovery-1997'],
    },
    lesson:
      'Enough holders together open every vault. When too many shares are lost, lawful access ends for all vaults on the same day, while every owner’s passphrase goes on working.',
  },

  async *run(bench) {
    const sides: Side[] = [];
    for (const one of forms) sides.push(await sideOf(bench, one));
    const all = sides.flatMap(({ vaults }) => vaults).length;
    yield setUp(
      'A key is cut into five shares, of which any three are enough: once as a key that is put together for each access, once as one that never is.',
      {
        facts: [count('Vaults', all), count('Holders in each form', total), count('Holders needed', needed)],
      },
    );

    const before: Look[] = [];
    for (const side of sides) before.push(await look(bench, side, side.keystores.slice(0, needed)));
    yield action(
      'Three holders come together. On a valid warrant they open one vault, and what they have opens the others.',
      {
        facts: before.flatMap(factsOf),
        logged: before.flatMap(({ logged }) => logged),
      },
    );

    const after: Look[] = [];
    for (const side of sides) after.push(await look(bench, side, side.keystores.slice(needed)));
    const owners = await readByOwners(
      bench,
      sides.flatMap(({ vaults }) => vaults),
    );
    yield action(
      'Then those three lose their shares: a fire, a forgotten safe, an office that is closed. The other two come with a valid warrant.',
      {
        facts: after.flatMap(factsOf),
      },
    );
    yield seen('What opens, before and after.', {
      facts: [opened('Vaults that their owners open', owners, all)],
      table: {
        columns: [
          'Form',
          'Vaults',
          `Opened by ${needed} holders`,
          `Opened by the ${total - needed} that are left`,
        ],
        rows: sides.map(({ what, vaults }, at) => [
          what,
          String(vaults.length),
          String(before[at]?.read ?? 0),
          String(after[at]?.read ?? 0),
        ]),
      },
    });
    return (
      before.every(({ read, problem }) => read === vaultCount && problem === null) &&
      after.every(({ read, problem }) => read === 0 && problem?.code === 'too-few-shares') &&
      owners === all
    );
  },
};

/** One form of the model, with vaults of its own. */
interface Side {
  readonly what: string;
  readonly setting: Setting;
  readonly vaults: readonly DemoVault[];
  /** One for each holder. */
  readonly keystores: readonly Keystore[];
}

async function sideOf(bench: ScenarioBench, { form, what }: (typeof forms)[number]): Promise<Side> {
  const setting = await inForce(bench, 'M2', { form, needed, total });
  const vaults = await makeDemoVaults(bench, setting, vaultCount);
  return { what, setting, vaults, keystores: keystoresOf(setting.regime) };
}

/** What some holders can do. */
interface Look extends Pick<Side, 'what'> {
  /** Vaults that their shares read. */
  readonly read: number;
  /** What the ceremony on the first vault was refused for. */
  readonly problem: LatchkeyError | null;
  readonly logged: ReturnType<typeof loggedIn>;
}

async function look(bench: ScenarioBench, side: Side, keystores: readonly Keystore[]): Promise<Look> {
  const { setting, vaults, what } = side;
  const [first] = vaults;
  if (!first) throw new RangeError('There are vaults in every form');
  const { steps, problem } = await carryOut(setting.regime, {
    vaultId: first.id,
    slots: slotsIn(bench, first.file),
    warrant: validWarrant(bench, setting, first, 'a case'),
    brought: keystores,
    device: [],
    reports: [],
  });
  const findings = await bench.perform(bundleOf(vaults, { keystores }));
  return { what, read: readIn(vaults, findings).length, problem, logged: loggedIn(steps) };
}

function factsOf({ what, read, problem }: Look) {
  return [
    problem
      ? refusal(`${what}: on a warrant`, problem)
      : text(`${what}: on a warrant`, 'The vault was opened.', 'lit'),
    opened(`${what}: with these shares`, read, vaultCount),
  ];
}
