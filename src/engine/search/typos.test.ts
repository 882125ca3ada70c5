import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexOf } from './fixtures/indexes.ts';
import { mistakesIn, wordsLike } from './typos.ts';

/** Optimal string alignment, by its definition. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (__, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  const cell = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= a.length; row++) {
    for (let column = 1; column <= b.length; column++) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min(
        cell(row - 1, column - 1) + change,
        cell(row - 1, column) + 1,
        cell(row, column - 1) + 1,
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, cell(row - 2, column - 2) + 1);
      (rows[row] ?? [])[column] = cost;
    }
  }
  return cell(a.length, b.length);
}

describe('words like a misspelt one', () => {
  it('are all those within the distance, and no others', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 18 }),
        word,
        fc.constantFrom(1, 2),
        (words, wanted, mistakes) => {
          const { segments } = indexOf([{ body: words.join(' ') }]);
          const expected = words.filter(
            (each) =>
              each !== wanted &&
              distance(wanted, each) <= mistakes &&
              (mistakes === 1 || each.startsWith(wanted.slice(0, 1))),
          );
          expect(wordsLike(segments, wanted, mistakes).sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: process.env.SLOW ? 5_000 : 200 },
    );
  });

  it('are fewer the shorter the word is', () => {
    expect([mistakesIn('tea'), mistakesIn('meet'), mistakesIn('meetings')]).toEqual([0, 1, 2]);
  });

  it('come with the fewest mistakes first', () => {
    const { segments } = indexOf([{ body: 'gardener gardens garden' }]);
    expect(wordsLike(segments, 'gardene', 2)).toEqual(['garden', 'gardener', 'gardens']);
  });
});
