import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoteId, NoteListEntry } from '../../contract/index.ts';
import { noteId, summaryOf } from '../bridge/fake-bridge.ts';
import { emptyCatalogue, entriesOf, entryOf, withEntries } from './catalogue.ts';

describe('the catalogue', () => {
  it('knows each note by its id, and none that is gone', () => {
    const catalogue = withEntries(withEntries(emptyCatalogue, [summaryOf(1), summaryOf(2)]), [], [noteId(1)]);
    expect(entryOf(catalogue, noteId(2))).toMatchObject({ title: 'Note 2' });
    expect(entryOf(catalogue, noteId(1))).toBeUndefined();
    expect(catalogue.size).toBe(1);
  });

  it('leaves the one before as it was', () => {
    const before = withEntries(emptyCatalogue, [summaryOf(1)]);
    withEntries(before, [summaryOf(1, { title: 'New' }), summaryOf(4_097)], [noteId(1)]);
    expect(entriesOf(before)).toEqual([summaryOf(1)]);
  });

  it('holds what a map would hold, whatever comes and goes', () => {
    const change = fc.record({
      changed: fc.array(fc.integer({ min: 0, max: 9_000 })),
      gone: fc.array(fc.integer({ min: 0, max: 9_000 })),
    });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const map = new Map<NoteId, NoteListEntry>();
        let catalogue = emptyCatalogue;
        for (const { changed, gone } of changes) {
          for (const number of changed) map.set(noteId(number), summaryOf(number));
          for (const number of gone) map.delete(noteId(number));
          catalogue = withEntries(
            catalogue,
            changed.map((number) => summaryOf(number)),
            gone.map(noteId),
          );
        }
        expect(catalogue.size).toBe(map.size);
        expect(new Map(entriesOf(catalogue).map((entry) => [entry.id, entry]))).toEqual(map);
      }),
    );
  });
});
