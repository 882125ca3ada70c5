import type { LogEntry, Parameter } from '../../contract/lab.ts';
import { slotId, wipe, type SlotSeed, type VaultId } from '../../vault/index.ts';
import type { AccessModel, Establishment, Regime, Tools } from '../access-model.ts';
import { clipperWidth, leafLengths } from '../crypto/leaf.ts';
import { termsOf } from '../facts/terms.ts';
import { drawing, line, part } from './drawing.ts';
import { accessByLeaf } from './leaf/ceremony.ts';
import { rogueSlot, type RogueSlot } from './leaf/rogue.ts';
import {
  checksumBits,
  honestAccess,
  leafSlotSecret,
  receiverAccepts,
  recoverFromLeaf,
  type LeafAccess,
} from './leaf/slot.ts';
import { keepers, UnitWorks } from './leaf/units.ts';
import { settingOf, settingsOf } from './settings.ts';
import { WarrantDesk } from './warrant-desk.ts';

/** What every slot of this model is called. */
const slotLabel = `${keepers.agency}, by LEAF`;

const checksumParameter: Parameter = {
  id: 'checksum',
  label: 'Checksum of the LEAF',
  unit: 'bits',
  min: checksumBits.least,
  max: checksumBits.most,
  preset: clipperWidth,
  names: [],
  explains:
    'How many bits a receiver checks before it accepts a LEAF. A forger needs 2 to the power of that many tries on average. Clipper had 16. What the checksum gains, the unit’s number loses: both share 48 bits.',
};

/** This model in force, with the works where its units are made. */
export interface LeafRegime extends Regime {
  readonly works: UnitWorks;
  /** Width of the checksum in bits. */
  readonly width: number;
  /** Whether a receiver with this session key (10 bytes) takes the LEAF for genuine. */
  accepts(access: LeafAccess, sessionKey: Uint8Array): boolean;
  /** What a client makes that cheats; null when the budget of tries is spent. See `rogueSlot`. */
  rogue(budget: number): RogueSlot | null;
}

/** Whether a regime has units that make LEAFs. */
export function isLeafRegime(regime: Regime): regime is LeafRegime {
  return 'works' in regime && regime.works instanceof UnitWorks;
}

const info: AccessModel['info'] = {
  id: 'M5',
  name: 'A LEAF, as Clipper had',
  line: 'Every vault carries a small field with its key in it, for whoever has the common family key and, from two agents, both halves of that client’s own key.',
  construction: [
    'Each client has a unit with a number and a unit key of 16 bytes. The unit key is the xor of two halves, and each of two agents keeps one.',
    'A slot is opened by a session key of 80 bits, as Clipper’s calls were: HKDF-SHA256 makes the slot’s 32 bytes from those 10 bytes and the slot’s id.',
    'The LEAF is one block of 16 bytes: the session key, enciphered under the unit key (FF1 with AES-128: 80 bits to 80 bits); the unit’s number, 32 bits; and a checksum, 16 bits. AES-128 under the family key hides all three.',
    'The checksum is the first 16 bits of HMAC-SHA256 over a random IV of 16 bytes, with the session key as its key. The IV is kept beside the LEAF.',
    'The family key, 16 bytes, is in every unit. A receiver deciphers the LEAF and refuses it unless the checksum fits.',
  ],
  ceremony:
    'Decipher the LEAF with the family key, read the unit’s number, show both agents a warrant, join their halves, decipher the session key, open.',
  trace: 'Each agent’s log has an entry. Nothing on the vault.',
  bestFor:
    'No single office can open anything, the warrant names one unit, and a client that leaves the field out is refused by every other.',
  bestAgainst:
    'The receiver’s check is 16 bits, and a forged field passes after some 65,536 tries: whoever minds cheats, and whoever does not is readable. A unit’s key, once released, opens everything that unit ever made. And 80 bits of key were meant for 1993.',
  sources: ['ees-1994', 'blaze-1994', 'key-recovery-1997', 'sp-800-38g', 'rfc-2104'],
  parameters: [checksumParameter],
  leavesOut: [
    'Skipjack, Clipper’s cipher of 80 bits. FF1 and AES-128 stand in for it, and HMAC-SHA256 for a checksum that was never published.',
    'The chip. Clipper’s unit was meant to resist being opened; here it is a part of the program, and the family key is where the program is.',
    'A receiver that refuses in earnest. The check is made where an experiment asks for it. The program that opens demo vaults by passphrase does not ask about the LEAF.',
    'Agents’ keys under keys, and the release of halves into a sealed box that forgets them when the warrant ends.',
  ],
  isForOwnVaults: false,
  diagram: drawing(
    [
      part('agency', 'service', [0, 1], keepers.agency, 'Reads LEAFs, and asks the agents for halves.'),
      part('family-key', 'key', [1, 1], 'Family key', '16 bytes. The same in every client.'),
      part('leaf', 'ciphertext', [2, 1], 'LEAF', '16 bytes: session key, unit and checksum, enciphered.'),
      part('escrow-slot', 'ciphertext', [3, 1], 'Escrow slot', 'Opens with the session key of 80 bits.'),
      part(
        'first-agent',
        'service',
        [0, 2],
        keepers.first,
        'Checks the warrant. Keeps one half of each unit’s key.',
      ),
      part('first-half', 'key', [1, 2], 'First halves', '16 bytes for each unit. Noise without the other.'),
      part('unit-key', 'key', [2, 2], 'Unit key', '16 bytes: one half xor the other.'),
      part('second-agent', 'service', [0, 3], keepers.second, 'Checks the warrant. Keeps the other halves.'),
      part('second-half', 'key', [1, 3], 'Second halves', '16 bytes for each unit. Noise without the other.'),
    ],
    [
      line('agency', 'holds', 'family-key', 'has'),
      line('family-key', 'opens', 'leaf', 'shows the unit'),
      line('agency', 'asks', 'first-agent', 'shows a warrant'),
      line('agency', 'asks', 'second-agent', 'shows a warrant'),
      line('first-agent', 'holds', 'first-half', 'keeps'),
      line('second-agent', 'holds', 'second-half', 'keeps'),
      line('first-half', 'opens', 'unit-key', 'half of'),
      line('second-half', 'opens', 'unit-key', 'half of'),
      line('unit-key', 'opens', 'leaf', 'opens'),
      line('leaf', 'opens', 'escrow-slot', 'session key opens'),
      line('escrow-slot', 'opens', 'vault-key', 'opens'),
    ],
  ),
  terms: termsOf(
    'Clipper',
    'LEAF',
    'session key',
    'unit key',
    'family key',
    'checksum',
    'escrow agent',
    'XOR',
    'HMAC',
    'HKDF',
    'FF1',
    'AES',
    'IV',
    'warrant',
    'slot',
  ),
};

/** The access field of 1993: each slot carries its own key, for whoever has the family key and both halves of the unit's. */
export const leafEscrow = {
  info,
  establish: (establishment: Establishment) => Promise.try(establish, establishment),
  recover: (keystores, slot, place) => Promise.resolve(recoverFromLeaf(keystores, slot, place)),
  readReports: () => Promise.resolve([]),
} satisfies AccessModel;

function establish(establishment: Establishment): LeafRegime {
  const { settings, tools } = establishment;
  const width = settingOf(checksumParameter, settings);
  const works = new UnitWorks(tools);
  const desks = { first: new WarrantDesk(establishment), second: new WarrantDesk(establishment) };
  const log: LogEntry[] = [];
  return {
    model: 'M5',
    settings: settingsOf(info, settings),
    cards: [],
    // Halves come in with every client that is made.
    get holders() {
      return works.holders;
    },
    needed: 3,
    hasEpochs: false,
    enrol: ({ vaultId, name }) => {
      const device = [works.familyKeystore(`Client of ${name}`.slice(0, 100))];
      return Promise.resolve({ seeds: [honestSlot(works, vaultId, width, tools)], device });
    },
    inspect: () => Promise.resolve(null),
    access: (request) => accessByLeaf({ desks, log, now: tools.now }, request),
    log: () => log,
    works,
    width,
    accepts: (access, sessionKey) => receiverAccepts(access, works.familyKey, sessionKey),
    rogue: (budget) =>
      rogueSlot(
        { familyKey: works.familyKey, width, budget, label: slotLabel, authorities: [works.authority] },
        tools,
      ),
  };
}

/** A slot of a client that does as it should. */
function honestSlot(works: UnitWorks, vault: VaultId, width: number, { now, random }: Tools): SlotSeed {
  const { id: unitId, key: unitKey } = works.unitFor(vault);
  const { familyKey, authority } = works;
  const sessionKey = random(leafLengths.sessionKey);
  const iv = random(leafLengths.iv);
  const id = slotId(random(16));
  const access = honestAccess({ familyKey, unitKey, unitId, sessionKey, iv }, width);
  const secret = leafSlotSecret(sessionKey, id);
  wipe(sessionKey);
  return {
    id,
    type: 'escrow',
    label: slotLabel,
    createdAt: now(),
    secret,
    escrow: { model: 'M5', authorities: [authority], access },
  };
}
