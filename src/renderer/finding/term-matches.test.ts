import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './folding.ts';
import { foldedTerms, termMatches } from './term-matches.ts';

const found = (text: string, ...terms: readonly string[]): readonly string[] =>
  termMatches(text, foldedTerms(terms)).map(({ from, to }) => text.slice(from, to));

describe('what was looked for', () => {
  it('is found in capitals, with accents and in wide letters', () => {
    expect(found('Café, CAFE\u0301 and cafe; ｃａｆｅ', 'café')).toEqual([
      'Café',
      'CAFE\u0301',
      'cafe',
      'ｃａｆｅ',
    ]);
    expect(found('Die Straße', 'STRASSE')).toEqual(['Straße']);
  });

  it('is found at the beginning of words, but anywhere where words have no spaces', () => {
    expect(found('shipyard, townships', 'ship')).toEqual(['ship']);
    expect(found('我在京都大学读书', '京都')).toEqual(['京都']);
  });

  it('is found across broken lines, and overlapping finds are one', () => {
    expect(found('tall\n  ships', 'tall ships')).toEqual(['tall\n  ships']);
    expect(found('tall ships sail', 'tall ships', 'ships sail')).toEqual(['tall ships sail']);
  });

  it('always lies in the text, in order', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        (text, term) => {
          let end = 0;
          for (const { from, to } of termMatches(text + term + text, foldedTerms([term]))) {
            expect(from).toBeGreaterThanOrEqual(end);
            expect(to).toBeGreaterThan(from);
            end = to;
          }
          expect(end).toBeLessThanOrEqual(text.length * 2 + term.length);
        },
      ),
    );
  });
});

describe('folding', () => {
  it('tells for each of its letters where it comes from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { text: folded, from } = fold(text);
        expect(from).toHaveLength(folded.length + 1);
        expect(from.at(-1)).toBe(text.length);
      }),
    );
  });
});
