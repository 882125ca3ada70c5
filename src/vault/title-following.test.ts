import { beforeEach, describe, expect, it } from 'vitest';
import type { NoteId } from '../contract/words.ts';
import type { MemoryStore } from './testing/memory-store.ts';
import { finish, makeVault, type Clock } from './testing/vaults.ts';
import type { Vault } from './vault.ts';

let store: MemoryStore;
let vault: Vault;
let clock: Clock;

beforeEach(async () => {
  ({ store, vault, clock } = await makeVault());
});

function add(title: string, body = ''): NoteId {
  clock.now += 1_000;
  return vault.create({ title, body }).id;
}

/** Gives a note another title, and answers how many others followed. */
function rename(id: NoteId, to: string): number {
  const { summary, body } = vault.open(id);
  vault.save({ ...summary, title: to, body });
  return finish(vault.followTitle({ id, from: summary.title, to })).length;
}

const bodyOf = (id: NoteId) => vault.open(id).body;

describe('a new title', () => {
  it('is looked for in the notes that are known to link to the old one, and in no other text', () => {
    const tea = add('Tea');
    const [one, two] = [add('1', '[[Tea]]'), add('2', '[[Tea]]')];
    const { summary, body } = vault.open(tea);
    vault.save({ ...summary, title: 'Green tea', body });
    const title = { id: tea, from: 'Tea', to: 'Green tea', linkers: new Set([tea, one]) };
    expect(finish(vault.followTitle(title))).toHaveLength(1);
    expect([one, two].map(bodyOf)).toEqual(['[[Green tea]]', '[[Tea]]']);
  });

  it('is written into the links of other notes in one write, which keeps their text and their time', () => {
    const tea = add('Tea', '[[Tea]] itself');
    const [one, two, three] = [
      add('1', 'a [[tea]] b [[ TEA |leaf]] `[[Tea]]`'),
      add('2', '[[Tea]]'),
      add('3', '[[Teas]]'),
    ];
    vault.change([two], { trashed: true });
    const before = vault.open(one).summary;
    clock.now += 1_000;
    const { commits } = store;
    expect(rename(tea, ' Green tea ')).toBe(2);
    expect(store.commits).toBe(commits + 2);
    expect([tea, one, two, three].map(bodyOf)).toEqual([
      '[[Tea]] itself',
      'a [[Green tea]] b [[ Green tea |leaf]] `[[Tea]]`',
      '[[Green tea]]',
      '[[Teas]]',
    ]);
    expect(vault.open(one).summary).toMatchObject({ updatedAt: before.updatedAt, revision: 2 });
    const [version] = vault.versions(one);
    expect(version && vault.openVersion(one, version.revision).body).toBe(
      'a [[tea]] b [[ TEA |leaf]] `[[Tea]]`',
    );
    expect(finish(vault.verify()).problems).toEqual([]);
  });

  it('is not followed where links did not name the note: an earlier one has the old title', () => {
    add('Tea');
    const second = add('tea');
    const link = add('L', '[[Tea]]');
    expect([rename(second, 'Coffee'), bodyOf(link)]).toEqual([0, '[[Tea]]']);
  });

  it('is not followed where links would name an earlier note', () => {
    add('Coffee');
    const tea = add('Tea');
    const link = add('L', '[[Tea]]');
    expect([rename(tea, 'coffee'), bodyOf(link)]).toEqual([0, '[[Tea]]']);
  });

  it('is followed where only later notes or notes in the trash have one of the titles', () => {
    const gone = add('Coffee');
    vault.change([gone], { trashed: true });
    const tea = add('Tea');
    for (const title of ['Tea', 'Coffee']) add(title);
    const link = add('L', '[[Tea]]');
    expect([rename(tea, 'Coffee'), bodyOf(link)]).toEqual([1, '[[Coffee]]']);
  });

  it.each([['a|b'], ['a]]b'], ['a\nb'], ['[[a'], [' ']])(
    'that cannot stand in a link is not followed: %j',
    (to) => {
      const tea = add('Tea');
      const link = add('L', '[[Tea]]');
      expect([rename(tea, to), bodyOf(link)]).toEqual([0, '[[Tea]]']);
    },
  );

  it('that differs only in case is followed by itself', () => {
    const tea = add('Tea');
    const link = add('L', '[[Tea]]');
    expect([rename(tea, 'TEA'), bodyOf(link)]).toEqual([0, '[[Tea]]']);
  });

  it('leaves a note alone that does not open', () => {
    const tea = add('Tea');
    const [one, two] = [add('1', '[[Tea]]'), add('2', '[[Tea]]')];
    store.rows.content.delete(one);
    expect([rename(tea, 'Coffee'), bodyOf(two)]).toEqual([1, '[[Coffee]]']);
  });

  it('meets what others write meanwhile', () => {
    const tea = add('Tea');
    const [one, two] = [add('1', '[[Tea]]'), add('2', '[[Tea]]')];
    for (let index = 0; index < 200; index++) add('x');
    const { summary, body } = vault.open(tea);
    vault.save({ ...summary, title: 'Coffee', body });
    const work = vault.followTitle({ id: tea, from: 'Tea', to: 'Coffee' });
    work.next();
    vault.save({ ...vault.open(one).summary, body: 'newer [[Tea]]' });
    vault.change([two], { trashed: true });
    vault.remove([two]);
    expect(finish(work)).toHaveLength(1);
    expect(bodyOf(one)).toBe('newer [[Coffee]]');
    expect(finish(vault.verify()).problems).toEqual([]);
  });
});
