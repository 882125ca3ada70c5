import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoteChange, NoteSummary } from '../../contract/index.ts';
import { createApi } from '../bridge/api.ts';
import { noteId, summaryOf } from '../bridge/fake-bridge.ts';
import { fakeVault } from '../notes/fake-vault.ts';
import { createNotes } from '../notes/notes-store.ts';
import { changeInWords } from './change-words.ts';
import { undoing } from './undoing.ts';

const tags = fc.subarray(['x', 'y', 'z']);
const note = fc.record({
  pinned: fc.boolean(),
  favourite: fc.boolean(),
  template: fc.boolean(),
  archivedAt: fc.constantFrom(null, 5),
  trashedAt: fc.constantFrom(null, 5),
  notebook: fc.constantFrom(null, 'A', 'B'),
  tags,
});
const change: fc.Arbitrary<NoteChange> = fc
  .record(
    {
      pinned: fc.boolean(),
      favourite: fc.boolean(),
      template: fc.boolean(),
      archived: fc.boolean(),
      trashed: fc.boolean(),
      notebook: fc.constantFrom(null, 'A', 'C'),
    },
    { requiredKeys: [] },
  )
  .chain((rest) =>
    fc.oneof(
      fc.constant(rest),
      tags.map((addTags) => ({ ...rest, addTags })),
      tags.map((removeTags) => ({ ...rest, removeTags })),
    ),
  );

/** What a person sees of where notes are. */
const standing = (notes: Iterable<{ readonly summary: NoteSummary }>): unknown[] =>
  [...notes].map(
    ({ summary: { id, pinned, favourite, template, archivedAt, trashedAt, notebook, tags } }) => [
      id,
      [pinned, favourite, template, archivedAt !== null, trashedAt !== null, notebook],
      tags.toSorted(),
    ],
  );

describe('taking a change of notes back', () => {
  it('leaves every note where it was, whatever was changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(note, { minLength: 1, maxLength: 6 }), change, async (some, what) => {
        const vault = fakeVault(0);
        for (const [index, one] of some.entries())
          vault.notes.set(noteId(index + 1), { summary: summaryOf(index + 1, one), body: '' });
        const notes = createNotes(createApi(vault.bridge));
        await notes.load();
        const summaries = [...vault.notes.values()].map(({ summary }) => summary);
        const before = standing(vault.notes.values());
        const steps = undoing(summaries, what);
        await notes.change(
          summaries.map(({ id }) => id),
          what,
        );
        for (const step of steps) await notes.change(step.ids, step.change);
        expect(standing(vault.notes.values())).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });

  it('asks for nothing where nothing was changed', () => {
    expect(undoing([summaryOf(1, { pinned: true, tags: ['x'] })], { pinned: true, addTags: ['x'] })).toEqual(
      [],
    );
  });

  it('takes notes that were in the same notebook back together', () => {
    const steps = undoing([summaryOf(1, { notebook: 'A' }), summaryOf(2), summaryOf(3, { notebook: 'A' })], {
      notebook: 'B',
    });
    expect(steps).toEqual([
      { ids: [noteId(1), noteId(3)], change: { notebook: 'A' } },
      { ids: [noteId(2)], change: { notebook: null } },
    ]);
  });
});

describe('a change in words', () => {
  it.each([
    [{ trashed: true }, 1, 'Moved to trash'],
    [{ trashed: true }, 3, '3 notes: moved to trash'],
    [{ notebook: 'A/B' }, 1, 'Moved to “A / B”'],
    [{ notebook: null }, 2, '2 notes: taken out of the notebook'],
    [{ addTags: ['x'] }, 1, 'Tagged “x”'],
    [{ addTags: ['x'], removeTags: ['y'] }, 1, 'Tags changed'],
    [{ pinned: false }, 1, 'Not pinned any more'],
  ])('of %o for %i is “%s”', (what, count, words) => {
    expect(changeInWords(what, count)).toBe(words);
  });
});
