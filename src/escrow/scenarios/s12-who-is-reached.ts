import { toHex, wipe } from '../../vault/index.ts';
import { idOf, keyInMemory, makeDemoVault } from '../lab/demo-vaults.ts';
import { keystoresOf } from '../lab/lawful-access.ts';
import type { DemoVault, Findings, Setting } from '../lab/workbench.ts';
import { bundleOf, inForce, readIn } from './desk.ts';
import { holdersIn } from './reading.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, count, opened, seen, setUp, text } from './scene.ts';

const vaultCount = 20;
/** The one whose owner is looked for. */
const targetNumber = 7;

export const whoIsReached: Scenario = {
  info: {
    number: 12,
    title: 'Access without escrow, escrow without access',
    line: 'An unlocked phone is found. Then a suspect is looked for who uses another program.',
    models: ['M0', 'M1'],
    mirrors: {
      what: 'Khalid Masood’s last message was read a month after the attack of March 2017, with his phone in hand. How was not disclosed, as reported.',
      year: '2017',
      sources: ['masood-2017', 'basu-2017'],
    },
    lesson:
      'A device that is found open can be read without any escrow. A vault that was made by a program without escrow cannot be read by it, although everybody else’s can.',
  },

  async *run(bench) {
    const none = await inForce(bench, 'M0');
    const found = await makeDemoVault(bench, none, { number: 1 });
    yield setUp('A vault has no slot but its owner’s passphrase. The phone with it is found, unlocked.', {
      facts: [text('Holders', holdersIn(bench, found))],
    });
    const copied = await bench.perform(bundleOf([found]));
    const inHand = await readUnlocked(bench, found);
    yield action('First a copy of the file alone is tried, then what the unlocked phone has in its memory.', {
      facts: [
        opened('Vaults read from the copy', readIn([found], copied).length, 1),
        opened('Vaults read with the phone in hand', readIn([found], inHand).length, 1),
        ...inHand.recovered.map(({ sentence }) => text('Read on the phone', sentence, 'lit')),
      ],
    });

    const setting = await inForce(bench, 'M1');
    const vaults = await madeWithOnePatched(bench, setting);
    const [target] = vaults.filter((_, at) => at + 1 === targetNumber);
    if (!target) throw new RangeError('One vault is the target');
    yield setUp(
      'Now everybody’s app has an escrow slot by law. Twenty people use it; one of them has built it from its source without that line. The agency’s warrant names that one.',
      {
        facts: [
          count('Vaults', vaults.length),
          text('Holders of another vault', holdersIn(bench, vaults[0] ?? target)),
          text('Holders of the vault in the warrant', holdersIn(bench, target)),
        ],
      },
    );
    const findings = await bench.perform(bundleOf(vaults, { keystores: keystoresOf(setting.regime) }));
    const read = readIn(vaults, findings);
    const ofTarget = read.includes(target);
    yield seen('The office’s key is tried on all twenty.', {
      facts: [
        opened('Vaults that the key opens', read.length, vaults.length),
        opened('The vault in the warrant', ofTarget ? 1 : 0, 1),
      ],
    });
    const seized = readIn([target], await readUnlocked(bench, target)).length;
    yield seen('Later the same person is met with the phone open in hand.', {
      facts: [opened('The vault in the warrant, on the unlocked phone', seized, 1)],
    });
    return (
      readIn([found], copied).length === 0 &&
      readIn([found], inHand).length === 1 &&
      read.length === vaults.length - 1 &&
      !ofTarget &&
      seized === 1
    );
  },
};

/** What somebody reads who has the device while its vault is open: its memory has the vault key. */
async function readUnlocked(bench: ScenarioBench, vault: DemoVault): Promise<Findings> {
  const key = await keyInMemory(bench, vault);
  try {
    const vaultKeys = [{ vaultId: idOf(vault), key: toHex(key) }];
    return await bench.perform(bundleOf([vault], { vaultKeys }));
  } finally {
    wipe(key);
  }
}

async function madeWithOnePatched(bench: ScenarioBench, setting: Setting): Promise<readonly DemoVault[]> {
  const vaults: DemoVault[] = [];
  for (let number = 1; number <= vaultCount; number++) {
    const client = number === targetNumber ? 'patched' : 'compliant';
    vaults.push(await makeDemoVault(bench, setting, { number, client }));
  }
  return vaults;
}
