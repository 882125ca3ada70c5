import type { AccessModel } from '../access-model.ts';
import { termsOf } from '../facts/terms.ts';
import { drawing, line, part } from './drawing.ts';
import { refused } from './steps.ts';

/** No access but the owner's: what Latchkey is when nobody turns escrow on. The others are measured against it. */
export const noAccess: AccessModel = {
  info: {
    id: 'M0',
    name: 'No access but yours',
    line: 'Only your passphrase opens the vault. Nobody else has a key, so nobody can be asked for one.',
    construction: [
      'A vault key of 32 random bytes seals every note (XChaCha20-Poly1305).',
      'Argon2id turns your passphrase into a key that opens one slot of the file, and the vault key is in it.',
      'There is no other slot.',
    ],
    ceremony: 'There is none: a warrant finds nobody who could carry it out.',
    trace: 'Nothing happens, so nothing is recorded.',
    bestFor:
      'There is one secret to protect and one person who has it. No theft elsewhere, no official and no later law reaches the notes.',
    bestAgainst:
      'A court that has good reason to read a vault cannot, unless it finds the vault open or its owner speaks. A forgotten passphrase is forgotten for good.',
    sources: ['rfc-9106'],
    parameters: [],
    leavesOut: [],
    isForOwnVaults: true,
    diagram: drawing(
      [
        {
          ...part('official', 'person', [0, 1], 'Official', 'Has a warrant, and no key to ask for.'),
          // Comes with every warrant, and has no way in.
          isEscrow: false,
        },
      ],
      [line('official', 'asks', 'owner', 'can only ask')],
    ),
    terms: termsOf('passphrase', 'Argon2id', 'XChaCha20-Poly1305', 'slot', 'vault key', 'warrant'),
  },
  establish: ({ settings }) =>
    Promise.resolve({
      model: 'M0',
      settings,
      cards: [],
      holders: [],
      needed: 0,
      hasEpochs: false,
      enrol: () => Promise.resolve({ seeds: [], device: [] }),
      inspect: () => Promise.resolve(null),
      // eslint-disable-next-line @typescript-eslint/require-await -- nothing is awaited where nothing can be done
      async *access() {
        yield refused(
          'official',
          'The official looks for a key to ask for. The file names one holder: the owner’s passphrase.',
          { nodes: ['official', 'owner', 'passphrase'], edges: ['official-owner', 'owner-passphrase'] },
        );
        return { opened: null, metadata: [], tries: 0, onConsole: [] };
      },
      log: () => [],
    }),
  recover: () => Promise.resolve(null),
  readReports: () => Promise.resolve([]),
};
