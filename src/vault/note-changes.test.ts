import { beforeEach, describe, expect, it } from 'vitest';
import type { NoteChange } from '../contract/library.ts';
import type { NoteId } from '../contract/words.ts';
import { codeOf, finish, makeVault, type Clock } from './testing/vaults.ts';
import type { Vault } from './vault.ts';

let vault: Vault;
let clock: Clock;
let id: NoteId;

beforeEach(async () => {
  ({ vault, clock } = await makeVault());
  ({ id } = vault.create({ title: 'T', body: 'text', tags: ['a'] }));
});

const change = (wanted: NoteChange, ids = [id]) => vault.change(ids, wanted);
const summary = () => vault.open(id).summary;

describe('a change of what is known of notes', () => {
  it('leaves what it does not name, the text and the time of the last change', () => {
    const before = summary();
    clock.now += 1_000;
    change({ favourite: true, pinned: true });
    expect(summary()).toEqual({ ...before, revision: 2, favourite: true, pinned: true });
    change({ favourite: false, pinned: false });
    expect(summary()).toEqual({ ...before, revision: 3 });
  });

  it('takes a note to the archive, to the trash and back, and keeps the time of the first', () => {
    const { now } = clock;
    change({ archived: true, trashed: true });
    clock.now += 1_000;
    change({ archived: true, trashed: true, template: true });
    expect(summary()).toMatchObject({ archivedAt: now, trashedAt: now, template: true });
    change({ archived: false, trashed: false, template: false });
    expect(summary()).toMatchObject({ archivedAt: null, trashedAt: null, template: false });
  });

  it('adds tags once, at the end, and takes away what goes', () => {
    change({ addTags: ['b', 'a', 'c'], removeTags: ['c'] });
    expect(summary().tags).toEqual(['a', 'b']);
  });

  it('writes nothing for notes that are so already', () => {
    const { writeCounter } = vault;
    expect(change({ trashed: false, notebook: null, addTags: ['a'], removeTags: ['z'] })).toEqual([]);
    expect(vault.writeCounter).toBe(writeCounter);
  });

  it('is one write for many notes, each named once however often', () => {
    const other = vault.create({ title: 'U', body: '' });
    const { writeCounter } = vault;
    expect(change({ notebook: 'A' }, [id, other.id, id])).toHaveLength(2);
    expect(vault.writeCounter).toBe((writeCounter ?? NaN) + 1);
    expect(finish(vault.verify()).problems).toEqual([]);
  });

  it('is for all notes or for none', () => {
    const gone = vault.create({ title: 'U', body: '' }).id;
    change({ trashed: true }, [gone]);
    vault.remove([gone]);
    expect(codeOf(() => change({ pinned: true }, [id, gone]))).toBe('not-found');
    expect(summary().pinned).toBe(false);
  });

  it('gives a note no more tags than its summary holds', () => {
    const tags = (from: number) =>
      Array.from({ length: 100 }, (_, index) => `${from + index}`.padEnd(100, 'x'));
    change({ addTags: tags(0) });
    expect(codeOf(() => change({ addTags: tags(100) }))).toBe('too-large');
    expect(summary().tags).toHaveLength(101);
    expect(codeOf(() => change({ removeTags: ['a'] }))).toBeNull();
  });
});

describe('removing notes', () => {
  it('is for all of them or for none, in one write', () => {
    const other = vault.create({ title: 'U', body: '' }).id;
    change({ trashed: true });
    expect(codeOf(() => vault.remove([id, other]))).toBe('invalid-request');
    change({ trashed: true }, [other]);
    expect(vault.remove([id, other, id])).toEqual([id, other]);
    expect(vault.list()).toEqual([]);
    expect(finish(vault.verify()).problems).toEqual([]);
  });
});
