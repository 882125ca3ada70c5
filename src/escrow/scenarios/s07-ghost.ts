import { idOf, makeDemoVault, useAgain } from '../lab/demo-vaults.ts';
import { accessLawfully, keystoresOf, slotsIn } from '../lab/lawful-access.ts';
import type { DemoVault } from '../lab/workbench.ts';

import { shownDevices, type Alarm } from '../models/ghost/owner-client.ts';
import { isGhostRegime, slotFingerprint, type GhostRegime } from '../models/m6-ghost.ts';
import { bundleOf, inForce, loggedIn, readIn } from './desk.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, count, hex, opened, seen, setUp, text } from './scene.ts';

export const silentReader: Scenario = {
  info: {
    number: 7,
    title: 'The ghost',
    line: 'On a warrant, a provider adds one more reader to an account, and the screen does not show it.',
    models: ['M6'],
    mirrors: {
      what: 'A proposal of 2018 that a provider could silently add a law enforcement participant, as reported. In 2023 a large messaging service described how its users can check their keys against a log.',
      year: '2018, 2023',
      sources: ['levy-robinson-2018', 'coniks-2015', 'whatsapp-kt-2023'],
    },
    lesson:
      'The encryption stays as it is; what changes is whom the program says it encrypts for. The file shows the extra reader to anybody who counts, and a client that checks a public log of keys warns of it and does not seal to it.',
  },

  async *run(bench) {
    const off = await accountUnder(bench, 0);
    yield setUp(
      'Somebody uses a laptop and a phone. The provider’s directory says which keys belong to the account. Key transparency is off.',
      {
        facts: factsOf(viewOf(bench, off, off.vault)),
      },
    );

    const added = await accessLawfully(bench, off.setting, off.vault);
    yield action(
      'A valid warrant names this account. The provider adds the agency’s key to it. What was written before stays closed to the agency.',
      {
        facts: [
          hex('Key added', slotFingerprint(off.regime.ghostKey), 'lit'),
          opened('Vaults read now', added.vaultKey ? 1 : 0, 1),
        ],
        logged: loggedIn(added.steps),
      },
    );

    const used = await useAgain(bench, off.setting, off.vault);
    const unseen = viewOf(bench, off, used);
    const read = await readByAgency(bench, off.regime, used);
    const earlier = await readByAgency(bench, off.regime, off.vault);
    yield seen(
      'The owner uses the vault again. The client makes a new vault key, seals it for the keys that the directory gives out, and shows the owner the devices.',
      {
        facts: [
          ...factsOf(unseen),
          opened('The vault as it is now, read by the agency', read.length, 1),
          ...read.map((sentence) => text('Read', sentence, 'lit')),
          opened('The copy from before, read by the agency', earlier.length, 1),
        ],
      },
    );

    const on = await accountUnder(bench, 1);
    const addedInLog = await accessLawfully(bench, on.setting, on.vault);
    const usedInLog = await useAgain(bench, on.setting, on.vault);
    const warned = viewOf(bench, on, usedInLog);
    const readInLog = await readByAgency(bench, on.regime, usedInLog);
    yield action(
      'The same with key transparency on: every key that the directory gives out is in a public log, and the client checks it.',
      {
        facts: warned.alarms.map(({ says }) => text('The client warns', says)),
        logged: loggedIn(addedInLog.steps),
      },
    );
    yield seen('Both accounts after a warrant and one more use.', {
      table: {
        columns: ['', 'Transparency off', 'Transparency on'],
        rows: [
          ['Devices on the screen', unseen.shown.join(', '), warned.shown.join(', ')],
          ['Keys that the directory gives out', String(unseen.given), String(warned.given)],
          ['Slots in the file beside the passphrase', String(unseen.slots), String(warned.slots)],
          ['Warnings', String(unseen.alarms.length), String(warned.alarms.length)],
          ['Read by the agency', read.join(' ') || 'nothing', readInLog.join(' ') || 'nothing'],
        ],
      },
    });
    return (
      isCount(unseen, { shown: 2, slots: 3, given: 3 }) &&
      unseen.alarms.length === 0 &&
      added.vaultKey === null &&
      read.length === 1 &&
      earlier.length === 0 &&
      isCount(warned, { shown: 2, slots: 2, given: 3 }) &&
      warned.alarms.some(({ kind }) => kind === 'unknown-key') &&
      readInLog.length === 0
    );
  },
};

/** An account with one vault, and the regime that it is under. */
type Account = Awaited<ReturnType<typeof accountUnder>>;

async function accountUnder(bench: ScenarioBench, transparency: 0 | 1) {
  const setting = await inForce(bench, 'M6', { transparency });
  const { regime } = setting;
  if (!isGhostRegime(regime)) throw new RangeError('M6 has a key directory');
  return { setting, regime, vault: await makeDemoVault(bench, setting, { number: 1 }) };
}

/** What can be seen of an account in four places. */
interface View {
  /** On the owner's screen. */
  readonly shown: readonly string[];
  /** Keys in the directory's answer. */
  readonly given: number;
  /** In the file, besides the passphrase's. */
  readonly slots: number;
  readonly alarms: readonly Alarm[];
}

function viewOf(bench: ScenarioBench, { regime }: Account, vault: DemoVault): View {
  const answer = regime.directory.lookup(idOf(vault));
  return {
    shown: shownDevices(answer),
    given: answer.keys.length,
    slots: slotsIn(bench, vault.file).length,
    alarms: regime.alarms(vault.id),
  };
}

function factsOf({ shown, given, slots, alarms }: View) {
  return [
    text('Devices on the screen', shown.join(', ')),
    count('Keys that the directory gives out', given),
    count('Slots in the file beside the passphrase', slots),
    count('Warnings by the client', alarms.length),
  ];
}

function isCount(
  { shown, slots, given }: View,
  expected: { readonly shown: number; readonly slots: number; readonly given: number },
): boolean {
  return shown.length === expected.shown && slots === expected.slots && given === expected.given;
}

/** The sentence, if the agency's private key opens the file. */
async function readByAgency(
  bench: ScenarioBench,
  regime: GhostRegime,
  vault: DemoVault,
): Promise<readonly string[]> {
  const findings = await bench.perform(bundleOf([vault], { keystores: keystoresOf(regime) }));
  return readIn([vault], findings).map(({ sentence }) => sentence);
}
