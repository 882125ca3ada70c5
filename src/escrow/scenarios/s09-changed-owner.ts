import { toHex, utf8 } from '../../vault/index.ts';
import { AuthorityCard, parseEscrowFile } from '../authority.ts';
import { makeKeyPair } from '../crypto/hpke.ts';
import { about, type Keystore } from '../keystore.ts';
import { makeDemoVault, makeDemoVaults } from '../lab/demo-vaults.ts';
import { keystoresOf } from '../lab/lawful-access.ts';
import type { DemoVault } from '../lab/workbench.ts';
import { wrappedSeed } from '../wrapped-slot.ts';
import { bundleOf, cardOf, fingerprintIn, inForce, readIn } from './desk.ts';
import { infoOf } from './reading.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, count, hex, opened, seen, setUp, text } from './scene.ts';

const vaultCount = 20;
const beforeCount = 5;

export const changedOwner: Scenario = {
  info: {
    number: 9,
    title: 'The way in changes owner',
    line: 'Somebody replaces the office’s public key in the app with another one.',
    models: ['M1'],
    mirrors: {
      what: 'A firewall maker found that somebody had replaced a constant in its code, and could decrypt what it protected.',
      year: '2015',
      sources: ['juniper-2016'],
    },
    lesson:
      'A built-in way in belongs to whoever’s key is built in. Exchanging it changes nothing that people look at but one fingerprint, if they look.',
  },

  async *run(bench) {
    const setting = await inForce(bench, 'M1');
    const office = cardOf(setting.regime);
    const before = await makeDemoVaults(bench, setting, beforeCount);
    const configuration = JSON.stringify(office);
    yield setUp(
      'The app carries the office’s public key in its configuration, and seals every new vault to it, too.',
      {
        facts: [
          count('Vaults made so far', before.length),
          count('Characters in the configuration', configuration.length),
          hex('Fingerprint of the key in it', fingerprintIn(office)),
        ],
      },
    );

    const intruder = await keyOfIntruder(bench, office);
    const swapped = configuration.replace(office.publicKey, intruder.publicKey);
    const card = parseEscrowFile(AuthorityCard, utf8(swapped), 'an authority’s public key file');
    const after = await madeWith(bench, card);
    yield action(
      'Somebody who can change the configuration puts another public key in its place. Name, date and everything else stay. Twenty people then make vaults with this app.',
      {
        facts: [
          count('Characters in the configuration', swapped.length),
          text('Name of the authority in it', card.name),
          hex('Fingerprint of the key in it', fingerprintIn(card)),
        ],
      },
    );
    const [sample] = after;
    const escrow = sample ? infoOf(bench, sample.file).holders.find((holder) => holder.escrow)?.escrow : null;
    const told = escrow?.authorities[0];
    yield seen(
      'What the owners of the new vaults can see: the same name as before, and another fingerprint.',
      {
        table: {
          columns: ['', 'Before', 'After'],
          rows: [
            ['Name in the list of holders', office.name, told?.name ?? ''],
            ['Fingerprint', fingerprintIn(office), told?.fingerprint ?? ''],
          ],
        },
      },
    );

    const keys = { office: keystoresOf(setting.regime), intruder: [intruder.keystore] };
    const all = [...before, ...after];
    const byOffice = await bench.perform(bundleOf(all, { keystores: keys.office }));
    const byIntruder = await bench.perform(bundleOf(all, { keystores: keys.intruder }));
    const counts = [byOffice, byIntruder].map((found) => [
      readIn(before, found).length,
      readIn(after, found).length,
    ]);
    const [[officeBefore = 0, officeAfter = 0] = [], [newBefore = 0, newAfter = 0] = []] = counts;
    yield seen(
      'Both keys are tried on all vaults. A warrant that the office gets now finds nothing to open.',
      {
        facts: [
          opened('Vaults from before the change, by the office', officeBefore, before.length),
          opened('Vaults from after it, by the office', officeAfter, after.length),
          opened('Vaults from before the change, by the new owner', newBefore, before.length),
          opened('Vaults from after it, by the new owner', newAfter, after.length),
        ],
      },
    );
    return (
      told?.name === office.name &&
      told.fingerprint !== fingerprintIn(office) &&
      officeBefore === before.length &&
      officeAfter === 0 &&
      newBefore === 0 &&
      newAfter === after.length
    );
  },
};

/** A key pair that the office knows nothing of, kept under the office's name. */
async function keyOfIntruder(
  { tools }: ScenarioBench,
  office: AuthorityCard,
): Promise<{ readonly publicKey: string; readonly keystore: Keystore }> {
  const { publicKey, privateKey } = await makeKeyPair(tools.random);
  const card = { ...office, publicKey: toHex(publicKey) };
  const keystore: Keystore = {
    ...about({
      demo: true,
      model: 'M1',
      authority: { name: office.name, fingerprint: fingerprintIn(card) },
      holder: 'Whoever changed the configuration',
      createdAt: tools.now(),
    }),
    kind: 'hpke',
    privateKey: toHex(privateKey),
  };
  return { publicKey: card.publicKey, keystore };
}

/** What the app makes with this key in its configuration. */
async function madeWith(bench: ScenarioBench, card: AuthorityCard): Promise<readonly DemoVault[]> {
  const none = await inForce(bench, 'M0');
  const { now, random } = bench.tools;
  const made: DemoVault[] = [];
  for (let at = 1; at <= vaultCount; at++) {
    const slots = async ({ id: vault }: Pick<DemoVault, 'id'>) => [
      await wrappedSeed({ model: 'M1', cards: [card], vault, isDemo: true, now: now(), random }),
    ];
    made.push(await makeDemoVault(bench, none, { number: beforeCount + at, slots }));
  }
  return made;
}
