import { describe, expect, it } from 'vitest';
import { hangingPrefix } from './hanging-indent.ts';

describe('the beginning of a list item', () => {
  it.each([
    ['- milk', '- '],
    ['  * nested', '  * '],
    ['12. twelfth', '12. '],
    ['- [x] done', '- [x] '],
    ['1) one', '1) '],
  ])('of “%s” is “%s”', (line, prefix) => {
    expect(hangingPrefix(line)).toBe(prefix);
  });

  it.each(['plain', '-not a list', '**bold**', '2024 was a year', ''])('is not found in “%s”', (line) => {
    expect(hangingPrefix(line)).toBeNull();
  });
});
