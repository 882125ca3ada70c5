import { describe, expect, it } from 'vitest';
import { wordCountOf } from './word-count.ts';

describe('the word count', () => {
  it.each([
    ['', 0],
    ['one two  three', 3],
    ["don't stop — it's 3.14", 4],
    ['日本語', 3],
    ['नमस्ते दुनिया', 2],
    ['سلام دنیا', 2],
    ['# **bold**', 1],
  ])('of %j is %i', (text, count) => {
    expect(wordCountOf(text)).toBe(count);
  });

  it('is told of texts without a space, too, however long', () => {
    for (const text of ['a.'.repeat(6_000_000), 'ไ'.repeat(8_000_000)])
      expect(wordCountOf(text)).toBeGreaterThan(0);
  });
});
