import { fc, test } from '@fast-check/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ListPart } from '../contract/library.ts';
import type { NoteId, NoteListEntry } from '../contract/words.ts';
import type { Catalogue, Differences } from './catalogue.ts';
import type { NewNote } from './index.ts';
import type { MemoryStore } from './testing/memory-store.ts';
import { attach, bytesOf, finish, makeVault, type TestVault } from './testing/vaults.ts';
import type { Vault } from './vault.ts';

let made: TestVault;
let store: MemoryStore;
let vault: Vault;
let catalogue: Catalogue;

async function begin(): Promise<void> {
  made = await makeVault();
  ({ store, vault } = made);
  catalogue = vault.catalogue();
}

beforeEach(begin);

/** The list as a window reads it, `between` two parts something else may happen. */
function listOf(of: Catalogue, between: () => void = () => undefined): NoteListEntry[] {
  if (!of.isReady) finish(of.load());
  const entries: NoteListEntry[] = [];
  for (let from: number | null = null; ;) {
    const part: ListPart = finish(of.part(from));
    entries.push(...part.entries);
    from = part.next;
    if (from === null) {
      expect(part.total).toBe(entries.length);
      return entries;
    }
    expect(from).toBe(entries.length);
    between();
  }
}

function byId(entries: readonly NoteListEntry[]): NoteListEntry[] {
  return entries.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function times(entries: readonly NoteListEntry[]): number[] {
  return entries.map((entry) => (entry.state === 'readable' ? entry.updatedAt : Infinity));
}

function bare(entry: NoteListEntry) {
  return { ...entry, snippet: null };
}

/** Not every pack has snippets: the rows on the screen are asked for. */
function withSnippet(entry: NoteListEntry): NoteListEntry {
  if (entry.state === 'damaged' || entry.snippet !== null) return entry;
  const [told] = vault.entries([entry.id]);
  return { ...entry, snippet: told?.state === 'readable' ? told.snippet : null };
}

/** What the rows say, and that the list says the same, newest change first. */
function expectAsRows(of: Catalogue): void {
  const listed = listOf(of);
  expect(byId(listed.map(withSnippet))).toEqual(byId(vault.list()));
  expect(times(listed)).toEqual(times(listed).toSorted((one, other) => other - one));
}

async function reopen(): Promise<void> {
  vault.lock();
  vault = await made.reopen();
  catalogue = vault.catalogue();
}

function notes(count: number): NewNote[] {
  return Array.from({ length: count }, (_, index) => ({
    title: `Note ${index}`,
    body: `Text ${index}`,
    updatedAt: index,
    tags: index % 3 === 0 ? ['third'] : [],
  }));
}

function readable(id: NoteId) {
  return vault.open(id).summary;
}

/** One thing that is done to the vault. `pick` chooses among the notes that are there. */
const step = fc.record({
  act: fc.constantFrom(
    'create',
    'many',
    'save',
    'pin',
    'trash',
    'remove',
    'attach',
    'detach',
    'store',
    'reopen',
    'clock',
    'header',
  ),
  pick: fc.nat(),
});

describe('the catalogue', () => {
  it('lists a vault that has no packs yet, and one that has, in the same way', async () => {
    vault.createMany(notes(1_300));
    expectAsRows(catalogue);
    finish(catalogue.store());
    expect(catalogue.isStored).toBe(true);
    expectAsRows(catalogue);
    await reopen();
    expect(catalogue.isReady).toBe(true);
    expectAsRows(catalogue);
  });

  it('has the snippets of the newest notes in its packs, and not those of the others', async () => {
    vault.createMany(notes(300));
    finish(catalogue.store());
    await reopen();
    const snippets = listOf(catalogue).map((entry) => entry.state === 'readable' && entry.snippet);
    expect(snippets.slice(0, 128)).toEqual(Array.from({ length: 128 }, (_, index) => `Text ${299 - index}`));
    expect(new Set(snippets.slice(128))).toEqual(new Set([null]));
  });

  it('gives the first 100 and then up to 1,000 at a time', () => {
    vault.createMany(notes(1_300));
    finish(catalogue.load());
    const lengths: number[] = [];
    for (let from: number | null = null; ;) {
      const part: ListPart = finish(catalogue.part(from));
      lengths.push(part.entries.length);
      from = part.next;
      if (from === null) break;
    }
    expect(lengths).toEqual([100, 1_000, 200]);
  });

  it('gives all parts as they were when the first was asked for', () => {
    const created = vault.createMany(notes(1_300));
    finish(catalogue.store());
    const before = byId(vault.list());
    const [one, two] = [created[3], created[1_299]];
    if (!one || !two) throw new Error('expected notes');
    const listed = listOf(catalogue, () => {
      vault.save({ id: one.id, revision: readable(one.id).revision, title: 'Changed', body: '' });
      vault.change([two.id], { pinned: !readable(two.id).pinned });
      vault.create({ title: 'New', body: '' });
      finish(catalogue.store());
    });
    expect(byId(listed).map(bare)).toEqual(before.map(bare));
    expectAsRows(catalogue);
  });

  it('keeps few changes beside the packs, and writes all packs anew for many', () => {
    const created = vault.createMany(notes(1_300));
    finish(catalogue.store());
    const packs = () => [...store.rows.cache].filter(([name]) => name.startsWith('list/pack-'));
    const before = packs();
    vault.change(
      created.slice(0, 1).map(({ id }) => id),
      { pinned: true },
    );
    finish(catalogue.store());
    expect(packs()).toEqual(before);
    vault.change(
      created.slice(0, 600).map(({ id }) => id),
      { addTags: ['many'] },
    );
    finish(catalogue.store());
    expect(packs()).not.toEqual(before);
    expect(catalogue.isStored).toBe(true);
  });

  it('is stored within a lock if that is quick', async () => {
    vault.createMany(notes(300));
    listOf(catalogue);
    catalogue.settle();
    await reopen();
    expect(catalogue.isReady).toBe(true);
    vault.create({ title: 'New', body: '' });
    catalogue.settle();
    await reopen();
    expect(catalogue.isReady).toBe(true);
    expectAsRows(catalogue);
  });

  it('packs notes with the longest titles and labels', async () => {
    const long = { title: '\ud800'.repeat(10_000), body: '', tags: ['ä'.repeat(100)] };
    vault.createMany(Array.from({ length: 40 }, () => long));
    finish(catalogue.store());
    await reopen();
    expect(catalogue.isReady).toBe(true);
    expectAsRows(catalogue);
    vault.change(
      vault.list().map(({ id }) => id),
      { pinned: true },
    );
    finish(catalogue.store());
    expectAsRows(catalogue);
  });

  it.each(['list/head', 'list/pack-0', 'list/pack-1', 'list/pack-2', 'list'])(
    'reads the rows where %s is not as it was left',
    async (name) => {
      vault.createMany(notes(1_300));
      finish(catalogue.store());
      store.rows.cache.get(name)?.set([1, 2, 3], 50);
      await reopen();
      expectAsRows(catalogue);
      finish(catalogue.store());
      await reopen();
      expect(catalogue.isReady).toBe(true);
      expectAsRows(catalogue);
    },
  );

  it('is not fooled by packs that belong to an older state of the vault', async () => {
    vault.createMany(notes(10));
    finish(catalogue.store());
    const old = new Map(store.rows.cache);
    vault.create({ title: 'New', body: '' });
    finish(catalogue.store());
    for (const [name, row] of old) store.rows.cache.set(name, row);
    await reopen();
    expect(catalogue.isReady).toBe(false);
    expectAsRows(catalogue);
  });

  it('tells of notes whose rows were changed behind the packs once it is asked to look', async () => {
    const [damaged, missing, whole] = vault.createMany(notes(3));
    if (!damaged || !missing || !whole) throw new Error('expected notes');
    finish(catalogue.store());
    store.rows.summary.delete(missing.id);
    store.rows.summary.get(damaged.id)?.sealed.set([1, 2, 3], 50);
    await reopen();
    expect(listOf(catalogue)).toHaveLength(3);
    const differences: Differences = finish(catalogue.recheck());
    expect(differences.gone).toEqual([missing.id]);
    expect(differences.changed).toMatchObject([{ state: 'damaged', id: damaged.id }]);
    expectAsRows(catalogue);
    finish(catalogue.store());
    await reopen();
    expect(catalogue.isReady).toBe(false);
    expectAsRows(catalogue);
  });

  it('finds nothing to tell of where the rows are as listed', async () => {
    vault.createMany(notes(200));
    finish(catalogue.store());
    await reopen();
    expect(finish(catalogue.recheck())).toEqual({ changed: [], gone: [] });
    expectAsRows(catalogue);
  });

  it('leaves the rows of the screen to the vault, which tells of each as it is now', () => {
    const [whole, damaged, missing] = vault.createMany(notes(3));
    if (!whole || !damaged || !missing) throw new Error('expected notes');
    store.rows.summary.get(damaged.id)?.sealed.set([1, 2, 3], 50);
    store.rows.summary.delete(missing.id);
    expect(vault.entries([damaged.id, missing.id, whole.id])).toMatchObject([
      { state: 'damaged', id: damaged.id },
      { state: 'readable', id: whole.id, snippet: 'Text 0' },
    ]);
  });

  it('follows what is written while the rows are read', () => {
    const [first, , last] = vault.createMany(notes(450));
    if (!first || !last) throw new Error('expected notes');
    const load = catalogue.load();
    load.next();
    vault.save({ id: first.id, revision: 1, title: 'Changed', body: '' });
    vault.create({ title: 'New', body: '' });
    vault.change([last.id], { trashed: true });
    vault.remove([last.id]);
    finish(load);
    expectAsRows(catalogue);
  });

  it('is as the rows are after a full disk', async () => {
    vault.createMany(notes(700));
    finish(catalogue.load());
    store.failNextCommit = true;
    finish(catalogue.store());
    expect(catalogue.isStored).toBe(false);
    expectAsRows(catalogue);
    finish(catalogue.store());
    store.failNextCommit = true;
    expect(() => vault.create({ title: 'A', body: '' })).toThrow('disk is full');
    await reopen();
    expectAsRows(catalogue);
  });

  test.prop([fc.array(step, { maxLength: 25 })])(
    'says what the rows say after anything that is done',
    async (steps) => {
      await begin();
      vault.createMany(notes(130));
      if (steps.length % 2 === 0) listOf(catalogue);
      for (const { act, pick } of steps) {
        const all = vault.list().filter((entry) => entry.state === 'readable');
        const note = all[pick % Math.max(1, all.length)];
        if (act === 'create') vault.create({ title: `Created ${pick}`, body: 'text' });
        else if (act === 'many') vault.createMany(notes(pick % 20));
        else if (act === 'store') finish(catalogue.store());
        else if (act === 'clock') made.clock.now = pick;
        else if (act === 'header') vault.changeSlots({});
        else if (act === 'reopen') {
          if (pick % 2 === 0) catalogue.settle();
          await reopen();
        } else if (!note) continue;
        else if (act === 'save')
          vault.save({ id: note.id, revision: note.revision, title: `Saved ${pick}`, body: '' });
        else if (act === 'pin') vault.change([note.id], { pinned: !note.pinned });
        else if (act === 'trash') vault.change([note.id], { trashed: note.trashedAt === null });
        else if (act === 'remove') {
          if (note.trashedAt !== null) vault.remove([note.id]);
        } else if (act === 'attach') attach(vault, note, bytesOf(10));
        else {
          const [attachment] = vault.attachmentIds(note.id);
          if (attachment) vault.removeAttachment({ id: note.id, revision: note.revision, attachment });
        }
      }
      expectAsRows(catalogue);
      finish(catalogue.store());
      await reopen();
      expect(catalogue.isReady).toBe(true);
      expectAsRows(catalogue);
    },
  );
});
