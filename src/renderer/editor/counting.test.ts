import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthOf, lengthWords, together } from './counting.ts';

describe('how long a text is', () => {
  it.each([
    ['', 0, 0],
    ['It’s six o’clock.', 3, 17],
    ['漢字 and 😀', 3, 8],
    ['a\nb', 2, 3],
  ])('of %j is %d words and %d characters', (text, words, characters) => {
    expect(lengthOf(text)).toEqual({ words, characters });
  });

  it('is the sum of its lines, where lines end', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (lines) => {
        const sum = lines
          .map((line) => lengthOf(`${line}\n`))
          .reduce((all, each) => together(all, each), { words: 0, characters: 0 });
        expect(lengthOf(lines.map((line) => `${line}\n`).join(''))).toEqual(sum);
      }),
    );
  });

  it('is told with the time of reading where that is a minute or more', () => {
    expect(lengthWords({ words: 1, characters: 1 })).toEqual(['1 word', '1 character']);
    expect(lengthWords({ words: 2_380, characters: null })).toEqual(['2,380 words', '10 min read']);
  });
});
