import { describe, expect, it } from 'vitest';
import { idOf, indexOf } from './fixtures/indexes.ts';
import { findTitles } from './titles.ts';

const titles = [
  'Meeting notes',
  'Notes on meetings',
  'Émile’s garden',
  'Gardening',
  'A note',
  '🍵',
  '東京 trip',
  '',
];
const { segments } = indexOf(titles.map((title) => ({ title })));

/** The titles that a text finds, with what is marked in brackets. */
function found(text: string): string[] {
  return findTitles(segments, text).map(({ title }) =>
    title.marks.reduceRight(
      (line, [from, to]) => `${line.slice(0, from)}[${line.slice(from, to)}]${line.slice(to)}`,
      title.text,
    ),
  );
}

describe('titles', () => {
  it('are found by their beginning, then by the beginning of a word, then by any letters', () => {
    expect(found('note')).toEqual(['[Note]s on meetings', 'A [note]', 'Meeting [note]s']);
    expect(found('gar')).toEqual(['[Gar]dening', 'Émile’s [gar]den']);
    expect(found('mn')).toEqual(['[M]eeting [n]otes', 'Notes on [m]eeti[n]gs', 'É[m]ile’s garde[n]']);
  });

  it('are found by words in any order, and by letters as one types them', () => {
    expect(found('notes meet')).toEqual(['[Notes] on [meet]ings', '[Meet]ing [notes]']);
    expect(found('emile')).toEqual(['[Émile]’s garden']);
    expect(found('東')).toEqual(['[東]京 trip']);
    expect(found('eet')).toEqual(['M[eet]ing notes', 'Notes on m[eet]ings']);
  });

  it('are those changed last where nothing is asked for, and none where nothing fits', () => {
    expect(found(' ')).toEqual(titles.toReversed());
    expect(found('zz')).toEqual([]);
    expect(found('🍵')).toEqual([]);
  });

  it('are not those of notes in the trash, and at most fifty', () => {
    const many = indexOf([
      ...Array.from({ length: 60 }, () => ({ title: 'Tea' })),
      { title: 'Tea', trashedAt: 1 },
    ]);
    const hits = findTitles(many.segments, 'tea');
    expect(hits).toHaveLength(50);
    expect(hits[0]?.id).toBe(idOf(59));
  });
});
