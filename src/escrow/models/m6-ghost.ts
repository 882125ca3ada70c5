import type { LogEntry, Parameter } from '../../contract/lab.ts';
import { fromHex, toHex, type SlotSeed, type VaultId } from '../../vault/index.ts';
import type { AccessModel, Enrolment, Establishment, Regime, VaultToEnrol } from '../access-model.ts';
import { fingerprintOf, type AuthorityCard } from '../authority.ts';
import { termsOf } from '../facts/terms.ts';
import { about, type Keystore } from '../keystore.ts';
import { openWrapped, wrappedSeed } from '../wrapped-slot.ts';
import { makeAuthorityKey } from './authority-key.ts';
import { drawing, line, part } from './drawing.ts';
import { accessByGhost, type Provider } from './ghost/ceremony.ts';
import { KeyDirectory } from './ghost/directory.ts';
import { OwnerClient, type Alarm } from './ghost/owner-client.ts';
import { settingOf, settingsOf } from './settings.ts';
import { WarrantDesk } from './warrant-desk.ts';

const providerName = 'Notes provider';
const agencyName = 'National Access Office';

/** What every slot of this model calls its key: the agency's is called nothing else. */
const deviceKeyName = 'Device key';

const transparencyParameter: Parameter = {
  id: 'transparency',
  label: 'Key transparency',
  unit: '',
  names: ['off', 'on'],
  min: 0,
  max: 1,
  preset: 0,
  explains:
    'When it is on, the directory is a public log, and the owner’s client checks every key against it. It warns of any key that the owner has not added, and does not seal to it.',
};

/** This model in force, with what scenarios look at. */
export interface GhostRegime extends Regime {
  readonly directory: KeyDirectory;
  /** The agency's public key, 1,216 bytes as hex. */
  readonly ghostKey: string;
  /** What the client of this vault's owner has warned of: see `OwnerClient`. */
  alarms(vault: VaultId): readonly Alarm[];
}

/** Whether a regime has a key directory in it. */
export function isGhostRegime(regime: Regime): regime is GhostRegime {
  return 'directory' in regime && regime.directory instanceof KeyDirectory;
}

const info: AccessModel['info'] = {
  id: 'M6',
  name: 'A ghost among your devices',
  line: 'The provider adds one more device to your account, the agency’s, and your screen does not show it.',
  construction: [
    'Your laptop and your phone have a key pair each (X-Wing: 1,216 bytes public, 32 private). The provider’s directory says which public keys belong to your account, and signs what it says (Ed25519).',
    'Whenever you use the vault, a new epoch begins: your client makes a new vault key, asks the directory for the keys of your account, and makes one slot for each: 32 random bytes, sealed with HPKE (RFC 9180).',
    'On a warrant, the directory gives out one more public key, the agency’s, and asks your client not to show it. From the next epoch on there is one slot more.',
    'That slot has the same fields, lengths and name as the others. It differs by its key alone.',
    'With key transparency, every key that the directory gives out is an entry in a Merkle log (SHA-256, RFC 6962), and your client checks that the log has the keys and has only grown.',
  ],
  ceremony:
    'The agency shows the provider a warrant, the provider adds the agency’s key, and the agency waits until the owner uses the vault. Then it copies the file and opens it.',
  trace:
    'The provider’s log, one more slot in the file, and with key transparency an entry that anybody can find. The owner’s screen shows none of it.',
  bestFor:
    'The encryption itself stays as it is, no key is kept for everybody, each access names one account, and what was written before the warrant stays closed.',
  bestAgainst:
    'The client has to lie to its owner about who can read. Whoever can make the directory answer falsely, by law, by theft of its signing key or by breaking in, adds a reader in the same way, and people can no longer believe what the screen shows.',
  sources: ['levy-robinson-2018', 'coniks-2015', 'whatsapp-kt-2023', 'rfc-6962', 'rfc-9180'],
  parameters: [transparencyParameter],
  leavesOut: [
    'Messages. The proposal is about group chats and calls; a vault is kept and not sent. An epoch stands for a message here: each use of the vault makes a new key.',
    'A new agency key for each warrant. It would limit what one stolen private key opens.',
    'The private names that deployed key directories have (verifiable random functions), and outside auditors who compare logs: a directory could show each client a different one. The client compares only with what it saw itself.',
  ],
  isForOwnVaults: false,
  diagram: drawing(
    [
      part(
        'provider',
        'service',
        [0, 1],
        providerName,
        'Says which keys belong to an account, and signs it.',
      ),
      part(
        'directory',
        'log',
        [1, 1],
        'Key directory',
        'The public keys of each account. With transparency, a log.',
      ),
      part('device-keys', 'key', [2, 1], 'Device keys', 'Your laptop’s and your phone’s, 32 bytes each.'),
      part(
        'device-slots',
        'ciphertext',
        [3, 1],
        'Device slots',
        'One for each key that the directory gives out.',
      ),
      part('agency', 'service', [0, 2], agencyName, 'Has one private key for all accounts it is added to.'),
      part('ghost-key', 'key', [1, 2], 'The ghost’s key', '32 bytes. Its public half is in the directory.'),
      part('ghost-slot', 'ciphertext', [3, 2], 'One more slot', 'There from the owner’s next use on.'),
    ],
    [
      line('owner', 'holds', 'device-keys', 'has in devices'),
      line('owner', 'asks', 'directory', 'asks for the keys'),
      line('provider', 'records', 'directory', 'signs'),
      line('device-keys', 'opens', 'device-slots', 'open'),
      line('device-slots', 'opens', 'vault-key', 'open'),
      line('agency', 'asks', 'provider', 'shows a warrant'),
      line('agency', 'holds', 'ghost-key', 'keeps'),
      line('ghost-key', 'opens', 'ghost-slot', 'opens'),
      line('ghost-slot', 'opens', 'vault-key', 'opens'),
    ],
  ),
  terms: termsOf(
    'ghost',
    'key directory',
    'key transparency',
    'epoch',
    'X-Wing',
    'Ed25519',
    'Merkle log',
    'HPKE',
    'warrant',
    'slot',
  ),
};

/** The provider's directory gives out one more public key, and the screen does not show it. */
export const ghost = {
  info,
  establish,
  recover: (keystores, slot, place) =>
    slot.model === 'M6' ? openWrapped(keystores, slot, place) : Promise.resolve(null),
  readReports: () => Promise.resolve([]),
} satisfies AccessModel;

/** An owner: the client, and the keys in the devices. */
interface Owner {
  readonly client: OwnerClient;
  readonly device: readonly Keystore[];
}

async function establish(establishment: Establishment): Promise<GhostRegime> {
  const { settings, tools } = establishment;
  const hasLog = settingOf(transparencyParameter, settings) === 1;
  const directory = new KeyDirectory(hasLog, tools.random);
  const agency = await makeAuthorityKey('M6', agencyName, tools);
  const signing = signingKeyOf(directory, tools.now());
  const log: LogEntry[] = [];
  const owners = new Map<string, Owner>();
  const alarms = (account: string): readonly Alarm[] => owners.get(account)?.client.alarms ?? [];
  const provider: Provider = {
    name: providerName,
    directory,
    desk: new WarrantDesk(establishment),
    log,
    now: tools.now,
    alarms,
  };
  return {
    model: 'M6',
    settings: settingsOf(info, settings),
    cards: [signing.card, agency.card],
    holders: [
      { id: 'provider', name: providerName, keystores: [signing.keystore] },
      { id: 'agency', name: agencyName, keystores: [agency.keystore] },
    ],
    needed: 2,
    hasEpochs: true,
    enrol: async (vault) => {
      const account = toHex(vault.vaultId);
      const owner = owners.get(account) ?? (await makeOwner(directory, vault, hasLog, establishment));
      owners.set(account, owner);
      return nextEpoch(directory, owner, vault, establishment);
    },
    inspect: () => Promise.resolve(null),
    access: (request) => accessByGhost(provider, request),
    log: () => log,
    directory,
    ghostKey: agency.card.publicKey,
    alarms: (vault) => alarms(toHex(vault)),
  };
}

function signingKeyOf(
  directory: KeyDirectory,
  createdAt: number,
): { readonly card: AuthorityCard; readonly keystore: Keystore } {
  const { publicKey, privateKey } = directory;
  const authority = { name: providerName, fingerprint: fingerprintOf(publicKey) };
  const said = { demo: true, model: 'M6', authority, holder: providerName, createdAt } as const;
  return {
    card: {
      format: 'latchkey-authority',
      version: 1,
      demo: true,
      model: 'M6',
      name: providerName,
      publicKey: toHex(publicKey),
      createdAt,
    },
    keystore: { ...about(said), kind: 'signing', privateKey: toHex(privateKey) },
  };
}

/** A laptop and a phone, each with a key of its own, and the client that knows both. */
async function makeOwner(
  directory: KeyDirectory,
  { vaultId, name }: VaultToEnrol,
  checksLog: boolean,
  { tools }: Establishment,
): Promise<Owner> {
  const devices = await Promise.all(
    ['Laptop', 'Phone'].map(async (device) => ({ device, ...(await makeAuthorityKey('M6', device, tools)) })),
  );
  for (const { device, card } of devices) directory.register(toHex(vaultId), device, card.publicKey);
  const ownKeys = devices.map(({ card }) => card.publicKey);
  return {
    client: new OwnerClient({ directoryKey: directory.publicKey, ownKeys, checksLog }),
    device: devices.map(({ device, keystore }) => ({
      ...keystore,
      holder: `${device} of ${name}`.slice(0, 100),
    })),
  };
}

/** Slots for every key that the client will seal to, in the order of the keys, so that none stands out by its place. */
async function nextEpoch(
  directory: KeyDirectory,
  { client, device }: Owner,
  { vaultId }: VaultToEnrol,
  { tools }: Establishment,
): Promise<Enrolment> {
  const view = directory.lookup(toHex(vaultId), client.seenSize);
  const publicKeys = client.receive(view).map(({ publicKey }) => publicKey);
  const createdAt = tools.now();
  const seeds = publicKeys.toSorted().map((publicKey): Promise<SlotSeed> => {
    const card: AuthorityCard = {
      format: 'latchkey-authority',
      version: 1,
      demo: true,
      model: 'M6',
      name: deviceKeyName,
      publicKey,
      createdAt,
    };
    return wrappedSeed({
      model: 'M6',
      cards: [card],
      vault: vaultId,
      isDemo: true,
      now: createdAt,
      random: tools.random,
    });
  });
  return { seeds: await Promise.all(seeds), device };
}

/** The fingerprint by which a slot for this public key (hex) is known in a vault's header. */
export function slotFingerprint(publicKey: string): string {
  return fingerprintOf(fromHex(publicKey));
}
