import { toHex, wipe } from '../../vault/index.ts';
import { makeKeyPair } from '../crypto/hpke.ts';
import { lootOf, withOne, type Player } from './adversary.ts';
import { sealBeacon, type Beacon } from './beacon.ts';
import { idOf, keyInMemory, useAgain } from './demo-vaults.ts';
import { weakPassphrases } from './demo-words.ts';

/** As many as the longest puzzle that the lab makes can need. */
export const mostTries = 2 ** 24;

export const thief: Player = {
  about: {
    id: 'A1',
    name: 'A thief of files',
    line: 'Somebody who has copied the vault files from a disk, a backup or a server.',
    given: 'Nothing besides the files, and a computer to try numbers with.',
  },
  gather: ({ vaults }) => Promise.resolve(lootOf(vaults, { mostTries })),
};

export const guesser: Player = {
  about: {
    id: 'A2',
    name: 'A guesser',
    line: 'Somebody who has copied the vault files and tries the passphrases that many people choose.',
    given:
      'A list of well-known passphrases, from which one owner in five has chosen, and a computer to try numbers with.',
  },
  gather: ({ vaults }) => Promise.resolve(lootOf(vaults, { mostTries, words: weakPassphrases })),
};

export const maliciousUpdate: Player = {
  about: {
    id: 'A7',
    name: 'A malicious update',
    line: 'Somebody who can change the program or the key directory for everybody, by a bribe, a break-in or an order.',
    given: 'A key of their own. The changed program seals each vault key to it when the vault is next used.',
  },
  async gather({ workbench, setting, vaults }) {
    const { publicKey, privateKey } = await makeKeyPair(workbench.tools.random);
    const beacons: Beacon[] = [];
    const usedLater: string[] = [];
    let now = vaults;
    for (const vault of vaults.filter((_, at) => at % 2 === 0)) {
      const used = await useAgain(workbench, setting, vault);
      const key = await keyInMemory(workbench, used);
      beacons.push(await sealBeacon(publicKey, used.id, key));
      wipe(key);
      usedLater.push(used.name);
      now = withOne(now, used);
    }
    return lootOf(now, { beacons, beaconKey: toHex(privateKey) }, { usedLater });
  },
};

export const endpoint: Player = {
  about: {
    id: 'A11',
    name: 'The unlocked device',
    line: 'Somebody who holds one person’s device while the vault on it is open.',
    given: 'The vault key that is in that device’s memory.',
  },
  async gather({ workbench, vaults, target }) {
    const key = await keyInMemory(workbench, target);
    const vaultKeys = [{ vaultId: idOf(target), key: toHex(key) }];
    wipe(key);
    return lootOf(vaults, { vaultKeys });
  },
};
