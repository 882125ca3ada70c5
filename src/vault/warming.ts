import * as v from 'valibot';
import { NoteId, type NoteSummary } from '../contract/words.ts';
import { slotId, slotSecret, utf8, vaultId, vaultKey } from './bytes.ts';
import { tryOpen } from './damage.ts';
import { parseHeader, sealHeader, verifyHeader } from './header.ts';
import { Keyring } from './keyring.ts';
import { open, seal } from './sealing.ts';
import { isRecoverySlot, sealSlot, unwrapVaultKey } from './slots.ts';
import { VaultState } from './state.ts';
import type { Store } from './store.ts';
import { packSummaries, unpackSummaries } from './summary-pack.ts';

/** How often: after that it gets no faster. */
const rounds = 10;

const notesInPack = 256;

/** What the list is begun with. */
const listStart = ['list', 'list/head', 'list/pack-0'];

/**
 * Does with made-up keys and notes what opening a vault and listing its notes will do, so that the machine has translated those programs
 * by then: for the time in which a key is derived elsewhere. Takes some 50 ms.
 */
export function warmUp(store: Pick<Store, 'readCache'>): void {
  const pack = packSummaries(Array.from({ length: notesInPack }, (_, index) => madeUpNote(index)));
  for (let round = 0; round < rounds; round++) openOnce(pack);
  // The disk is not asked for these again.
  for (const name of listStart) tryOpen(() => store.readCache(name));
}

function openOnce(pack: Uint8Array): void {
  const random = (length: number) => new Uint8Array(length);
  const id = vaultId(random(16));
  const keyring = new Keyring(vaultKey(random(32)), id);
  const seed = { id: slotId(random(16)), type: 'recovery', label: '', createdAt: 0 } as const;
  const slot = keyring.lend((key) => sealSlot({ ...seed, secret: slotSecret(random(32)) }, key, id, random));
  const header = sealHeader({ vaultId: id, slots: [slot] }, keyring);
  const [parsed] = parseHeader(header).slots;
  if (parsed && isRecoverySlot(parsed)) unwrapVaultKey(parsed, id, slotSecret(random(32)));
  verifyHeader(header, keyring);
  const state = VaultState.empty(header).seal(keyring, random);
  VaultState.read(keyring, { readState: () => state }, header);
  const key = keyring.subkey('cache');
  const place = utf8('nowhere');
  const opened = open(key, seal(key, pack, place, random), place);
  if (opened) unpackSummaries(opened);
  keyring.wipe();
}

function madeUpNote(index: number): NoteSummary {
  return {
    state: 'readable',
    id: v.parse(NoteId, index.toString(16).padStart(32, '0')),
    revision: 1,
    title: 'A made-up title',
    snippet: 'The beginning of a made-up text. '.repeat(6),
    tags: index % 4 === 0 ? ['made up'] : [],
    notebook: null,
    pinned: false,
    favourite: false,
    template: false,
    createdAt: index,
    updatedAt: index,
    archivedAt: null,
    trashedAt: null,
    wordCount: 6,
    attachmentCount: 0,
  };
}
