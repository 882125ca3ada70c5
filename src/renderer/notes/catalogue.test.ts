import { describe, expect, it } from 'vitest';
import { errorToData, LatchkeyError, type NoteListEntry } from '../../contract/index.ts';
import { noteId, summaryOf } from '../bridge/fake-bridge.ts';
import { catalogueOf, neighbourOf, withNote, withoutNote } from './catalogue.ts';

const ids = (entries: readonly NoteListEntry[]): number[] => entries.map(({ id }) => parseInt(id, 16));
const damaged = (number: number): NoteListEntry => ({
  state: 'damaged',
  id: noteId(number),
  error: errorToData(new LatchkeyError('record-tampered', 'It changed.')),
});

describe('the catalogue', () => {
  it('puts the newest change first and the trash apart', () => {
    const catalogue = catalogueOf([summaryOf(1), summaryOf(3), summaryOf(4, { trashedAt: 9 }), summaryOf(2)]);
    expect(ids(catalogue.all)).toEqual([3, 2, 1]);
    expect(ids(catalogue.trash)).toEqual([4]);
  });

  it('shows damaged notes before all others', () => {
    expect(ids(catalogueOf([summaryOf(5), damaged(1), summaryOf(9)]).all)).toEqual([1, 9, 5]);
  });

  it('moves a changed note to where a fresh sort would put it', () => {
    const entries = Array.from({ length: 50 }, (_, index) => summaryOf(index + 1));
    for (const updatedAt of [0, 25.5, 99]) {
      const changed = summaryOf(20, { updatedAt, revision: 2 });
      const expected = catalogueOf(entries.map((entry) => (entry.id === changed.id ? changed : entry)));
      expect(withNote(catalogueOf(entries), changed)).toEqual(expected);
    }
  });

  it('moves a note between the sections when it is trashed', () => {
    const catalogue = withNote(catalogueOf([summaryOf(1), summaryOf(2)]), summaryOf(1, { trashedAt: 5 }));
    expect([ids(catalogue.all), ids(catalogue.trash)]).toEqual([[2], [1]]);
  });

  it('forgets a removed note', () => {
    expect(ids(withoutNote(catalogueOf([summaryOf(1), summaryOf(2)]), noteId(1)).all)).toEqual([2]);
  });

  it('names the next note as the neighbour, and the one before at the end', () => {
    const { all } = catalogueOf([summaryOf(1), summaryOf(2), summaryOf(3)]);
    expect(neighbourOf(all, noteId(2))).toBe(noteId(1));
    expect(neighbourOf(all, noteId(1))).toBe(noteId(2));
    expect(neighbourOf([], noteId(1))).toBeNull();
  });
});
