import { systemRandom, type RandomBytes } from './random.ts';
import { vaultKey, wipe } from './bytes.ts';
import { sealHeader, type Header } from './header.ts';
import { Keyring } from './keyring.ts';
import type { Progress } from './progress.ts';
import { openBytes, sealBytes } from './sealing.ts';
import { sealSlot, type SlotSeed } from './slots.ts';
import type { VaultState } from './state.ts';
import type { ItemTable, RowIdentity, Store, StoredItem } from './store.ts';

/** Rows in one transaction of the new file. */
const batch = 200;

/** An unlocked vault, as rotation sees it. */
export interface RotationSource {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly header: Header;
  readonly state: VaultState;
}

/**
 * Seals everything in a vault again under a new key, into another, empty store. Only the holders in `seeds` can open the
 * new one; the vault's id, its notes and their revisions stay. Yields its progress; returns the new keyring, which the
 * caller owns. The source is only read, and must not change meanwhile. Throws `record-tampered` for a record that does
 * not open: what is damaged must be dealt with first, not copied.
 */
export function* rotateInto(
  target: Store,
  source: RotationSource,
  seeds: readonly SlotSeed[],
  random: RandomBytes = systemRandom,
): Generator<Progress, Keyring> {
  const { vaultId, more } = source.header;
  const key = vaultKey(random(32));
  const keyring = new Keyring(key, vaultId);
  try {
    const slots = seeds.map((seed) => sealSlot(seed, key, vaultId, random));
    const header = sealHeader({ vaultId, slots, ...(more ? { more } : {}) }, keyring);
    target.transaction(() => target.writeHeader(header));
    const rows = yield* resealRows(target, source, keyring, random);
    const state = source.state.rekeyed(keyring, rows, header);
    target.transaction(() => target.writeState(state.seal(keyring, random)));
    return keyring;
  } catch (error) {
    keyring.wipe();
    throw error;
  }
}

function* resealRows(
  target: Store,
  source: RotationSource,
  keyring: Keyring,
  random: RandomBytes,
): Generator<Progress, readonly RowIdentity[]> {
  const total = source.state.rows.summary + source.state.rows.content;
  const rows: RowIdentity[] = [];
  for (const table of ['summary', 'content'] as const) {
    for (const items of inBatches(source.store.readItems(table))) {
      const resealed = items.map((item) => reseal(table, item, source.keyring, keyring, random));
      target.transaction(() => {
        for (const item of resealed) target.writeItem(table, item);
      });
      rows.push(...resealed.map(({ id, revision }) => ({ table, id, revision })));
      yield { done: rows.length, total };
    }
  }
  return rows;
}

function reseal(
  table: ItemTable,
  { id, revision, sealed }: StoredItem,
  from: Keyring,
  to: Keyring,
  random: RandomBytes,
): StoredItem {
  const place = { table, id, revision } as const;
  const message = openBytes(from, place, sealed);
  try {
    return { id, revision, sealed: sealBytes(to, place, message, random) };
  } finally {
    wipe(message);
  }
}

function* inBatches<T>(items: Iterable<T>): Generator<readonly T[]> {
  let collected: T[] = [];
  for (const item of items) {
    collected.push(item);
    if (collected.length < batch) continue;
    yield collected;
    collected = [];
  }
  if (collected.length > 0) yield collected;
}
