import type { CeremonyStep, Fact, LogEntry, Parameter } from '../../contract/lab.ts';
import { LatchkeyError } from '../../contract/errors.ts';
import { slotId, toHex, wipe, type VaultId } from '../../vault/index.ts';
import type {
  Access,
  AccessModel,
  AccessRequest,
  Enrolment,
  Establishment,
  Regime,
} from '../access-model.ts';
import { termsOf } from '../facts/terms.ts';
import { about, ofKind, type Keystore } from '../keystore.ts';
import { minuteOf } from '../minute.ts';
import { authorisationFor, recoverWithDevice, rootFingerprint, secretOf } from './device/secret.ts';
import { drawing, line, part } from './drawing.ts';
import { settingOf, settingsOf } from './settings.ts';
import { done, fact, refused } from './steps.ts';
import { WarrantDesk } from './warrant-desk.ts';

const vendorName = 'Device vendor';

const hoursParameter: Parameter = {
  id: 'hours',
  label: 'Possession before the device gives way',
  unit: 'hours',
  min: 1,
  max: 720,
  preset: 72,
  names: [],
  explains:
    'How long the device has to lie in somebody’s hands, connected, before it lets out its secret. The clock of the demonstration is simulated: nobody waits.',
};

/** The key stays in the device. It takes the device itself, time, and the vendor’s word for this one device. */
export const deviceSelfEscrow: AccessModel = {
  info: {
    id: 'M9',
    name: 'The device keeps its own escrow',
    line: 'The key is in the device and nowhere else. Whoever wants it must have the device, wait for days, and have the vendor’s permission for that one device.',
    construction: [
      'The device keeps a secret of 32 random bytes in a part of its own that gives nothing out in ordinary use.',
      'The vendor keeps a root of 32 bytes. The authorisation for one device is HMAC-SHA256(root, vault id): 32 bytes that say nothing about any other device.',
      'HKDF-SHA256 makes the 32 bytes that open the slot from the device’s secret, the authorisation and the slot’s id. One without the other opens nothing.',
      'The device lets its secret out only after it has been in somebody’s hands for as long as is set (72 hours).',
    ],
    ceremony:
      'Seize the device, show the vendor a warrant, get the authorisation for that one device, connect it and wait. It takes days for each device, on purpose.',
    trace: 'The vendor’s log has the warrant. The owner misses the device.',
    bestFor:
      'Nothing can be read at a distance or in bulk: each vault costs one seizure and days of waiting, and the vendor’s root alone opens nothing. The owner notices.',
    bestAgainst:
      'All of it rests on a chip that keeps its secret from whoever holds it. It binds the thief with a stolen device and a stolen root no more than the official, and it gives nothing where the device is destroyed or the owner uses another program.',
    sources: ['savage-2018', 'rfc-2104'],
    parameters: [hoursParameter],
    leavesOut: [
      'The chip. In the demonstration the device’s secret is a file, and the program waits because it is told to: whoever reads the secret out of a real chip does not wait either.',
      'The waiting itself: its clock is simulated.',
      'The mark that the proposal leaves on a device that was opened, so that its owner sees it when it comes back.',
      'The proposal’s way for the device to check the vendor’s permission. Here the permission is a part of the key.',
    ],
    isForOwnVaults: false,
    diagram: drawing(
      [
        part('official', 'person', [0, 2], 'Official', 'Has a warrant, and has to get hold of the device.'),
        part(
          'device',
          'service',
          [0, 1],
          'The owner’s device',
          'Lets its secret out only after long possession.',
        ),
        part('device-secret', 'key', [1, 1], 'Device secret', '32 bytes in this device and nowhere else.'),
        part('vendor', 'service', [1, 3], vendorName, 'Keeps the root, and checks the warrant.'),
        part('vendor-root', 'key', [2, 3], 'Vendor’s root', '32 bytes that every authorisation comes from.'),
        part('authorisation', 'key', [2, 2], 'Authorisation', '32 bytes for this one device.'),
        part(
          'escrow-slot',
          'ciphertext',
          [2, 1],
          'Escrow slot',
          'Opens with the secret and the authorisation together.',
        ),
        part('vendor-log', 'log', [0, 3], 'Vendor’s log', 'One line for each authorisation.'),
      ],
      [
        line('official', 'asks', 'vendor', 'shows a warrant'),
        line('official', 'asks', 'device', 'seizes'),
        line('device', 'holds', 'device-secret', 'keeps'),
        line('vendor', 'holds', 'vendor-root', 'keeps'),
        line('vendor', 'records', 'vendor-log', 'writes'),
        line('vendor-root', 'opens', 'authorisation', 'gives'),
        line('authorisation', 'opens', 'escrow-slot', 'half of'),
        line('device-secret', 'opens', 'escrow-slot', 'half of'),
        line('escrow-slot', 'opens', 'vault-key', 'opens'),
      ],
    ),
    terms: termsOf('self-escrow', 'warrant', 'HMAC', 'HKDF', 'slot', 'vault key'),
  },

  establish: (establishment) => Promise.try(establish, establishment),
  recover: (keystores, slot, place) => Promise.resolve(recoverWithDevice(keystores, slot, place)),
  readReports: () => Promise.resolve([]),
};

/** The vendor: its root, its log and how long devices wait. */
interface Vendor {
  readonly root: Keystore;
  readonly desk: WarrantDesk;
  readonly hours: number;
  readonly log: LogEntry[];
  readonly now: () => number;
}

function establish(establishment: Establishment): Regime {
  const { settings, tools } = establishment;
  const secret = tools.random(32);
  const root: Keystore = {
    ...about({
      demo: true,
      model: 'M9',
      authority: { name: vendorName, fingerprint: rootFingerprint(secret) },
      holder: vendorName,
      createdAt: tools.now(),
    }),
    kind: 'authorisation',
    vaultId: null,
    secret: toHex(secret),
  };
  const vendor: Vendor = {
    root,
    desk: new WarrantDesk(establishment),
    hours: settingOf(hoursParameter, settings),
    log: [],
    now: tools.now,
  };
  return {
    model: 'M9',
    settings: settingsOf(deviceSelfEscrow.info, settings),
    cards: [],
    holders: [{ id: 'vendor', name: vendorName, keystores: [root] }],
    needed: 1,
    hasEpochs: false,
    enrol: ({ vaultId, name }) => Promise.resolve(enrol(vendor, vaultId, name, establishment)),
    inspect: () => Promise.resolve(null),
    access: (request) => open(vendor, request),
    log: () => vendor.log,
  };
}

/** In the factory: the device draws its secret, is told its authorisation, makes the slot, and forgets the authorisation. */
function enrol({ root }: Vendor, vault: VaultId, name: string, { tools }: Establishment): Enrolment {
  const { random, now } = tools;
  const id = slotId(random(16));
  const held = random(32);
  const authorisation = authorisationFor(vault, root);
  if (!authorisation) throw new RangeError('The root gives an authorisation for every vault');
  const secret = secretOf(held, authorisation, id);
  const device: Keystore = {
    ...about({
      demo: true,
      model: 'M9',
      authority: root.authority,
      holder: `Device of ${name}`.slice(0, 100),
      createdAt: now(),
    }),
    kind: 'device',
    vaultId: toHex(vault),
    secret: toHex(held),
  };
  wipe(held, authorisation);
  const escrow = { model: 'M9', authorities: [root.authority], access: {} };
  const label = `${vendorName}, with the device`;
  return { seeds: [{ id, type: 'escrow', label, createdAt: now(), secret, escrow }], device: [device] };
}

/** The ceremony: the device, the vendor's word, and time. */
// eslint-disable-next-line @typescript-eslint/require-await -- the only wait is on a simulated clock
async function* open(vendor: Vendor, request: AccessRequest): AsyncGenerator<CeremonyStep, Access> {
  const { vaultId, device, brought, slots } = request;
  const seized = ofKind(device, 'device').filter((one) => one.vaultId === toHex(vaultId));
  if (seized.length === 0) {
    yield refused(
      'official',
      'The official has a copy of the file and not the device. The copy cannot be opened with what lies elsewhere.',
      { nodes: ['official', 'device'], edges: ['official-device'] },
    );
    throw missing('The device itself is not there, and half of what opens this vault is in it.');
  }
  yield done('official', 'The official seizes the device. Its owner notices.', {
    nodes: ['official', 'device', 'device-secret'],
    edges: ['official-device', 'device-device-secret'],
  });
  const authorisations = yield* authorise(vendor, request);
  yield wait(vendor);
  const onConsole = [...seized, ...authorisations];
  const slot = slots.find(({ model }) => model === 'M9');
  const secret = slot ? recoverWithDevice(onConsole, slot, { vault: vaultId, isDemo: true }) : null;
  const edges = ['device-secret-escrow-slot', 'authorisation-escrow-slot'];
  if (!slot || !secret) {
    yield refused(
      'device',
      slot
        ? 'The secret and the authorisation do not open the slot.'
        : 'The device has let its secret out, and the file has no slot that it could open.',
      { nodes: ['device-secret', 'authorisation', 'escrow-slot'], edges },
      { facts: [fact('Keys on the table', String(brought.length + seized.length), 'number', 'refused')] },
    );
    throw slot ? wrongRoot() : noSlot();
  }
  yield done(
    'device',
    'The secret and the authorisation together open the slot, and the vault key is in it. Other devices stay as they were.',
    {
      nodes: ['device-secret', 'authorisation', 'escrow-slot', 'vault-key', 'notes'],
      edges: [...edges, 'escrow-slot-vault-key', 'vault-key-notes'],
    },
    { facts: [fact('Slot', slot.id, 'hex', 'lit')] },
  );
  return { opened: { slotId: slot.id, secret }, metadata: [], tries: 0, onConsole };
}

/** The vendor looks at the warrant and gives the authorisation for one device. The root stays where it is. */
function* authorise(vendor: Vendor, request: AccessRequest): Generator<CeremonyStep, readonly Keystore[]> {
  const { vaultId, brought } = request;
  const asked = { nodes: ['official', 'vendor'], edges: ['official-vendor'] };
  const roots = ofKind(brought, 'authorisation');
  if (roots.length === 0) {
    yield refused('vendor', 'The vendor has no root to make an authorisation from.', {
      nodes: ['vendor', 'vendor-root'],
      edges: ['vendor-vendor-root'],
    });
    throw missing('The vendor’s root is not there, and every authorisation comes from it.');
  }
  const refusal = vendor.desk.refusal(request);
  if (refusal) {
    yield refused('vendor', 'The vendor looks at the warrant and refuses it.', asked);
    throw refusal;
  }
  yield done(
    'vendor',
    'The vendor checks the warrant: signature, dates, vault, and that it was not used before.',
    asked,
    {
      facts: [fact('Warrant', request.warrant?.id ?? '', 'hex')],
    },
  );
  const what = `authorised opening the device of vault ${toHex(vaultId).slice(0, 8)}`;
  const entry: LogEntry = { at: vendor.now(), by: vendorName, what, index: null, root: null };
  vendor.log.push(entry);
  yield done(
    'vendor',
    'The vendor works out the authorisation for this one device and writes that down. The root does not leave the house.',
    {
      nodes: ['vendor', 'vendor-root', 'authorisation', 'vendor-log'],
      edges: ['vendor-vendor-root', 'vendor-root-authorisation', 'vendor-vendor-log'],
    },
    { logged: [entry] },
  );
  return roots.flatMap((root) => {
    const authorisation = authorisationFor(vaultId, root);
    return authorisation ? [{ ...root, vaultId: toHex(vaultId), secret: toHex(authorisation) }] : [];
  });
}

function wait({ hours, now }: Vendor): CeremonyStep {
  const start = now();
  const facts: Fact[] = [
    fact('Connected at (simulated clock)', `${minuteOf(start)} UTC`),
    fact('Secret let out at (simulated clock)', `${minuteOf(start + hours * 60 * 60 * 1000)} UTC`),
    fact('Possession', `${hours} hours, simulated`),
  ];
  return done(
    'device',
    `The device lies connected for ${hours} hours, and only then lets out its secret. The hours are simulated: the clock of the demonstration is put forward.`,
    { nodes: ['device', 'device-secret'], edges: ['device-device-secret'] },
    { facts },
  );
}

function missing(what: string): LatchkeyError {
  return new LatchkeyError('too-few-shares', `${what} It takes both. The vault was not opened.`);
}

function noSlot(): LatchkeyError {
  return new LatchkeyError(
    'wrong-authority-key',
    'The vault has no slot for its device: the program that made it left that out. It was not opened.',
  );
}

function wrongRoot(): LatchkeyError {
  return new LatchkeyError(
    'wrong-authority-key',
    'This device and this authorisation do not open the vault: one of them belongs to another. It was not opened.',
  );
}
