import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorToData, LatchkeyError, type NoteListEntry } from '../../contract/index.ts';
import { noteId, summaryOf } from '../bridge/fake-bridge.ts';
import { Listing } from './listing.ts';
import { comparing, groupKeys, sortKeys, titleKey, usualOrder, type Order } from './note-order.ts';
import { homeOf, isIn, neighbourOf, type Place } from './place.ts';
import { counted, emptyTally } from './tally.ts';

const numbersOf = (entries: readonly NoteListEntry[]): number[] => entries.map(({ id }) => parseInt(id, 16));
const damaged = (number: number): NoteListEntry => ({
  state: 'damaged',
  id: noteId(number),
  error: errorToData(new LatchkeyError('record-tampered', 'It changed.')),
});

const time = fc.integer({ min: 0, max: 5 });
const note = fc
  .record({
    number: fc.integer({ min: 1, max: 60 }),
    title: fc.constantFrom('', 'a', 'B', 'note 9', 'note 10', 'Ärger', 'été'),
    updatedAt: time,
    createdAt: time,
    pinned: fc.boolean(),
    favourite: fc.boolean(),
    template: fc.boolean(),
    archivedAt: fc.option(time),
    trashedAt: fc.option(time),
    notebook: fc.option(fc.constantFrom('A', 'A/B', 'AB', 'C')),
    tags: fc.uniqueArray(fc.constantFrom('x', 'y', 'z')),
  })
  .map(({ number, ...change }): NoteListEntry => summaryOf(number, change));
const entry = fc.oneof({ arbitrary: note, weight: 20 }, fc.integer({ min: 1, max: 60 }).map(damaged));
const entries = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 60 });
const order: fc.Arbitrary<Order> = fc.record({
  by: fc.constantFrom(...sortKeys),
  ascending: fc.boolean(),
  group: fc.constantFrom(...groupKeys),
});
const fixed = ['all', 'favourites', 'archive', 'templates', 'trash'] as const;
const places: readonly Place[] = [
  ...fixed.map((kind) => ({ kind })),
  { kind: 'notebook', path: 'A' },
  { kind: 'notebook', path: 'A/B' },
  { kind: 'tag', tag: 'x' },
];
const place = fc.constantFrom(...places);

describe('the places', () => {
  it('have every note in exactly one of all notes, archive, templates and trash', () => {
    fc.assert(
      fc.property(entry, (one) => {
        const homes = (['all', 'archive', 'templates', 'trash'] as const).filter((kind) =>
          isIn(one, { kind }),
        );
        expect(homes).toEqual([homeOf(one)]);
      }),
    );
  });

  it('show notes of a notebook, a tag and the favourites only while they are among all notes', () => {
    fc.assert(
      fc.property(note, place, (one, where) => {
        const isHome = where.kind === homeOf(one);
        if (isIn(one, where) && !isHome) expect(isIn(one, { kind: 'all' })).toBe(true);
      }),
    );
  });

  it('count a notebook with those in it, and not one whose name only begins alike', () => {
    const shows = (notebook: string | null): boolean =>
      isIn(summaryOf(1, { notebook }), { kind: 'notebook', path: 'A' });
    expect(['A', 'A/B', 'A/B/C'].map(shows)).toEqual([true, true, true]);
    expect(['AB', 'B/A', null].map(shows)).toEqual([false, false, false]);
  });

  it('lead to the next note when some leave, and to the one before at the end', () => {
    const rows = [1, 2, 3, 4].map((number) => summaryOf(number));
    const leaving = new Set([noteId(2), noteId(3)]);
    expect(neighbourOf(rows, noteId(2), leaving)).toBe(noteId(4));
    expect(neighbourOf(rows, noteId(4), new Set([noteId(4)]))).toBe(noteId(3));
    expect(neighbourOf(rows.slice(1, 3), noteId(2), leaving)).toBeNull();
  });
});

describe('an order', () => {
  it('says of a note and itself that neither comes first', () => {
    fc.assert(
      fc.property(entry, order, (one, how) => {
        expect(comparing(how)(one, one)).toBe(0);
      }),
    );
  });

  it('is total: no two notes are equal, and turning two round turns the answer round', () => {
    fc.assert(
      fc.property(entry, entry, order, (a, b, how) => {
        const compare = comparing(how);
        expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a))).toBe(0);
        if (a.id !== b.id) expect(compare(a, b)).not.toBe(0);
      }),
    );
  });

  it('leads round no circle', () => {
    fc.assert(
      fc.property(entries, order, (some, how) => {
        const compare = comparing(how);
        const sorted = some.toSorted(compare);
        for (const [index, one] of sorted.entries())
          for (const later of sorted.slice(index + 1)) expect(compare(one, later)).toBeLessThan(0);
      }),
    );
  });

  it('has damaged notes first, then pinned ones', () => {
    const some = [summaryOf(3), summaryOf(2, { pinned: true }), damaged(1), summaryOf(4)];
    expect(numbersOf(some.toSorted(comparing(usualOrder)))).toEqual([1, 2, 4, 3]);
  });

  it('takes numbers in titles by their value, and no notice of accents or case', () => {
    const titles = ['note 10', 'Note 9', 'Émile', 'emil', 'Zoo', 'note 009a'];
    expect(titles.toSorted((a, b) => (titleKey(a) < titleKey(b) ? -1 : 1))).toEqual([
      'emil',
      'Émile',
      'Note 9',
      'note 009a',
      'note 10',
      'Zoo',
    ]);
  });
});

describe('the list', () => {
  it('is the same however it arrives and changes', () => {
    fc.assert(
      fc.property(
        place,
        order,
        fc.array(
          fc.record({ changed: fc.array(entry, { maxLength: 20 }), gone: fc.array(entry, { maxLength: 4 }) }),
        ),
        (where, how, changes) => {
          const listing = new Listing();
          listing.show(where, how);
          for (const { changed, gone } of changes)
            listing.change(
              changed,
              gone.map(({ id }) => id),
            );
          const whole = new Map<string, NoteListEntry>();
          for (const { changed, gone } of changes) {
            for (const one of changed) whole.set(one.id, one);
            for (const { id } of gone) whole.delete(id);
          }
          const fresh = [...whole.values()];
          expect(listing.shown.rows).toEqual(fresh.filter((one) => isIn(one, where)).sort(comparing(how)));
          expect(listing.shown.tally).toEqual(
            counted(
              emptyTally,
              fresh.map((after) => ({ before: undefined, after })),
            ),
          );
        },
      ),
    );
  });

  it('is sorted for a place that is gone back to as it is when it is first shown', () => {
    const listing = new Listing();
    listing.change([summaryOf(1), summaryOf(2, { favourite: true })]);
    const before = listing.shown.rows;
    listing.show({ kind: 'favourites' }, usualOrder);
    expect(numbersOf(listing.shown.rows)).toEqual([2]);
    listing.show({ kind: 'all' }, usualOrder);
    expect(listing.shown.rows).toBe(before);
    listing.show({ kind: 'favourites' }, usualOrder);
    listing.change([summaryOf(1, { favourite: true })]);
    listing.show({ kind: 'all' }, { ...usualOrder, ascending: true });
    expect(numbersOf(listing.shown.rows)).toEqual([1, 2]);
  });

  it('shows what a search has found in its order, as it is now', () => {
    const listing = new Listing();
    listing.change([1, 2, 3].map((number) => summaryOf(number)));
    listing.show({ kind: 'search', query: 'x', name: null }, usualOrder);
    listing.find([noteId(3), noteId(9), noteId(1)]);
    expect(numbersOf(listing.shown.rows)).toEqual([3, 1]);
    listing.change([summaryOf(1, { title: 'New' })], [noteId(3)]);
    expect(listing.shown.rows).toEqual([summaryOf(1, { title: 'New' })]);
  });

  it('leaves out of what was found what has gone to the trash since', () => {
    const listing = new Listing();
    listing.change([1, 2].map((number) => summaryOf(number)));
    listing.change([summaryOf(3, { trashedAt: 1 })]);
    listing.show({ kind: 'search', query: 'x', name: null }, usualOrder);
    listing.find([noteId(3), noteId(2), noteId(1)]);
    listing.change([summaryOf(2, { trashedAt: 2 })]);
    expect(numbersOf(listing.shown.rows)).toEqual([3, 1]);
  });
});

describe('the tally', () => {
  it('is told per place what the place shows', () => {
    fc.assert(
      fc.property(entries, (some) => {
        const { places, notebooks, tags } = counted(
          emptyTally,
          some.map((after) => ({ before: undefined, after })),
        );
        for (const kind of fixed) expect(places[kind]).toBe(some.filter((one) => isIn(one, { kind })).length);
        const shownIn = (where: Place): number => some.filter((one) => isIn(one, where)).length;
        expect(tags.get('x')?.shown ?? 0).toBe(shownIn({ kind: 'tag', tag: 'x' }));
        const inA = [...notebooks].filter(([path]) => path === 'A' || path.startsWith('A/'));
        expect(inA.reduce((sum, [, { shown }]) => sum + shown, 0)).toBe(
          shownIn({ kind: 'notebook', path: 'A' }),
        );
      }),
    );
  });

  it('stays the very same while only texts change', () => {
    const tally = counted(emptyTally, [{ before: undefined, after: summaryOf(1) }]);
    const turn = { before: summaryOf(1), after: summaryOf(1, { title: 'Other', updatedAt: 9, revision: 2 }) };
    expect(counted(tally, [turn])).toBe(tally);
  });

  it('keeps the name of a tag that only an archived note has, and forgets one that only the trash has', () => {
    const some = [
      summaryOf(1, { tags: ['kept'], archivedAt: 1 }),
      summaryOf(2, { tags: ['gone'], trashedAt: 1 }),
    ];
    const { tags } = counted(
      emptyTally,
      some.map((after) => ({ before: undefined, after })),
    );
    expect([...tags]).toEqual([['kept', { shown: 0, held: 1 }]]);
  });
});
