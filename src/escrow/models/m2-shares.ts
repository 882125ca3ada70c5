import { LatchkeyError } from '../../contract/errors.ts';
import { systemRandom, wipe, type EscrowSlot, type SlotSecret } from '../../vault/index.ts';
import type { AccessModel, Establishment, Regime } from '../access-model.ts';
import { termsOf } from '../facts/terms.ts';
import type { Keystore } from '../keystore.ts';
import { openWrapped, type SlotPlace } from '../wrapped-slot.ts';
import { drawing, line, part } from './drawing.ts';
import { mostHolders } from './m2-holders.ts';
import { openWithSplitKey, splitKeyRegime } from './m2a-split-key.ts';
import { thresholdRegime } from './m2b-regime.ts';
import { openWithThreshold } from './m2b-threshold-key.ts';
import { settingsOf } from './settings.ts';

/** What `form` is set to. */
export const forms = { split: 0, threshold: 1 } as const;

const numbers = Array.from({ length: mostHolders }, (_, at) => at + 1);

const info: AccessModel['info'] = {
  id: 'M2',
  name: 'A key in shares',
  line: 'The key to every vault is cut into shares, and it takes several of their holders together to open one.',
  construction: [
    'Form 0, a split key: a private key of 32 bytes as under one national key is split byte by byte by secret sharing (Shamir 1979). Any 3 of 5 shares give it back; 2 tell nothing at all. A share is 60 bytes, 8 of which show damage; a key-check value of 16 bytes shows whether the right key came out.',
    'In form 0 a slot is sealed as under one national key, and for each access the shares come together in one machine, the combiner, which then has the whole key.',
    'Form 1, a key that never exists in one place: the shares are numbers, as in FROST (RFC 9591), and the public key is 32 bytes of ristretto255. A slot holds one point R of 32 bytes; what opens it is derived from R and the private key (HKDF-SHA256).',
    'In form 1 each holder multiplies R by its own share and sends the result, 32 bytes, with a proof of 64 bytes that it is right. Three such answers give the secret of this slot. They are of no use for any other.',
    'In form 1 shares can be renewed: to each is added a share of zero. The public key and all slots stay; shares of before and after do not go together.',
  ],
  ceremony:
    'Each of the holders who are needed looks at the warrant for itself, notes the access, and then hands over its share (form 0) or an answer for this one vault (form 1).',
  trace: 'One entry in the log of each holder who took part. Nothing on the vault.',
  bestFor:
    'No single holder, thief or bribe opens anything. In form 1 not even a lawful access brings the key into being, each vault needs several people to act again, and renewed shares make old thefts worthless.',
  bestAgainst:
    'Enough holders together, willing or robbed, open every vault there is. They are people who answer the same requests, obey the same laws and often run the same software. When too many shares are lost, lawful access is gone for all vaults at once.',
  sources: [
    'shamir-1979',
    'desmedt-frankel-1989',
    'proactive-1995',
    'key-recovery-1997',
    'rfc-9591',
    'rfc-9496',
  ],
  parameters: [
    {
      id: 'form',
      label: 'Form',
      unit: '',
      names: ['split key', 'never put together'],
      min: 0,
      max: 1,
      preset: forms.threshold,
      explains: 'Split, the combiner sees the whole key at every access. In the other form nobody ever does.',
    },
    {
      id: 'needed',
      label: 'Holders needed',
      unit: 'holders',
      min: 2,
      max: mostHolders,
      preset: 3,
      names: [],
      explains: 'More of them are harder to rob, and easier to lose.',
    },
    {
      id: 'total',
      label: 'Holders',
      unit: 'holders',
      min: 2,
      max: mostHolders,
      preset: 5,
      names: [],
      explains: 'How many have a share. At least as many as are needed.',
    },
    {
      id: 'period',
      label: 'Shares are renewed every',
      unit: 'months (0: never)',
      min: 0,
      max: 120,
      preset: 12,
      names: [],
      explains:
        'Only for a key that is never put together. A thief has to come by enough shares within one period.',
    },
  ],
  leavesOut: [
    'Making the key among the holders without a dealer. Here one program deals the shares and forgets the key; whoever watches it then has everything.',
    'Form 1 resists no large quantum computer: there is no standard way yet to share out a key that does.',
  ],
  isForOwnVaults: true,
  diagram: drawing(
    [
      ...numbers.map((at) =>
        part(`holder-${at}`, 'person', [0, at], `Holder ${at}`, 'Keeps one share, and checks each warrant.'),
      ),
      ...numbers.map((at) =>
        part(`share-${at}`, 'key', [1, at], `Share ${at}`, 'Alone it tells nothing about the key.'),
      ),
      part('escrow-slot', 'ciphertext', [2, 1], 'Escrow slot', 'Opens for enough holders together.'),
      part(
        'joined',
        'key',
        [2, 3],
        'What the shares give',
        'Form 0: the whole private key. Form 1: 32 bytes for this vault, and the key nowhere.',
      ),
      part('combiner', 'service', [3, 3], 'Combiner', 'Puts together what holders send.'),
      part('court', 'person', [4, 3], 'Issuer of warrants', 'Signs a warrant for one vault.'),
      part('holder-logs', 'log', [1, mostHolders + 1], 'Holders’ logs', 'Each holder keeps its own list.'),
    ],
    [
      line('court', 'asks', 'combiner', 'signs a warrant'),
      ...numbers.map((at) => line(`holder-${at}`, 'holds', `share-${at}`, 'keeps')),
      ...numbers.map((at) => line(`share-${at}`, 'opens', 'joined', 'gives a part')),
      ...numbers.map((at) => line(`holder-${at}`, 'records', 'holder-logs', 'notes')),
      line('combiner', 'holds', 'joined', 'sees'),
      line('joined', 'opens', 'escrow-slot', 'opens'),
      line('escrow-slot', 'opens', 'vault-key', 'opens'),
    ],
  ),
  terms: termsOf(
    'secret sharing',
    'share',
    'threshold',
    'key-check value',
    'partial decryption',
    'refresh',
    'FROST',
    'HKDF',
    'ristretto255',
    'HPKE',
    'warrant',
  ),
};

/** One key in shares, of which some are enough. */
export const keyShares: AccessModel = {
  info,
  establish,
  recover: async (keystores, slot, place) => (await tried(keystores, slot, place)).secret,
  explain: async (keystores, slot, place) => {
    const { secret, problem } = await tried(keystores, slot, place);
    wipe(secret);
    return problem;
  },
  readReports: () => Promise.resolve([]),
};

/** What keys of either form make of a slot, and why shares that are of its key do not open it. */
async function tried(
  keystores: readonly Keystore[],
  slot: EscrowSlot,
  place: SlotPlace,
): Promise<{ readonly secret: SlotSecret | null; readonly problem: LatchkeyError | null }> {
  try {
    // Whole keys, as a combiner has them, first: they cannot be too few.
    const secret =
      (await openWrapped(keystores, slot, place)) ??
      (await openWithSplitKey(keystores, slot, place)) ??
      openWithThreshold(keystores, slot, place, systemRandom);
    return { secret, problem: null };
  } catch (error) {
    if (error instanceof LatchkeyError) return { secret: null, problem: error };
    throw error;
  }
}

async function establish(establishment: Establishment): Promise<Regime> {
  const settings = settingsOf(info, establishment.settings);
  const { form, needed = 0, total = 0, period: months = 0 } = settings;
  if (needed > total) {
    throw new LatchkeyError(
      'invalid-request',
      `${needed} holders cannot be needed where there are ${total}. Nothing was made.`,
    );
  }
  return form === forms.split
    ? splitKeyRegime(establishment, settings, { needed, total })
    : thresholdRegime(establishment, settings, { needed, total, months });
}
