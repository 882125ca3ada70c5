import type { CeremonyStep, LogEntry, Parameter } from '../../contract/lab.ts';
import { LatchkeyError } from '../../contract/errors.ts';
import * as v from 'valibot';
import { fromHex, slotId, toHex, type EscrowSlot, type SlotSecret, type VaultId } from '../../vault/index.ts';
import type { Access, AccessModel, AccessRequest, Effort, Establishment, Regime } from '../access-model.ts';
import { termsOf } from '../facts/terms.ts';
import { isSecretOf } from '../slot-check.ts';
import { makePuzzle, PuzzleAccess, puzzleBits, solvePuzzle } from './crumple/puzzle.ts';
import { drawing, line, part } from './drawing.ts';
import { settingOf, settingsOf } from './settings.ts';
import { done, fact, refused } from './steps.ts';

const agencyName = 'National Access Office';

const bitsParameter: Parameter = {
  id: 'bits',
  label: 'Length of the puzzle',
  unit: 'bits',
  min: puzzleBits.least,
  max: puzzleBits.most,
  preset: 16,
  names: [],
  explains:
    'How many bits of the number have to be found. Each bit doubles the work, for everybody. A real deployment would take far more than a demonstration can wait for.',
};

/** A slot that whoever spends enough work can open: nobody keeps a key to it. */
export const crumpleZone: AccessModel = {
  info: {
    id: 'M8',
    name: 'A crumple zone',
    line: 'Nobody keeps a key. Each vault has one lock that gives way to enough computing, and every vault costs that anew.',
    construction: [
      'For each vault the client draws a number r of l bits (16 unless set otherwise) and a salt of 16 bytes, and then forgets r.',
      'H = SHA-256(salt ‖ r), with r as 4 bytes, most significant first. The slot keeps the salt, l, and the first 8 of H’s 32 bytes, by which the right r shows itself after one hash.',
      'HKDF-SHA256 makes the 32 bytes that open the slot from the other 24 bytes of H and the slot’s id. Whoever finds r can do the same.',
      'Finding r takes 2^(l-1) hashes on average and 2^l at most. Another vault has another salt and another r, so no work carries over.',
    ],
    ceremony: 'Copy the file and try every r. Nobody has to be asked, and no key has to be kept.',
    trace: 'A bill for the computing. Nothing on the vault, and no log but the searcher’s own.',
    bestFor:
      'No store of keys exists that could be stolen, nobody’s help is needed, and the price of each vault keeps an authority from opening all of them.',
    bestAgainst:
      'A price is not an identity: a thief pays the same as a court. Computing grows cheaper while the file stays as it is, and what is cheap enough for one urgent case is cheap enough for every rich attacker.',
    sources: ['crumple-2018', 'fips-180-4'],
    parameters: [bitsParameter],
    leavesOut: [
      'The proposal’s second puzzle: one very large computation that has to be done once, before any message at all can be opened. It is meant to keep out all but the richest states. Here every attacker may begin at once.',
      'A setting that is hard in earnest. What takes seconds here is a scale model: 2^16 hashes in place of the far larger numbers that the authors discuss.',
      'Weakening the key of every message, as the paper does. Here the notes keep their full key, and one slot of the vault gives way.',
    ],
    isForOwnVaults: false,
    diagram: drawing(
      [
        part(
          'searcher',
          'person',
          [0, 1],
          'Anyone with a copy',
          'An authority or a thief: the file cannot tell.',
        ),
        part('puzzle', 'key', [1, 1], 'The number r', 'In nobody’s hands; found by trying all of them.'),
        part('escrow-slot', 'ciphertext', [2, 1], 'Crumple slot', 'Locked under SHA-256 of a salt and r.'),
      ],
      [
        line('searcher', 'asks', 'puzzle', 'searches for'),
        line('puzzle', 'opens', 'escrow-slot', 'opens'),
        line('escrow-slot', 'opens', 'vault-key', 'opens'),
      ],
    ),
    terms: termsOf(
      'crumple zone',
      'brute force',
      'bit',
      'hash',
      'SHA-256',
      'salt',
      'HKDF',
      'slot',
      'vault key',
    ),
  },

  establish: (establishment) => Promise.try(establish, establishment),
  recover: (_keystores, slot, place, effort) => Promise.resolve(search(slot, place, effort)),
  readReports: () => Promise.resolve([]),
};

function establish({ settings, tools }: Establishment): Regime {
  const bits = settingOf(bitsParameter, settings);
  const log: LogEntry[] = [];
  return {
    model: 'M8',
    settings: settingsOf(crumpleZone.info, settings),
    cards: [],
    holders: [],
    needed: 0,
    hasEpochs: false,
    enrol: () => {
      const id = slotId(tools.random(16));
      const { access, secret } = makePuzzle(bits, id, tools.random);
      const escrow = { model: 'M8', authorities: [], access };
      const label = `Whoever spends ${bits} bits of work`;
      return Promise.resolve({
        seeds: [{ id, type: 'escrow', label, createdAt: tools.now(), secret, escrow }],
        device: [],
      });
    },
    inspect: () => Promise.resolve(null),
    access: (request) => open(request, (entry) => log.push(entry), tools.now),
    log: () => log,
  };
}

/** What the search gives for a slot of this model; null for any other, for a damaged one, and when the tries are spent. */
function search(
  slot: EscrowSlot,
  { vault, isDemo }: { readonly vault: VaultId; readonly isDemo: boolean },
  effort: Effort,
): SlotSecret | null {
  const access = v.safeParse(PuzzleAccess, slot.access);
  if (!isDemo || slot.model !== 'M8' || !access.success) return null;
  return solvePuzzle(access.output, slotId(fromHex(slot.id)), effort, (secret) =>
    isSecretOf(slot, vault, secret),
  );
}

/** The ceremony: a search that anybody could make. */
// eslint-disable-next-line @typescript-eslint/require-await -- the search is computing, and waits for nobody
async function* open(
  { vaultId, slots }: AccessRequest,
  record: (entry: LogEntry) => void,
  now: () => number,
): AsyncGenerator<CeremonyStep, Access> {
  yield done(
    'searcher',
    'The official takes a copy of the vault file. There is nobody to show a warrant to, and no key to ask for.',
    { nodes: ['searcher', 'notes'] },
  );
  const slot = slots.find(({ model }) => model === 'M8');
  const access = slot && v.safeParse(PuzzleAccess, slot.access);
  let tries = 0;
  const effort: Effort = { mostTries: 2 ** puzzleBits.most, onTries: (more) => (tries += more) };
  const secret = slot ? search(slot, { vault: vaultId, isDemo: true }, effort) : null;
  if (!slot || !access?.success || !secret) {
    yield refused(
      'searcher',
      slot
        ? 'Every number has been tried, and none opens the slot.'
        : 'The file has no slot that gives way to work.',
      { nodes: ['puzzle', 'escrow-slot'], edges: ['puzzle-escrow-slot'] },
      { facts: [fact('Hashes tried', String(tries), 'number', 'refused')] },
    );
    throw noNumber();
  }
  const { bits, salt } = access.output;
  yield done(
    'searcher',
    'The official’s computer tries one number after another until the hash fits. Any other computer would find the same one.',
    { nodes: ['searcher', 'puzzle'], edges: ['searcher-puzzle'] },
    {
      facts: [
        fact('Salt', salt, 'hex'),
        fact('Length of the number', `${bits} bits`),
        fact('Hashes on average', String(2 ** (bits - 1)), 'number'),
        fact('Hashes tried', String(tries), 'number', 'lit'),
      ],
    },
  );
  const what = `opened vault ${toHex(vaultId).slice(0, 8)} after ${tries} hashes`;
  const entry: LogEntry = { at: now(), by: agencyName, what, index: null, root: null };
  record(entry);
  yield done(
    'searcher',
    'The number opens the slot, and the vault key is in it. The official writes that down; a thief would not.',
    {
      nodes: ['puzzle', 'escrow-slot', 'vault-key', 'notes'],
      edges: ['puzzle-escrow-slot', 'escrow-slot-vault-key', 'vault-key-notes'],
    },
    { facts: [fact('Slot', slot.id, 'hex', 'lit')], logged: [entry] },
  );
  return { opened: { slotId: slot.id, secret }, metadata: [], tries, onConsole: [] };
}

function noNumber(): LatchkeyError {
  return new LatchkeyError(
    'wrong-authority-key',
    'No number opens a slot of this vault: it has no crumple slot, or the slot is damaged. It was not opened.',
  );
}
