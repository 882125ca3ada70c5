import { beforeEach, describe, expect, it } from 'vitest';
import { itemId } from './bytes.ts';
import type { MemoryStore } from './testing/memory-store.ts';
import { finish, flipped, makeVault } from './testing/vaults.ts';
import type { Vault } from './vault.ts';

let store: MemoryStore;
let vault: Vault;

beforeEach(async () => {
  const made = await makeVault();
  ({ store, vault } = made);
  const note = vault.create({ title: 'T', body: 'one' });
  made.clock.now += 600_000;
  vault.save({ ...note, body: 'two' });
  vault.create({ title: 'U', body: '' });
});

const found = () => finish(vault.openRecords()).map(({ code, details }) => [code, details.table]);

describe('opening every record in the background', () => {
  it('finds nothing wrong with a whole vault', () => {
    expect(found()).toEqual([]);
  });

  it.each(['summary', 'content', 'version'] as const)(
    'names a changed record of %s, and goes on',
    (table) => {
      const [[key, row] = []] = store.rows[table];
      if (!key || !row) throw new Error('expected a row');
      store.rows[table].set(key, { ...row, sealed: flipped(row.sealed) });
      expect(found()).toEqual([['record-tampered', table]]);
    },
  );

  it('names a thousand records at the most', () => {
    const [row] = store.rows.content.values();
    if (!row) throw new Error('expected a row');
    for (let i = 0; i < 1500; i++) {
      const id = itemId(
        Uint8Array.from({ length: 16 }, (_, at) => (at === 0 ? i % 256 : at === 1 ? i >> 8 : 0)),
      );
      store.writeItem('content', { ...row, id });
    }
    expect(found()).toEqual(Array.from({ length: 1000 }, () => ['record-tampered', 'content']));
  });

  it('judges each record as it was read, whatever is written meanwhile', () => {
    for (let i = 0; i < 300; i++) vault.create({ title: `${i}`, body: '' });
    const work = vault.openRecords();
    expect(work.next().done).toBe(false);
    for (const entry of vault.list()) if (entry.state === 'readable') vault.save({ ...entry, body: 'new' });
    expect(finish(work)).toEqual([]);
  });
});
