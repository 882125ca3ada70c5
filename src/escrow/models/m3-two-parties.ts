import type { CeremonyStep, LogEntry } from '../../contract/lab.ts';
import { LatchkeyError } from '../../contract/errors.ts';
import { toHex, wipe, type EscrowSlot } from '../../vault/index.ts';
import type { Access, AccessModel, AccessRequest, Establishment, Regime } from '../access-model.ts';
import { termsOf } from '../facts/terms.ts';
import { ofKind, type Keystore } from '../keystore.ts';
import { joinParts, openPart, openWrapped, wrappedSeed } from '../wrapped-slot.ts';
import { makeAuthorityKey } from './authority-key.ts';
import { drawing, line, part } from './drawing.ts';
import { ownSlot } from './own-slot.ts';
import { settingsOf } from './settings.ts';
import { attempt, done, fact, refused, warrantFacts } from './steps.ts';
import { WarrantDesk } from './warrant-desk.ts';

/** In the order of their halves in a slot. The ids are nodes of the diagram. */
const parties = [
  { id: 'provider', name: 'Notes provider' },
  { id: 'agency', name: 'National Access Agency' },
] as const;

type Party = (typeof parties)[number];

const info: AccessModel['info'] = {
  id: 'M3',
  name: 'Provider and agency, half each',
  line: 'The second lock has two halves: your provider keeps the key to one, an agency the key to the other.',
  construction: [
    'Provider and agency each make a key pair of their own: a public key of 1,216 bytes, a private one of 32 (X-Wing).',
    'Each vault gets a slot whose 32 secret bytes are cut in two: one half is 32 random bytes, the other is what has to be combined with it bit by bit (XOR) to give the secret. Either half alone is noise.',
    'One half is sealed to the provider, the other to the agency (HPKE, RFC 9180): 1,168 bytes for each half.',
    'Both halves together open the slot as a passphrase would, and the vault key is in it.',
  ],
  ceremony:
    'Each party looks at the warrant for itself, notes the access in its own log, and releases its half for this one vault. Neither sees the other’s key.',
  trace: 'Two logs, kept by two parties with different interests. Nothing on the vault.',
  bestFor:
    'No single theft, bribe or order is enough: two institutions have to fail or to agree. Either can refuse, and each keeps a record that the other cannot edit.',
  bestAgainst:
    'Both keys exist, and each opens its half of every vault for as long as there are copies. Two thefts, or one law that binds both, and it is one national key. If either key is lost, lawful access is lost for good.',
  sources: ['key-recovery-1997', 'doormats-2015', 'ees-1994', 'rfc-9180'],
  parameters: [],
  leavesOut: [
    'How the parties find out that a request is genuine, beyond the warrant’s signature: in practice that is where they are deceived.',
  ],
  isForOwnVaults: true,
  diagram: drawing(
    [
      part(
        'provider',
        'service',
        [0, 1],
        'Notes provider',
        'Keeps one private key, and refuses what it thinks unlawful.',
      ),
      part('provider-key', 'key', [1, 1], 'Provider’s key', '32 bytes. Opens one half in every vault.'),
      part('provider-half', 'ciphertext', [2, 1], 'First half', '32 bytes, sealed to the provider.'),
      part('agency', 'service', [0, 2], 'Access agency', 'Keeps the other private key.'),
      part('agency-key', 'key', [1, 2], 'Agency’s key', '32 bytes. Opens the other half in every vault.'),
      part('agency-half', 'ciphertext', [2, 2], 'Second half', '32 bytes, sealed to the agency.'),
      part('slot-secret', 'key', [3, 1], 'Both halves', 'Combined bit by bit: the secret of the slot.'),
      part('court', 'person', [0, 3], 'Issuer of warrants', 'Signs a warrant for one vault.'),
      part('provider-log', 'log', [1, 3], 'Provider’s log', 'A list that the provider keeps.'),
      part('agency-log', 'log', [2, 3], 'Agency’s log', 'A list that the agency keeps.'),
    ],
    [
      line('court', 'asks', 'provider', 'signs a warrant'),
      line('court', 'asks', 'agency', 'signs a warrant'),
      line('provider', 'holds', 'provider-key', 'keeps'),
      line('agency', 'holds', 'agency-key', 'keeps'),
      line('provider-key', 'opens', 'provider-half', 'opens'),
      line('agency-key', 'opens', 'agency-half', 'opens'),
      line('provider-half', 'opens', 'slot-secret', 'is half of'),
      line('agency-half', 'opens', 'slot-secret', 'is half of'),
      line('slot-secret', 'opens', 'vault-key', 'opens'),
      line('provider', 'records', 'provider-log', 'notes'),
      line('agency', 'records', 'agency-log', 'notes'),
    ],
  ),
  terms: termsOf('HPKE', 'X-Wing', 'XOR', 'private key', 'warrant', 'escrow agent'),
};

/** Two keys of two parties, each of which opens half of every vault's lock. */
export const twoParties: AccessModel = {
  info,

  async establish({ settings, tools, issuer }: Establishment): Promise<Regime> {
    const set = settingsOf(info, settings);
    const made = await Promise.all(
      parties.map(async ({ id, name }) => ({ id, name, ...(await makeAuthorityKey('M3', name, tools)) })),
    );
    const cards = made.map(({ card }) => card);
    const desks = parties.map((party) => ({
      party,
      desk: new WarrantDesk({ issuer, tools }),
      now: tools.now,
    }));
    const log: LogEntry[] = [];
    return {
      model: 'M3',
      settings: set,
      cards,
      holders: made.map(({ id, name, keystore }) => ({ id, name, keystores: [keystore] })),
      needed: 2,
      hasEpochs: false,
      enrol: async ({ vaultId: vault }) => ({
        seeds: [
          await wrappedSeed({
            model: 'M3',
            cards,
            vault,
            isDemo: true,
            now: tools.now(),
            random: tools.random,
          }),
        ],
        device: [],
      }),
      inspect: () => Promise.resolve(null),
      access: (request) => openTogether(desks, request, (entry) => log.push(entry)),
      log: () => log,
    };
  },

  recover: (keystores, slot, place) => openWrapped(keystores, slot, place),
  readReports: () => Promise.resolve([]),
};

/** One party's office. */
interface Office {
  readonly party: Party;
  readonly desk: WarrantDesk;
  readonly now: () => number;
}

/** The ceremony: each party for itself, and then both halves together. */
async function* openTogether(
  offices: readonly Office[],
  request: AccessRequest,
  record: (entry: LogEntry) => void,
): AsyncGenerator<CeremonyStep, Access> {
  const halves: Uint8Array[] = [];
  try {
    for (const [at, office] of offices.entries()) {
      halves.push(yield* releasedHalf(office, at, request, record));
    }
    const opened = { slotId: ownSlot(request.slots, 'M3').id, secret: joinParts(halves) };
    yield done(
      'agency',
      'Both halves together are the secret of the slot, and the vault key is in it. Neither party has seen the other’s key.',
      {
        nodes: ['provider-half', 'agency-half', 'slot-secret', 'vault-key', 'notes'],
        edges: [
          'provider-half-slot-secret',
          'agency-half-slot-secret',
          'slot-secret-vault-key',
          'vault-key-notes',
        ],
      },
      { facts: [fact('Slot', opened.slotId, 'hex', 'lit')] },
    );
    // Halves for one vault come to the console; the keys stay where they are.
    return { opened, metadata: [], tries: 0, onConsole: [] };
  } finally {
    wipe(...halves);
  }
}

/** What one party does: it looks at the warrant, opens its half, and notes that before it gives the half away. */
async function* releasedHalf(
  { party, desk, now }: Office,
  at: number,
  { vaultId, slots, warrant, brought }: AccessRequest,
  record: (entry: LogEntry) => void,
): AsyncGenerator<CeremonyStep, Uint8Array> {
  const { id, name } = party;
  const own = ofKind(brought, 'hpke').filter(({ holder }) => holder === name);
  if (own.length === 0) {
    yield refused(id, `The ${name} is not there. Without its half there is only noise.`, {
      nodes: [id, `${id}-half`],
    });
    throw oneMissing(name);
  }
  const asking = { nodes: ['court', id], edges: [`court-${id}`] };
  const refusal = desk.refusal({ warrant, vaultId });
  const facts = warrantFacts(warrant);
  if (refusal) {
    yield refused(id, `The ${name} looks at the warrant for itself, and refuses it.`, asking, { facts });
    throw refusal;
  }
  yield done(id, `The ${name} looks at the warrant for itself, and finds it in order.`, asking, { facts });
  const opening = {
    nodes: [id, `${id}-key`, `${id}-half`, `${id}-log`],
    edges: [`${id}-${id}-key`, `${id}-key-${id}-half`, `${id}-${id}-log`],
  };
  const half = yield* attempt(
    () => openedHalf(own, slots, at, { vault: vaultId, isDemo: true }),
    () => refused(id, `The key of the ${name} does not open its half of this slot.`, opening),
  );
  const what = `released a half for vault ${toHex(vaultId).slice(0, 8)}`;
  const entry: LogEntry = { at: now(), by: name, what, index: null, root: null };
  record(entry);
  yield done(id, `The ${name} opens its half, notes that in its own log, and releases the half.`, opening, {
    facts: [fact('Half released', `${half.length} bytes`)],
    logged: [entry],
  });
  return half;
}

async function openedHalf(
  own: readonly Keystore[],
  slots: readonly EscrowSlot[],
  at: number,
  place: Parameters<typeof openPart>[3],
): Promise<Uint8Array> {
  const half = await openPart(own, ownSlot(slots, 'M3'), at, place);
  if (half) return half;
  throw new LatchkeyError(
    'wrong-authority-key',
    'This private key does not open its half of the escrow slot: the vault was enrolled with another key. It was not opened.',
  );
}

function oneMissing(name: string): LatchkeyError {
  return new LatchkeyError(
    'too-few-shares',
    `Both parties are needed, and the ${name} has not brought its key. One half alone tells nothing. The vault was not opened.`,
  );
}
