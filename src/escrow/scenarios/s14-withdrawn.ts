import { makeDemoVaults } from '../lab/demo-vaults.ts';
import { accessLawfully, keystoresOf, type LawfulAccess } from '../lab/lawful-access.ts';
import type { DemoVault, Setting } from '../lab/workbench.ts';
import { bundleOf, inForce, readIn } from './desk.ts';
import { byOwner, infoOf, readByOwners, writtenInto } from './reading.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, count, opened, seen, setUp } from './scene.ts';

const userCount = 20;
/** Every third user leaves. */
const leavesEvery = 3;

export const withdrawn: Scenario = {
  info: {
    number: 14,
    title: 'The provider withdraws the feature',
    line: 'In place of a way in for somebody else, the provider ends the encryption that keeps itself out.',
    models: ['M0', 'M1'],
    mirrors: {
      what: 'Apple stopped offering new users in the United Kingdom the end-to-end encryption of most of their cloud data. Apple’s statement gives no reason; a government order is reported.',
      year: '2025',
      sources: ['apple-adp-2025', 'ipa-2016'],
    },
    lesson:
      'Withdrawing a feature is openly announced and needs no hidden way in. It takes the protection from everybody who stays, suspected or not, for their older copies as well, and does not reach anybody who leaves.',
  },

  async *run(bench) {
    const none = await inForce(bench, 'M0');
    const users = await makeDemoVaults(bench, none, userCount);
    const provider = await inForce(bench, 'M1');
    const before = await readByProvider(bench, provider, users);
    yield setUp(
      'Twenty people keep vaults with a provider, which has copies of all files. Only their passphrases open them. The provider tries, as an order might ask it to.',
      { facts: [opened('Vaults that the provider can read', before.length, users.length)] },
    );

    const leavers = users.filter((_, at) => at % leavesEvery === leavesEvery - 1);
    const stayers = users.filter((user) => !leavers.includes(user));
    const stayed: DemoVault[] = [];
    for (const user of stayers) stayed.push(await withProvidersKey(bench, provider, user));
    yield action(
      'The provider announces that it offers this no longer. Whoever stays opens the vault once more and lets the provider’s key in. The others take their files away and use them elsewhere.',
      { facts: [count('People who stay', stayed.length), count('People who leave', leavers.length)] },
    );

    const now = await readByProvider(bench, provider, [...stayed, ...leavers]);
    const reads = { stayed: amongst(now, stayed), left: amongst(now, leavers) };
    const kept = { stayed: await readByOwners(bench, stayed), left: await readByOwners(bench, leavers) };
    yield seen('The provider tries all files again, and so does each owner with the passphrase.', {
      facts: [
        opened('Vaults that the provider can read now', now.length, users.length),
        opened('Of those who stayed', reads.stayed, stayed.length),
        opened('Of those who left', reads.left, leavers.length),
      ],
      table: {
        columns: ['', 'Stayed', 'Left'],
        rows: [
          ['People', String(stayed.length), String(leavers.length)],
          ['Vaults that their owners open', String(kept.stayed), String(kept.left)],
          ['Vaults that the provider opens', String(reads.stayed), String(reads.left)],
          [
            'Vaults that name the provider as a holder',
            String(naming(bench, stayed)),
            String(naming(bench, leavers)),
          ],
        ],
      },
    });

    const earlier = await earlierCopies(bench, provider, stayers, stayed);
    yield seen(
      'Backups that those who stayed have made before are tried, too. They have no slot for the provider. But the vault key did not change when the provider was let in, so the key from a live vault opens its older copies.',
      {
        facts: [
          opened('Earlier copies, with the provider’s key alone', earlier.alone, stayers.length),
          opened(
            'Earlier copies, with the vault keys from the live vaults',
            earlier.withVaultKeys,
            stayers.length,
          ),
        ],
      },
    );
    return (
      before.length === 0 &&
      reads.stayed === stayed.length &&
      reads.left === 0 &&
      kept.stayed === stayed.length &&
      kept.left === leavers.length &&
      naming(bench, stayed) === stayed.length &&
      earlier.alone === 0 &&
      earlier.withVaultKeys === stayers.length
    );
  },
};

async function readByProvider(
  bench: ScenarioBench,
  { regime }: Setting,
  vaults: readonly DemoVault[],
): Promise<readonly DemoVault[]> {
  return readIn(vaults, await bench.perform(bundleOf(vaults, { keystores: keystoresOf(regime) })));
}

function amongst(read: readonly DemoVault[], vaults: readonly DemoVault[]): number {
  return vaults.filter((vault) => read.includes(vault)).length;
}

/** The owner lets the provider in; the vault key stays what it was. */
async function withProvidersKey(
  bench: ScenarioBench,
  { regime }: Setting,
  user: DemoVault,
): Promise<DemoVault> {
  const { seeds } = await regime.enrol({ vaultId: user.id, name: user.name });
  const file = await writtenInto(bench, user.file, byOwner(bench, user), (vault) =>
    vault.changeSlots({ add: seeds }),
  );
  return { ...user, file };
}

/** What becomes of copies from before, once the provider opens the live vaults. */
async function earlierCopies(
  bench: ScenarioBench,
  provider: Setting,
  copies: readonly DemoVault[],
  live: readonly DemoVault[],
): Promise<{ readonly alone: number; readonly withVaultKeys: number }> {
  const alone = await readByProvider(bench, provider, copies);
  const vaultKeys: NonNullable<LawfulAccess['vaultKey']>[] = [];
  for (const vault of live) {
    const { vaultKey } = await accessLawfully(bench, provider, vault);
    if (vaultKey) vaultKeys.push(vaultKey);
  }
  const found = await bench.perform(bundleOf(copies, { vaultKeys }));
  return { alone: alone.length, withVaultKeys: readIn(copies, found).length };
}

function naming(bench: ScenarioBench, vaults: readonly DemoVault[]): number {
  return vaults.filter(({ file }) => infoOf(bench, file).holders.some(({ escrow }) => escrow)).length;
}
