import { fc, test } from '@fast-check/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { maxPartLength, type Shelf } from './cache.ts';
import { createVault, passphraseSeed, systemRandom, unlockVault } from './index.ts';
import { utf8 } from './bytes.ts';
import { MemoryStore } from './testing/memory-store.ts';
import { cheapKdf, nobleArgon2id as deriveKey } from './testing/surroundings.ts';
import type { Vault } from './vault.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });
const passphrase = 'correct horse battery staple';
let store: MemoryStore;
let vault: Vault;

beforeEach(async () => {
  store = new MemoryStore();
  vault = await createVault(store, { passphrase, kdf: cheapKdf, deriveKey });
  vault.create({ title: 'A', body: '1' });
});

function unlock(from = store): Promise<Vault> {
  return unlockVault(from, { kind: 'passphrase', passphrase, deriveKey });
}

function parts(content: Readonly<Record<string, string | null>>): Map<string, Uint8Array | null> {
  return new Map(Object.entries(content).map(([name, text]) => [name, text === null ? null : utf8(text)]));
}

function textOn(shelf: Shelf, part: string): string | null {
  const bytes = shelf.read(part);
  return bytes && decoder.decode(bytes);
}

function rowOf(name: string, from = store): Uint8Array {
  const row = from.rows.cache.get(name);
  if (!row) throw new Error(`expected a row ${name}`);
  return row;
}

describe('a shelf of the cache', () => {
  it('gives back after an unlock what was put on it', async () => {
    expect(vault.shelf('list').write(parts({ head: 'one', 'pack-1': 'two' }))).toBe(true);
    vault.lock();
    const shelf = (await unlock()).shelf('list');
    expect(shelf.isEmpty).toBe(false);
    expect(textOn(shelf, 'head')).toBe('one');
    expect(textOn(shelf, 'pack-1')).toBe('two');
    expect(shelf.read('pack-2')).toBeNull();
  });

  it('has nothing on it when it is opened after another write of the vault', () => {
    vault.shelf('list').write(parts({ head: 'one' }));
    vault.create({ title: 'B', body: '2' });
    expect(vault.shelf('list').isEmpty).toBe(true);
    expect(vault.shelf('list').read('head')).toBeNull();
  });

  it('keeps the parts that a later write leaves alone', () => {
    const shelf = vault.shelf('list');
    shelf.write(parts({ head: 'one', 'pack-1': 'two' }));
    vault.create({ title: 'B', body: '2' });
    shelf.write(parts({ head: 'three' }));
    const again = vault.shelf('list');
    expect([textOn(again, 'head'), textOn(again, 'pack-1')]).toEqual(['three', 'two']);
  });

  it('takes parts off, and everything', () => {
    const shelf = vault.shelf('list');
    shelf.write(parts({ head: 'one', 'pack-1': 'two' }));
    shelf.write(parts({ 'pack-1': null }));
    expect(textOn(vault.shelf('list'), 'head')).toBe('one');
    expect(vault.shelf('list').read('pack-1')).toBeNull();
    vault.shelf('search').write(parts({ head: 'kept' }));
    shelf.clear();
    expect(vault.shelf('list').isEmpty).toBe(true);
    expect([...store.rows.cache.keys()]).toEqual(['search/head', 'search']);
    expect(textOn(vault.shelf('search'), 'head')).toBe('kept');
  });

  it('is empty until the last of several writes', () => {
    const shelf = vault.shelf('list');
    shelf.write(parts({ 'pack-1': 'one' }), { isPartial: true });
    expect(vault.shelf('list').isEmpty).toBe(true);
    shelf.write(parts({ 'pack-2': 'two' }));
    const again = vault.shelf('list');
    expect([textOn(again, 'pack-1'), textOn(again, 'pack-2')]).toEqual(['one', 'two']);
  });

  it('is no write of the vault and counts for nothing', () => {
    const before = vault.writeCounter;
    vault.shelf('list').write(parts({ head: 'one' }));
    expect(vault.writeCounter).toBe(before);
    expect([...vault.check()]).toEqual([]);
    const check = vault.verify();
    let step = check.next();
    while (!step.done) step = check.next();
    expect(step.value.problems).toEqual([]);
  });

  it('tells apart two pasts of one vault with as many writes and the same revisions', async () => {
    const other = store.copy();
    const [one, two] = [vault, await unlock(other)];
    one.create({ title: 'Here', body: '' });
    two.create({ title: 'There', body: '' });
    one.shelf('list').write(parts({ head: 'Here' }));
    expect(one.writeCounter).toBe(two.writeCounter);
    for (const [name, row] of store.rows.cache) other.rows.cache.set(name, row);
    expect(two.shelf('list').isEmpty).toBe(true);
  });

  it('takes an older value of a part for none', () => {
    const shelf = vault.shelf('list');
    shelf.write(parts({ head: 'old' }));
    const old = rowOf('list/head');
    shelf.write(parts({ head: 'new' }));
    store.rows.cache.set('list/head', old);
    expect(vault.shelf('list').read('head')).toBeNull();
  });

  it('takes values that were swapped, or that another vault sealed, for none', async () => {
    vault.shelf('list').write(parts({ 'pack-1': 'one', 'pack-2': 'two' }));
    const [one, two] = [rowOf('list/pack-1'), rowOf('list/pack-2')];
    store.rows.cache.set('list/pack-1', two).set('list/pack-2', one);
    const swapped = vault.shelf('list');
    expect([swapped.read('pack-1'), swapped.read('pack-2')]).toEqual([null, null]);

    const elsewhere = new MemoryStore();
    const stranger = await createVault(elsewhere, { passphrase, kdf: cheapKdf, deriveKey });
    stranger.shelf('list').write(parts({ 'pack-1': 'one' }));
    store.rows.cache.set('list/pack-1', rowOf('list/pack-1', elsewhere));
    expect(vault.shelf('list').read('pack-1')).toBeNull();
    store.rows.cache.set('list', rowOf('list', elsewhere));
    expect(vault.shelf('list').isEmpty).toBe(true);
    store.rows.cache.set('list', rowOf('list/pack-2'));
    expect(vault.shelf('list').isEmpty).toBe(true);
  });

  test.prop([fc.nat(), fc.nat({ max: 7 })])(
    'is never wrong for a bit that flips: what it gives is what was put on it, or nothing',
    (place, bit) => {
      store.rows.cache.clear();
      vault.shelf('list').write(parts({ head: 'one', 'pack-1': 'two' }));
      for (const [name, row] of [...store.rows.cache]) {
        const changed = Uint8Array.from(row);
        const at = place % changed.length;
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        store.rows.cache.set(name, changed);
        const shelf = vault.shelf('list');
        for (const [part, text] of [
          ['head', 'one'],
          ['pack-1', 'two'],
        ] as const) {
          expect([text, null]).toContain(textOn(shelf, part));
        }
        expect(name === 'list' ? shelf.isEmpty : shelf.read(name.slice(5)) === null).toBe(true);
        store.rows.cache.set(name, row);
      }
    },
  );

  it('swallows a full disk, and the vault and the shelf are as they were', () => {
    const shelf = vault.shelf('list');
    shelf.write(parts({ head: 'one' }));
    store.failNextCommit = true;
    expect(shelf.write(parts({ head: 'two' }))).toBe(false);
    expect(textOn(shelf, 'head')).toBe('one');
    expect(textOn(vault.shelf('list'), 'head')).toBe('one');
    expect(vault.create({ title: 'B', body: '2' }).title).toBe('B');
  });

  it('neither reads nor writes where the state is damaged, or the vault is locked', async () => {
    const shelf = vault.shelf('list');
    shelf.write(parts({ head: 'one' }));
    vault.lock();
    expect(shelf.read('head')).toBeNull();
    expect(shelf.write(parts({ head: 'two' }))).toBe(false);
    store.rows.state = new Uint8Array(60);
    const damaged = (await unlock()).shelf('list');
    expect(damaged.isEmpty).toBe(true);
    expect(damaged.write(parts({ head: 'two' }))).toBe(false);
  });

  it('is not taken along by a rotation', async () => {
    vault.shelf('list').write(parts({ head: 'one' }));
    const target = new MemoryStore();
    const seed = await passphraseSeed({ passphrase, kdf: cheapKdf, deriveKey, now: 0, random: systemRandom });
    const rotation = vault.rotateInto(target, [seed]);
    while (!rotation.next().done);
    expect(target.rows.cache.size).toBe(0);
  });

  it('refuses names that could say something, and parts that are too long', () => {
    expect(() => vault.shelf('My list')).toThrow(RangeError);
    const shelf = vault.shelf('list');
    expect(() => shelf.write(parts({ 'A note': 'one' }))).toThrow(RangeError);
    expect(() => shelf.write(new Map([['head', new Uint8Array(maxPartLength + 1)]]))).toThrow(RangeError);
    expect(shelf.write(new Map([['head', new Uint8Array(maxPartLength)]]))).toBe(true);
    expect(vault.shelf('list').read('head')?.length).toBe(maxPartLength);
  });
});
