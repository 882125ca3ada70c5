import type { CeremonyStep, LogEntry } from '../../contract/lab.ts';
import { LatchkeyError } from '../../contract/errors.ts';
import { toHex, type EscrowSlot, type SlotSecret } from '../../vault/index.ts';
import type { Access, AccessModel, AccessRequest, Regime } from '../access-model.ts';
import { termsOf } from '../facts/terms.ts';
import type { Keystore } from '../keystore.ts';
import { openWrapped, wrappedSeed, type SlotPlace } from '../wrapped-slot.ts';
import { makeAuthorityKey } from './authority-key.ts';
import { drawing, line, part } from './drawing.ts';
import { ownSlot } from './own-slot.ts';
import { attempt, done, fact, refused } from './steps.ts';

const authorityName = 'National Access Office';

/** One key for every vault: each has a slot that is sealed to it. */
export const nationalKey: AccessModel = {
  info: {
    id: 'M1',
    name: 'One national key',
    line: 'Every vault has a second lock, and one office keeps the one key that opens all of them.',
    construction: [
      'The office makes one key pair: a public key of 1,216 bytes that everybody may know, and a private one of 32 that it keeps (X-Wing, which joins X25519 and ML-KEM-768).',
      'Each vault gets a slot with 32 random bytes sealed to the public key (HPKE, RFC 9180). The seal names the vault and the slot, so that it opens nowhere else.',
      'Those 32 bytes open the slot as a passphrase would, and the vault key is in it.',
    ],
    ceremony: 'Copy the file, open the slot with the private key. It takes one person and one copy.',
    trace: 'None on the vault. What the office writes down is up to the office.',
    bestFor:
      'It is simple enough to be built correctly, every warrant can be carried out at once, and a court needs nobody’s help but the office’s.',
    bestAgainst:
      'All vaults hang on 32 bytes. Whoever copies them opens every vault that was ever enrolled, from a copy, without leaving a trace, and no vault can tell.',
    sources: ['doormats-2015', 'key-recovery-1997', 'rfc-9180'],
    parameters: [],
    leavesOut: [
      'Hardware that holds the private key: it decides who can use the key, not what the key opens.',
    ],
    isForOwnVaults: true,
    diagram: drawing(
      [
        part('office', 'service', [0, 1], authorityName, 'Keeps the one private key.'),
        part('national-key', 'key', [1, 1], 'Private key', '32 bytes. The same one for every vault.'),
        part(
          'escrow-slot',
          'ciphertext',
          [2, 1],
          'Escrow slot',
          '32 random bytes, sealed to the public key.',
        ),
      ],
      [
        line('office', 'holds', 'national-key', 'keeps'),
        line('national-key', 'opens', 'escrow-slot', 'opens'),
        line('escrow-slot', 'opens', 'vault-key', 'opens'),
      ],
    ),
    terms: termsOf('HPKE', 'X-Wing', 'X25519', 'ML-KEM', 'public key', 'private key', 'slot', 'vault key'),
  },

  async establish({ settings, tools }) {
    const { card, keystore } = await makeAuthorityKey('M1', authorityName, tools);
    const log: LogEntry[] = [];
    const regime: Regime = {
      model: 'M1',
      settings,
      cards: [card],
      holders: [{ id: 'office', name: authorityName, keystores: [keystore] }],
      needed: 1,
      hasEpochs: false,
      enrol: async ({ vaultId }) => ({
        seeds: [
          await wrappedSeed({
            model: 'M1',
            cards: [card],
            vault: vaultId,
            isDemo: true,
            now: tools.now(),
            random: tools.random,
          }),
        ],
        device: [],
      }),
      inspect: () => Promise.resolve(null),
      access: (request) => open(request, (entry) => log.push(entry), tools.now),
      log: () => log,
    };
    return regime;
  },

  recover: (keystores, slot, place) => openWrapped(keystores, slot, place),
  readReports: () => Promise.resolve([]),
};

/** The ceremony: the office’s own note of it is the only trace there can be. */
async function* open(
  { vaultId, slots, brought }: AccessRequest,
  record: (entry: LogEntry) => void,
  now: () => number,
): AsyncGenerator<CeremonyStep, Access> {
  yield done(
    'office',
    'The office takes a copy of the vault file. Nobody has to hand it over: any copy will do.',
    { nodes: ['office', 'notes'] },
  );
  const { slot, secret } = yield* attempt(
    () => openedSlot(brought, slots, { vault: vaultId, isDemo: true }),
    () =>
      refused('office', 'The private key on the table does not open the escrow slot.', {
        nodes: ['national-key', 'escrow-slot'],
        edges: ['national-key-escrow-slot'],
      }),
  );
  const what = `opened vault ${toHex(vaultId).slice(0, 8)}`;
  const entry: LogEntry = { at: now(), by: authorityName, what, index: null, root: null };
  record(entry);
  const sealedTo = slot.authorities.map(({ fingerprint }) => fingerprint).join(', ');
  yield done(
    'office',
    'The private key opens the escrow slot, and the vault key is in it. The office writes that down, because its rules say so.',
    {
      nodes: ['office', 'national-key', 'escrow-slot', 'vault-key', 'notes'],
      edges: ['office-national-key', 'national-key-escrow-slot', 'escrow-slot-vault-key', 'vault-key-notes'],
    },
    { facts: [fact('Slot', slot.id, 'hex'), fact('Sealed to', sealedTo, 'hex')], logged: [entry] },
  );
  // The key is used where the console is, so it lies there.
  return { opened: { slotId: slot.id, secret }, metadata: [], tries: 0, onConsole: brought };
}

async function openedSlot(
  brought: readonly Keystore[],
  slots: readonly EscrowSlot[],
  place: SlotPlace,
): Promise<{ readonly slot: EscrowSlot; readonly secret: SlotSecret }> {
  const slot = ownSlot(slots, 'M1');
  const secret = await openWrapped(brought, slot, place);
  if (secret) return { slot, secret };
  throw new LatchkeyError(
    'wrong-authority-key',
    'This private key does not open the escrow slot: the vault was enrolled with another key. It was not opened.',
  );
}
