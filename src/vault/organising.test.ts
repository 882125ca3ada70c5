import { fc, test } from '@fast-check/vitest';
import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { NotebookPath } from '../contract/library.ts';
import type { NoteSummary } from '../contract/words.ts';
import { recoverySeed } from './slot-seeds.ts';
import { MemoryStore } from './testing/memory-store.ts';
import { codeOf, finish, makeVault, type Clock, type TestVault } from './testing/vaults.ts';
import type { Vault } from './vault.ts';

let store: MemoryStore;
let vault: Vault;
let clock: Clock;
let reopen: TestVault['reopen'];

beforeEach(async () => {
  ({ store, vault, clock, reopen } = await makeVault());
});

function add(notebook: string | null, tags: readonly string[] = []): NoteSummary {
  return vault.create({ title: 'T', body: 'text', notebook, tags });
}

const notes = (of = vault) => of.list().filter((entry) => entry.state === 'readable');
const notebooks = () => notes().map(({ notebook }) => notebook);
const tags = () => notes().map((note) => note.tags);

/** A new vault for each run of a property would be slow to make. */
function empty(): void {
  const ids = notes().map(({ id }) => id);
  vault.change(ids, { trashed: true });
  vault.remove(ids);
  for (const path of vault.library.notebooks)
    vault.organise({ kind: 'remove-notebook', path, notes: 'keep' });
  for (const path of vault.library.notebooks)
    vault.organise({ kind: 'remove-notebook', path, notes: 'trash' });
}

const isWhole = (of = vault) => finish(of.verify()).problems.length === 0;

describe('a library', () => {
  it('is empty at first, and keeps the trash for 30 days', () => {
    expect(vault.library).toEqual({ notebooks: [], colours: [], searches: [], trashDays: 30 });
  });

  it('outlives other writes, a change of holders, a lock, a change of key and a repair', async () => {
    vault.organise({ kind: 'create-notebook', path: 'Work/Plans' });
    vault.organise({ kind: 'colour-tag', tag: 'tea', colour: 'green' });
    vault.organise({ kind: 'keep-search', name: 'Teas', query: 'tag:tea' });
    const { library } = vault.organise({ kind: 'set-trash-days', days: null });
    expect(library).toEqual({
      notebooks: ['Work/Plans'],
      colours: [{ tag: 'tea', colour: 'green' }],
      searches: [{ name: 'Teas', query: 'tag:tea' }],
      trashDays: null,
    });
    add('Home');
    vault.changeSlots({ remove: [] });
    const opened = await reopen();
    expect(opened.library).toEqual(library);
    const { seed } = recoverySeed(clock.now);
    const rotated = finish(opened.rotateInto(new MemoryStore(), [seed]));
    expect(rotated.library).toEqual(library);
    const mended = new MemoryStore();
    finish(rotated.repairInto(mended, []));
    expect(rotated.openCopy(mended).library).toEqual(library);
  });

  it('is bounded, and says so before anything is changed', () => {
    const path = (index: number) => `${index}${'x'.repeat(90)}`;
    let index = 0;
    const grow = () => codeOf(() => vault.organise({ kind: 'create-notebook', path: path(index) }));
    while (grow() === null) index += 1;
    expect(index).toBeGreaterThan(500);
    expect(grow()).toBe('too-large');
    expect(vault.library.notebooks).toHaveLength(index);
    vault.organise({ kind: 'remove-notebook', path: path(3), notes: 'keep' });
    expect(grow()).toBeNull();
  });

  it('changes nothing when the disk is full', () => {
    add('A');
    store.failNextCommit = true;
    expect(codeOf(() => vault.organise({ kind: 'move-notebook', from: 'A', to: 'B' }))).toBe('disk-full');
    expect([notebooks(), vault.library.notebooks]).toEqual([['A'], []]);
    expect(isWhole()).toBe(true);
  });
});

describe('a notebook', () => {
  it('is made once, however often that is asked for', () => {
    vault.organise({ kind: 'create-notebook', path: 'A' });
    const { writeCounter } = vault;
    expect(vault.organise({ kind: 'create-notebook', path: 'A' }).library.notebooks).toEqual(['A']);
    expect(vault.writeCounter).toBe(writeCounter);
  });

  it('moves with all that is in it in one write, and what lay around it stays', () => {
    for (const path of ['A/B', 'A/B/C', 'A/Bc', null]) add(path);
    vault.organise({ kind: 'create-notebook', path: 'A/B/Empty' });
    const { updatedAt } = notes()[0] ?? {};
    clock.now += 1_000;
    const { commits } = store;
    const { library, changed } = vault.organise({ kind: 'move-notebook', from: 'A/B', to: 'X' });
    expect(notebooks()).toEqual(['X', 'X/C', 'A/Bc', null]);
    expect(library.notebooks).toEqual(['X/Empty', 'A']);
    expect(changed.map(({ revision }) => revision)).toEqual([2, 2]);
    expect(changed.every((note) => note.updatedAt === updatedAt)).toBe(true);
    expect(store.commits).toBe(commits + 1);
    expect(isWhole()).toBe(true);
  });

  it('becomes one with the notebook that is in the place already', () => {
    for (const path of ['A/C', 'B/C']) add(path);
    vault.organise({ kind: 'create-notebook', path: 'B' });
    const { library } = vault.organise({ kind: 'move-notebook', from: 'A', to: 'B' });
    expect(notebooks()).toEqual(['B/C', 'B/C']);
    expect(library.notebooks).toEqual(['B']);
  });

  it('moves out of itself, but not into itself', () => {
    add('A/A');
    expect(codeOf(() => vault.organise({ kind: 'move-notebook', from: 'A', to: 'A/A' }))).toBe(
      'invalid-request',
    );
    vault.organise({ kind: 'move-notebook', from: 'A/A', to: 'A' });
    expect(notebooks()).toEqual(['A']);
    vault.organise({ kind: 'move-notebook', from: 'A', to: 'Ab' });
    expect(notebooks()).toEqual(['Ab']);
  });

  it('that is nowhere cannot be moved, and nothing is made of it', () => {
    expect(codeOf(() => vault.organise({ kind: 'move-notebook', from: 'A/B', to: 'C' }))).toBe('not-found');
    expect(vault.library.notebooks).toEqual([]);
  });

  it('moves no deeper than notebooks can lie, and then nothing moves', () => {
    const deep = Array.from({ length: 100 }, (_, level) => String(level)).join('/');
    for (const path of ['0/x', deep]) add(path);
    expect(codeOf(() => vault.organise({ kind: 'move-notebook', from: '0', to: 'A/B' }))).toBe(
      'invalid-request',
    );
    expect(notebooks()).toEqual(['0/x', deep]);
    vault.organise({ kind: 'move-notebook', from: '0', to: 'A' });
    expect(notebooks()).toEqual(['A/x', deep.replace('0/', 'A/')]);
  });

  it('that is removed takes its notes to the trash, from where they come back to it', () => {
    const [inside, outside] = [add('A/B'), add('C')];
    vault.organise({ kind: 'create-notebook', path: 'A/Empty' });
    const { library, changed } = vault.organise({ kind: 'remove-notebook', path: 'A', notes: 'trash' });
    expect(library.notebooks).toEqual([]);
    expect(changed).toMatchObject([{ id: inside.id, notebook: 'A/B', trashedAt: clock.now }]);
    expect(vault.open(outside.id).summary.trashedAt).toBeNull();
  });

  it('that is removed without its notes leaves them one step up', () => {
    for (const path of ['A/B', 'A/B/C', 'A']) add(path);
    vault.organise({ kind: 'remove-notebook', path: 'A/B', notes: 'keep' });
    expect([notebooks(), vault.library.notebooks]).toEqual([['A', 'A/C', 'A'], ['A']]);
    vault.organise({ kind: 'remove-notebook', path: 'A', notes: 'keep' });
    expect([notebooks(), vault.library.notebooks]).toEqual([[null, 'C', null], []]);
    expect(codeOf(() => vault.organise({ kind: 'remove-notebook', path: 'A', notes: 'keep' }))).toBeNull();
  });

  it('that came from elsewhere with a strange name moves like any other', () => {
    for (const path of ['a\u0000b', '\u202eabc/x', '\ud800', '', '/']) add(path);
    for (const from of ['a\u0000b', '\u202eabc', '\ud800', '']) {
      vault.organise({ kind: 'move-notebook', from, to: 'Found' });
    }
    expect(notebooks()).toEqual(['Found', 'Found/x', 'Found', 'Found', 'Found']);
    expect(isWhole()).toBe(true);
  });

  const path = fc
    .array(fc.constantFrom('a', 'b', 'ab', 'é'), { minLength: 1, maxLength: 4 })
    .map((names) => names.join('/'));

  test.prop([fc.array(fc.tuple(fc.option(path), fc.boolean()), { maxLength: 8 }), path, path])(
    'moves so that no note is lost or enters it by itself, and every path is one',
    (places, from, to) => {
      empty();
      for (const [place, isEmpty] of places) {
        if (!isEmpty) add(place);
        else if (place !== null) vault.organise({ kind: 'create-notebook', path: place });
      }
      const before = notes();
      const code = codeOf(() => vault.organise({ kind: 'move-notebook', from, to }));
      const after = new Map(notes().map((note) => [note.id, note]));
      expect(after.size).toBe(before.length);
      for (const { id, notebook } of before) {
        const moved = after.get(id)?.notebook ?? null;
        const isInside = notebook !== null && `${notebook}/`.startsWith(`${from}/`);
        expect(moved).toBe(isInside && code === null ? to + notebook.slice(from.length) : notebook);
        expect(moved === null || v.is(NotebookPath, moved)).toBe(true);
      }
      for (const other of vault.library.notebooks) expect(v.is(NotebookPath, other)).toBe(true);
      expect(new Set(vault.library.notebooks).size).toBe(vault.library.notebooks.length);
      expect(isWhole()).toBe(true);
    },
  );
});

describe('a tag', () => {
  it('gets another name everywhere, and keeps its colour and its place', () => {
    add(null, ['a', 'old', 'b']);
    const trashed = add(null, ['old']);
    vault.change([trashed.id], { trashed: true });
    vault.organise({ kind: 'colour-tag', tag: 'old', colour: 'red' });
    const { library } = vault.organise({ kind: 'rename-tag', from: 'old', to: 'new' });
    expect(tags()).toEqual([['a', 'new', 'b'], ['new']]);
    expect(library.colours).toEqual([{ tag: 'new', colour: 'red' }]);
  });

  it('becomes one with the tag of the other name, whose colour stays', () => {
    add(null, ['a', 'b']);
    for (const [tag, colour] of [
      ['a', 'red'],
      ['b', 'blue'],
    ] as const) {
      vault.organise({ kind: 'colour-tag', tag, colour });
    }
    const { library } = vault.organise({ kind: 'rename-tag', from: 'a', to: 'b' });
    expect([tags(), library.colours]).toEqual([[['b']], [{ tag: 'b', colour: 'blue' }]]);
  });

  it('that is nowhere cannot be renamed, and is removed already', () => {
    expect(codeOf(() => vault.organise({ kind: 'rename-tag', from: 'a', to: 'b' }))).toBe('not-found');
    expect(vault.organise({ kind: 'remove-tag', tag: 'a' }).changed).toEqual([]);
  });

  it('goes from every note, with its colour', () => {
    add(null, ['a', 'b']);
    vault.organise({ kind: 'colour-tag', tag: 'a', colour: 'red' });
    expect(vault.organise({ kind: 'remove-tag', tag: 'a' }).library.colours).toEqual([]);
    expect(tags()).toEqual([['b']]);
  });

  it('gets one colour, and loses it', () => {
    for (const colour of ['red', 'blue'] as const) vault.organise({ kind: 'colour-tag', tag: 'a', colour });
    expect(vault.library.colours).toEqual([{ tag: 'a', colour: 'blue' }]);
    vault.organise({ kind: 'colour-tag', tag: 'a', colour: null });
    expect(vault.library.colours).toEqual([]);
  });

  it('is one of ten thousand in a vault without trouble', () => {
    for (let first = 0; first < 10_000; first += 500) {
      add(
        null,
        Array.from({ length: 500 }, (_, index) => `tag ${first + index}`),
      );
    }
    vault.organise({ kind: 'rename-tag', from: 'tag 9999', to: 'last' });
    expect(tags().flat()).toHaveLength(10_000);
    expect(tags().at(-1)).toContain('last');
  });

  const tag = fc.constantFrom('a', 'b', 'c', '\u202ed', '\ud800');

  test.prop([fc.array(fc.uniqueArray(tag), { maxLength: 6 }), tag, tag])(
    'merges so that every other tag stays and none is there twice',
    (lists, from, to) => {
      empty();
      for (const list of lists) add(null, list);
      codeOf(() => vault.organise({ kind: 'rename-tag', from, to }));
      for (const [index, list] of tags().entries()) {
        const expected = new Set(lists[index]?.map((name) => (name === from ? to : name)));
        expect(list).toEqual([...expected]);
      }
      expect(isWhole()).toBe(true);
    },
  );
});

describe('a saved search', () => {
  it('takes the place of the one of its name, and goes', () => {
    for (const [name, query] of [
      ['A', 'x'],
      ['B', 'y'],
      ['A', 'z'],
    ] as const) {
      vault.organise({ kind: 'keep-search', name, query });
    }
    expect(vault.library.searches).toEqual([
      { name: 'A', query: 'z' },
      { name: 'B', query: 'y' },
    ]);
    vault.organise({ kind: 'forget-search', name: 'A' });
    expect(vault.library.searches).toEqual([{ name: 'B', query: 'y' }]);
  });
});
