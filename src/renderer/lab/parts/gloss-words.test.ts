import { describe, expect, it } from 'vitest';
import { meaningOf, stretchesOf } from './gloss-words.ts';

const found = (text: string, ...terms: string[]): (string | null)[][] =>
  stretchesOf(text, terms).map(({ text: words, term }) => [words, term]);

describe('words that are explained where they stand', () => {
  it('picks out the first mention of each term, in any case, and leaves the text as it was', () => {
    const stretches = stretchesOf('A share is no key. Shares are many; a KEY is one.', ['share', 'key']);
    expect(stretches.map(({ text }) => text).join('')).toBe(
      'A share is no key. Shares are many; a KEY is one.',
    );
    expect(stretches.filter(({ term }) => term !== null).map(({ text }) => text)).toEqual(['share', 'key']);
  });

  it('prefers the longer term', () => {
    expect(found('the vault key', 'key', 'vault key')).toEqual([
      ['the ', null],
      ['vault key', 'vault key'],
    ]);
  });

  it('takes a plural for its word', () => {
    expect(found('two shares', 'share')[1]).toEqual(['shares', 'share']);
  });

  it('finds no term inside another word, and none by the signs in it', () => {
    expect(found('monkeys keyed', 'key')).toEqual([['monkeys keyed', null]]);
    expect(found('axc', 'a.c')).toEqual([['axc', null]]);
  });

  it('knows the words of the glossary and of the models', () => {
    const glossary = {
      terms: [{ term: 'LEAF', meaning: 'A block.' }],
      models: [],
    };
    expect(meaningOf('leaf', glossary)?.meaning).toBe('A block.');
    expect(meaningOf('root', glossary)).toBeNull();
  });
});
