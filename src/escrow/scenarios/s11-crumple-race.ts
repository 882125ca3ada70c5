import { makeDemoVaults } from '../lab/demo-vaults.ts';
import { accessLawfully } from '../lab/lawful-access.ts';
import type { DemoVault, Setting } from '../lab/workbench.ts';
import { bundleOf, inForce, readIn } from './desk.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, count, opened, seen, setUp, text } from './scene.ts';

const vaultCount = 3;
/** Length of the puzzles: 2^15 hashes each on average. */
const bits = 16;

export const crumpleRace: Scenario = {
  info: {
    number: 11,
    title: 'A price is not an identity',
    line: 'An agency with a warrant and a thief with a copy both set out to open the same vaults by computing.',
    models: ['M8'],
    mirrors: {
      what: 'No incident: a proposal for access that costs computing for every message. The lab leaves out its second, far larger puzzle, which has to be solved once before any message.',
      year: '2018',
      sources: ['crumple-2018'],
    },
    lesson:
      'A lock that gives way to computing asks everybody the same price. It keeps out whoever cannot pay, and it cannot tell an agency from a thief who can.',
  },

  async *run(bench) {
    const setting = await inForce(bench, 'M8', { bits });
    const vaults = await makeDemoVaults(bench, setting, vaultCount);
    yield setUp('Each vault has a lock that gives way to enough hashes. Nobody keeps a key to it.', {
      facts: [
        count('Vaults', vaults.length),
        text('Length of each puzzle', `${bits} bits`),
        count('Hashes on average for each vault', 2 ** (bits - 1)),
      ],
    });

    const runs: Race[] = [];
    for (const vault of vaults) runs.push(await race(bench, setting, vault));
    const byAgency = runs.filter(({ agency }) => agency.isRead).length;
    const byThief = runs.filter(({ thief }) => thief.isRead).length;
    yield action(
      'The agency has a valid warrant for each vault, and begins. The thief has copies of the same files, and begins.',
      {
        facts: [
          opened('Vaults that the agency opened', byAgency, vaults.length),
          opened('Vaults that the thief opened', byThief, vaults.length),
        ],
      },
    );
    const hashes = {
      agency: sum(runs.map(({ agency }) => agency.tries)),
      thief: sum(runs.map(({ thief }) => thief.tries)),
    };
    yield seen(
      'What each of them had to do, as it was measured on this computer. Both try the numbers in the same order, so that their counts can be compared.',
      {
        facts: [count('Hashes by the agency', hashes.agency), count('Hashes by the thief', hashes.thief)],
        table: {
          columns: ['Vault', 'Agency, hashes', 'Agency, seconds', 'Thief, hashes', 'Thief, seconds'],
          rows: runs.map(({ vault, agency, thief }) => [
            vault.name,
            String(agency.tries),
            agency.seconds.toFixed(3),
            String(thief.tries),
            thief.seconds.toFixed(3),
          ]),
        },
      },
    );
    return (
      byAgency === vaults.length &&
      byThief === vaults.length &&
      runs.every(({ agency, thief }) => agency.tries > 0 && agency.tries === thief.tries)
    );
  },
};

/** What opening one vault took. */
interface Effort {
  readonly isRead: boolean;
  readonly tries: number;
  readonly seconds: number;
}

interface Race {
  readonly vault: DemoVault;
  readonly agency: Effort;
  readonly thief: Effort;
}

async function race(bench: ScenarioBench, setting: Setting, vault: DemoVault): Promise<Race> {
  const start = Date.now();
  const { access, vaultKey } = await accessLawfully(bench, setting, vault);
  const seconds = (Date.now() - start) / 1000;
  const agency = { isRead: vaultKey !== null, tries: access?.tries ?? 0, seconds };
  const findings = await bench.perform(bundleOf([vault], { mostTries: 2 ** bits }));
  const isRead = readIn([vault], findings).length === 1;
  return { vault, agency, thief: { isRead, tries: findings.tries, seconds: findings.seconds } };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
