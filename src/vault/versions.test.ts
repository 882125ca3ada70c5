import { beforeEach, describe, expect, it } from 'vitest';
import type { MemoryStore } from './testing/memory-store.ts';
import { codeOf, finish, flipped, makeVault, type Clock } from './testing/vaults.ts';
import type { Vault } from './vault.ts';

const minute = 60_000;
let store: MemoryStore;
let vault: Vault;
let clock: Clock;

beforeEach(async () => {
  ({ store, vault, clock } = await makeVault());
});

/** Saves a note after some time has passed; answers its new revision. */
function saveAfter(minutes: number, id: string, body: string, keepVersion?: boolean): number {
  clock.now += minutes * minute;
  const note = vault.list().find((entry) => entry.id === id);
  if (note?.state !== 'readable') throw new Error('expected the note');
  return vault.save({ id: note.id, revision: note.revision, title: note.title, body, keepVersion }).revision;
}

const isSound = () => finish(vault.verify()).problems;

describe('an earlier text', () => {
  it('is kept every five minutes, and not with each autosave', () => {
    const { id } = vault.create({ title: 'T', body: 'one' });
    saveAfter(1, id, 'one two');
    expect(vault.versions(id)).toEqual([]);
    saveAfter(4, id, 'one two three');
    saveAfter(1, id, 'one two three four');
    expect(vault.versions(id).map(({ revision }) => revision)).toEqual([2]);
    saveAfter(5, id, 'one two three four five');
    expect(vault.versions(id).map(({ revision }) => revision)).toEqual([4, 2]);
    expect(isSound()).toEqual([]);
  });

  it('comes back with its title, its words and the time it was saved', () => {
    const { id } = vault.create({ title: 'T', body: 'one two' });
    const savedAt = clock.now;
    saveAfter(10, id, 'three');
    const [summary] = vault.versions(id);
    expect(summary).toEqual({ revision: 1, savedAt, title: 'T', wordCount: 2 });
    expect(vault.openVersion(id, 1)).toEqual({ summary, body: 'one two' });
  });

  it('is kept at once when more than half of it is gone, or when the caller asks', () => {
    const { id } = vault.create({ title: 'T', body: 'a long text' });
    saveAfter(0, id, 'a');
    saveAfter(0, id, 'ab');
    saveAfter(0, id, 'abc', true);
    expect(vault.versions(id).map(({ revision }) => vault.openVersion(id, revision).body)).toEqual([
      'ab',
      'a long text',
    ]);
  });

  it('is not kept when nothing of it changed', () => {
    const { id } = vault.create({ title: 'T', body: 'same' });
    saveAfter(10, id, 'same');
    expect(vault.versions(id)).toEqual([]);
  });

  it('is kept after the clock was set back', () => {
    const { id } = vault.create({ title: 'T', body: 'one' });
    saveAfter(10, id, 'two');
    saveAfter(-24 * 60, id, 'three');
    saveAfter(1, id, 'four');
    expect(vault.versions(id).map(({ revision }) => revision)).toEqual([2, 1]);
    expect(isSound()).toEqual([]);
  });

  it('is thinned out in the write that keeps another', () => {
    const { id } = vault.create({ title: 'T', body: 'x' });
    for (let count = 1; count <= 20; count++) saveAfter(10, id, `${count}`);
    expect(vault.versions(id)).toHaveLength(20);
    const { commits } = store;
    saveAfter(3 * 24 * 60, id, 'three days later');
    expect(store.commits).toBe(commits + 1);
    // The newest of the first day, and the text that was just replaced.
    expect(vault.versions(id).map(({ revision }) => revision)).toEqual([21]);
    expect(isSound()).toEqual([]);
  });

  it('is never thinned out by the write that keeps it', () => {
    const { id } = vault.create({ title: 'T', body: 'old', createdAt: 1, updatedAt: 1 });
    saveAfter(0, id, 'new');
    expect(vault.versions(id).map(({ savedAt }) => savedAt)).toEqual([1]);
  });

  it('can be put back, and the text it replaces is kept', () => {
    const { id } = vault.create({ title: 'First', body: 'first', tags: ['home'] });
    clock.now += 10 * minute;
    vault.save({ id, revision: 1, title: 'Second', body: 'second', tags: ['work'] });
    const restored = vault.restoreVersion({ id, revision: 2, version: 1 });
    expect(restored).toMatchObject({ title: 'First', tags: ['work'], revision: 3 });
    expect(vault.open(id).body).toBe('first');
    expect(vault.versions(id).map(({ revision, title }) => [revision, title])).toEqual([
      [2, 'Second'],
      [1, 'First'],
    ]);
    expect(isSound()).toEqual([]);
  });

  it('goes with its note', () => {
    const { id } = vault.create({ title: 'T', body: 'one' });
    saveAfter(10, id, 'two');
    vault.change([id], { trashed: true });
    vault.remove([id]);
    expect(store.rows.version.size).toBe(0);
    expect(isSound()).toEqual([]);
  });

  it('that is not there is said to be so, and so is a note', () => {
    const { id } = vault.create({ title: 'T', body: 'one' });
    expect(codeOf(() => vault.openVersion(id, 1))).toBe('not-found');
    expect(codeOf(() => vault.restoreVersion({ id, revision: 1, version: 7 }))).toBe('not-found');
    vault.change([id], { trashed: true });
    vault.remove([id]);
    expect(codeOf(() => vault.versions(id))).toBe('not-found');
  });

  it('that is damaged does not hide the others, and hinders no save', () => {
    const { id } = vault.create({ title: 'T', body: 'one' });
    saveAfter(10, id, 'two');
    saveAfter(10, id, 'three');
    const [row] = store.rows.version.values();
    if (!row) throw new Error('expected a version');
    store.writeVersion({ ...row, sealed: flipped(row.sealed) });
    expect(codeOf(() => vault.openVersion(id, 1))).toBe('record-tampered');
    saveAfter(10, id, 'four');
    expect(vault.open(id).body).toBe('four');
  });

  it('is not what a damaged text becomes', () => {
    const { id } = vault.create({ title: 'T', body: 'one' });
    const [row] = store.rows.content.values();
    if (!row) throw new Error('expected a text');
    store.writeItem('content', { ...row, sealed: flipped(row.sealed) });
    saveAfter(10, id, 'two');
    expect(vault.open(id).body).toBe('two');
    expect(vault.versions(id)).toEqual([]);
    expect(isSound()).toEqual([]);
  });

  it('is kept with the save, or neither is', () => {
    const { id } = vault.create({ title: 'T', body: 'one' });
    store.failNextCommit = true;
    expect(codeOf(() => saveAfter(10, id, 'two'))).toBe('disk-full');
    expect(vault.versions(id)).toEqual([]);
    expect(vault.open(id).body).toBe('one');
    saveAfter(0, id, 'two');
    expect(vault.versions(id)).toHaveLength(1);
    expect(isSound()).toEqual([]);
  });
});

describe('many notes', () => {
  it('are made in one write, or none of them is', () => {
    const { commits } = store;
    const made = vault.createMany([
      { title: 'A', body: 'a' },
      { title: 'B', body: 'b', pinned: true },
    ]);
    expect(store.commits).toBe(commits + 1);
    expect(made.map(({ id }) => vault.open(id).body)).toEqual(['a', 'b']);
    store.failNextCommit = true;
    expect(codeOf(() => vault.createMany([{ title: 'C', body: 'c' }]))).toBe('disk-full');
    expect(vault.list()).toHaveLength(2);
    expect(isSound()).toEqual([]);
  });
});
