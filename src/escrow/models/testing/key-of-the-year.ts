import type { ModelId } from '../../../contract/lab.ts';
import { LatchkeyError } from '../../../contract/errors.ts';
import type { AccessModel } from '../../access-model.ts';
import { openWrapped, wrappedSeed } from '../../wrapped-slot.ts';
import { makeAuthorityKey } from '../authority-key.ts';
import { drawing, line, part } from '../drawing.ts';
import { settingOf } from '../settings.ts';
import { done, refused } from '../steps.ts';

const name = 'Office of the Year';
const year = 365 * 24 * 60 * 60 * 1000;
const kept = {
  id: 'years',
  label: 'Years that a key is kept',
  unit: 'years',
  min: 1,
  max: 30,
  preset: 2,
  names: [],
  explains: 'After that the office destroys it, if it does as it says.',
};

/** An office makes a key each year, and destroys it some years later. `id` stands in `modelIds` and nowhere else. */
export function keyOfTheYear(id: ModelId): AccessModel {
  return {
    info: {
      id,
      name: 'A key for each year',
      line: 'An office opens vaults with the key of the year in which they were made, and destroys old keys.',
      construction: [
        'A key pair of X-Wing a year; a slot is sealed to the one of its year (HPKE, RFC 9180).',
      ],
      ceremony: 'The office opens the slot with the key of its year, while it has it.',
      trace: 'None on the vault.',
      bestFor: 'A key that gets out opens the vaults of one year.',
      bestAgainst: 'Nobody outside can see that a key was destroyed, or was never copied.',
      sources: [],
      parameters: [kept],
      leavesOut: ['More than one year: the demonstration has one key.'],
      isForOwnVaults: false,
      diagram: drawing(
        [
          part('office', 'service', [0, 1], name, 'Makes a key each year.'),
          part('year-key', 'key', [1, 1], 'Key of the year', '32 bytes.'),
          part('escrow-slot', 'ciphertext', [2, 1], 'Escrow slot', '32 random bytes, sealed.'),
        ],
        [
          line('office', 'holds', 'year-key', 'keeps for some years'),
          line('year-key', 'opens', 'escrow-slot', 'opens'),
          line('escrow-slot', 'opens', 'vault-key', 'opens'),
        ],
      ),
      terms: [],
    },
    async establish({ settings, tools }) {
      const { card, keystore } = await makeAuthorityKey(id, name, tools);
      const destroyedAt = tools.now() + settingOf(kept, settings) * year;
      const { random } = tools;
      return {
        model: id,
        settings,
        cards: [card],
        holders: [{ id: 'office', name, keystores: [keystore] }],
        needed: 1,
        hasEpochs: false,
        enrol: async ({ vaultId: vault }) => {
          const made = { model: id, cards: [card], vault, isDemo: true, now: tools.now(), random };
          return { seeds: [await wrappedSeed(made)], device: [] };
        },
        inspect: () => Promise.resolve(null),
        async *access({ vaultId, slots, brought }) {
          const parts = { nodes: ['office', 'year-key', 'escrow-slot'], edges: ['year-key-escrow-slot'] };
          const slot = slots.find(({ model }) => model === id);
          const keys = tools.now() < destroyedAt ? brought : [];
          const secret = slot && (await openWrapped(keys, slot, { vault: vaultId, isDemo: true }));
          if (!slot || !secret) {
            yield refused('office', 'The office has no key for this slot, or has it no more.', parts);
            throw new LatchkeyError('wrong-authority-key', 'No key here opens this vault.');
          }
          yield done('office', 'The key of the year opens the slot.', parts);
          return { opened: { slotId: slot.id, secret }, metadata: [], tries: 0, onConsole: brought };
        },
        log: () => [],
      };
    },
    recover: (keystores, slot, place) => openWrapped(keystores, slot, place),
    readReports: () => Promise.resolve([]),
  };
}
