import { utf8 } from '../../vault/index.ts';
import { parseEscrowFile } from '../authority.ts';
import { Keystore, ofKind } from '../keystore.ts';
import { makeDemoVaults } from '../lab/demo-vaults.ts';
import { accessLawfully, keystoresOf } from '../lab/lawful-access.ts';
import { bundleOf, cardOf, fingerprintIn, inForce, loggedIn, readIn } from './desk.ts';
import type { Scenario } from './scenario.ts';
import { action, count, hex, opened, qr, seen, setUp } from './scene.ts';

const vaultCount = 20;

export const copyableKey: Scenario = {
  info: {
    number: 1,
    title: 'A master key is data',
    line: 'Somebody photographs the one key that opens every vault.',
    models: ['M1'],
    mirrors: {
      what: 'A newspaper printed a photograph of the master keys of luggage locks. People printed keys from it that worked, as reported.',
      year: '2014-2015',
      sources: ['tsa-2015'],
    },
    lesson:
      'A key is a row of bytes. A copy of it is as good as the original, and making the copy changes nothing: not the vaults, and not the log of the office that keeps it.',
  },

  async *run(bench) {
    const setting = await inForce(bench, 'M1');
    const { regime } = setting;
    const vaults = await makeDemoVaults(bench, setting, vaultCount);
    const [keystore] = ofKind(keystoresOf(regime), 'hpke');
    const [first] = vaults;
    if (!keystore || !first) throw new RangeError('M1 has one key');
    yield setUp(
      'One office keeps one private key. Twenty people enrol their vaults under it; each vault holds one random sentence.',
      {
        facts: [
          count('Vaults', vaults.length),
          hex('Fingerprint of the office’s public key', fingerprintIn(cardOf(regime))),
        ],
      },
    );
    const shown = JSON.stringify(keystore);
    yield action(
      'The key file is on a screen as a QR code: that is how it would go onto paper for the safe. Somebody takes a photograph of it.',
      { facts: [qr('The key file, whole', shown), count('Characters in the code', shown.length)] },
    );
    const photographed = parseEscrowFile(Keystore, utf8(shown), 'an authority’s key file');
    const findings = await bench.perform(bundleOf(vaults, { keystores: [photographed] }));
    const read = readIn(vaults, findings);
    const entriesAfterTheft = regime.log().length;
    yield seen(
      'The photograph is read back into a key file, and with that and copies of the vault files, all in another place, the vaults are tried.',
      {
        facts: [
          opened('Vaults read', read.length, vaults.length),
          count('Entries in the office’s log', entriesAfterTheft),
        ],
        table: {
          columns: ['Vault', 'Sentence read'],
          rows: findings.recovered.map((one) => [one.name, one.sentence]),
        },
      },
    );
    const { vaultKey, steps } = await accessLawfully(bench, setting, first);
    const logged = loggedIn(steps);
    yield seen(
      'The office then opens one vault itself. That works, too, and its log takes it down: the log is in order. It records what passes through the office.',
      {
        facts: [
          opened('Vaults that the office opened', vaultKey ? 1 : 0, 1),
          count('Entries in the office’s log', regime.log().length),
        ],
        logged,
      },
    );
    return read.length === vaults.length && entriesAfterTheft === 0 && logged.length === 1;
  },
};
