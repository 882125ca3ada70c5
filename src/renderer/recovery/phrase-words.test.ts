import { describe, expect, it } from 'vitest';
import { drawPositions, endsInWord, strangeWords, wordsOf } from './phrase-words.ts';

describe('a typed recovery phrase', () => {
  it('is read word by word, whatever the case and spacing', () => {
    expect(wordsOf('  Abandon\nABILITY\t able ')).toEqual(['abandon', 'ability', 'able']);
  });

  it('may be copied from the sheet with its numbers', () => {
    expect(wordsOf('1. abandon 2. ability\n3 able')).toEqual(['abandon', 'ability', 'able']);
  });

  it('has no strange words when all are in the list', () => {
    expect(strangeWords(['abandon', 'zoo'])).toEqual([]);
  });

  it.each([
    ['hause', null],
    ['hourr', 'hour'],
    ['abandonn', 'abandon'],
    ['zooo', 'zoo'],
    ['able', null],
    ['xylophone', null],
    ['brdige', 'bridge'],
  ])('says of “%s” which word was meant: %s', (word, meant) => {
    const [strange] = strangeWords(['abandon', word]);
    expect(strange?.meant ?? null).toBe(meant);
  });

  it('names the position of a word that is not in the list, counted from one', () => {
    expect(strangeWords(['abandon', 'qwerty'])).toMatchObject([{ position: 2, word: 'qwerty' }]);
  });

  it('knows that the last word may not be finished', () => {
    expect(endsInWord('abandon ab')).toBe(true);
    expect(endsInWord('abandon ')).toBe(false);
  });
});

describe('the words asked for', () => {
  it('are different ones, in order, between the first and the last', () => {
    for (let turn = 0; turn < 200; turn++) {
      const positions = drawPositions(3);
      expect(new Set(positions).size).toBe(3);
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      expect(Math.min(...positions)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...positions)).toBeLessThanOrEqual(24);
    }
  });

  it('can be any, the last one too', () => {
    expect(drawPositions(3, () => 0.999_999)).toEqual([22, 23, 24]);
    expect(drawPositions(3, () => 0)).toEqual([1, 2, 3]);
  });
});
