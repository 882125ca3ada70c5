import { describe, expect, it, vi } from 'vitest';
import type { Library } from '../../contract/index.ts';
import { createApi } from '../bridge/api.ts';
import { fakeBridge, lockedState, unlockedState } from '../bridge/fake-bridge.ts';
import { createNotes } from '../notes/notes-store.ts';
import { startSession } from '../session/session-store.ts';
import { around, movedPath, startLibrary } from './library-store.ts';
import { notebookRows, notebookTree, type NotebookRow } from './notebook-tree.ts';
import { fits, tagRows } from './tag-list.ts';

const some = (shown: number) => ({ shown, held: shown });
const names = (rows: readonly NotebookRow[]): string[] =>
  rows.map(({ level, name }) => '-'.repeat(level) + name);

describe('the tree of notebooks', () => {
  it('has every notebook around one that a note is in, and those that are kept while empty', () => {
    const tree = notebookTree(new Map([['Work/2024/Plans', some(1)]]), ['Empty']);
    expect(names(notebookRows(tree, () => true))).toEqual(['-Empty', '-Work', '--2024', '---Plans']);
  });

  it('shows nothing within a notebook that is folded', () => {
    const tree = notebookTree(new Map([['A/B/C', some(1)]]), []);
    expect(names(notebookRows(tree, (path) => path === 'A'))).toEqual(['-A', '--B']);
  });

  it('counts the notes of all notebooks within', () => {
    const tree = notebookTree(
      new Map([
        ['A', some(1)],
        ['A/B', some(2)],
        ['AB', some(5)],
      ]),
      [],
    );
    expect(notebookRows(tree, () => true).map(({ count }) => count)).toEqual([3, 2, 5]);
  });

  it('sorts numbers by value and tells where each stands among its siblings', () => {
    const tree = notebookTree(new Map(), ['Chapter 10', 'chapter 9', 'Änderung']);
    const rows = notebookRows(tree, () => true);
    expect(rows.map(({ name }) => name)).toEqual(['Änderung', 'chapter 9', 'Chapter 10']);
    expect(rows[1]).toMatchObject({ position: 2, siblings: 3, hasInner: false });
  });

  it('goes a hundred levels down', () => {
    const deep = Array.from({ length: 100 }, (_, level) => `L${level + 1}`).join('/');
    const rows = notebookRows(notebookTree(new Map([[deep, some(4)]]), []), () => true);
    expect(rows).toHaveLength(100);
    expect(rows.at(-1)).toMatchObject({ path: deep, level: 100, count: 4 });
    expect(rows[0]?.count).toBe(4);
  });
});

describe('the list of tags', () => {
  it('has ten thousand tags by name, with the colours of those that have one', () => {
    const counts = new Map(Array.from({ length: 10_000 }, (_, index) => [`tag ${index}`, some(index)]));
    const rows = tagRows(counts, [{ tag: 'tag 2', colour: 'teal' }]);
    expect(rows).toHaveLength(10_000);
    expect(rows[2]).toEqual({ tag: 'tag 2', count: 2, colour: 'teal' });
    expect(rows.at(-1)?.tag).toBe('tag 9999');
  });

  it('is searched by the beginnings and middles of words, accents aside', () => {
    expect(fits('Crème brûlée', 'brulee crem')).toBe(true);
    expect(fits('Crème brûlée', 'cake')).toBe(false);
    expect(fits('anything', '')).toBe(true);
  });
});

describe('where a notebook is', () => {
  it('after another was moved: with it if it lies in it, and where it was if not', () => {
    expect(movedPath('A/B/C', 'A/B', 'X')).toBe('X/C');
    expect(movedPath('A/B', 'A/B', 'X/B')).toBe('X/B');
    expect(movedPath('A/BC', 'A/B', 'X')).toBe('A/BC');
  });

  it('is told by those around it', () => {
    expect(around('A/B/C')).toEqual(['A', 'A/B']);
    expect(around('A')).toEqual([]);
  });
});

describe('the library', () => {
  const kept: Library = { notebooks: ['A'], colours: [], searches: [], trashDays: 30 };

  async function opened() {
    const fake = fakeBridge({
      'app.state': () => unlockedState(),
      'notes.list': () => ({ entries: [], next: null, total: 0 }),
      'library.read': () => kept,
      'notebook.create': ({ path }: { path: string }) => ({ ...kept, notebooks: ['A', path] }),
      'notebook.move': ({ to }: { to: string }) => ({ ...kept, notebooks: [to] }),
    });
    const api = createApi(fake.bridge);
    const library = startLibrary(api, startSession(api, createNotes(api)));
    await vi.waitFor(() => expect(library.store.getState().library).toEqual(kept));
    return { fake, library };
  }

  it('is read when a vault unlocks, and forgotten when it locks, with what was unfolded', async () => {
    const { fake, library } = await opened();
    library.toggle('A');
    fake.emit('app.state', lockedState());
    expect(library.store.getState()).toMatchObject({ library: { notebooks: [] }, expanded: new Set() });
  });

  it('unfolds what is around a new notebook, and keeps unfolded what moves', async () => {
    const { library } = await opened();
    await library.createNotebook('A/B/C');
    expect([...library.store.getState().expanded]).toEqual(['A', 'A/B']);
    await library.moveNotebook('A/B', 'Z/B');
    expect(library.store.getState().expanded).toEqual(new Set(['A', 'Z/B', 'Z']));
  });
});
