import { describe, expect, it } from 'vitest';
import { stepIn, stepOut } from './list-nesting.ts';

describe('an item of a list', () => {
  it.each([
    ['- b', '- a', 2],
    ['2. b', '1. a', 3],
    ['- b', '10. a', 4],
    ['- b', '  - a', 4],
    ['  - b', '- a', 2],
    ['- b', 'words', 2],
  ])('“%s” goes in below the words of “%s”', (line, above, step) => {
    expect(stepIn(line, above)).toBe(step);
  });

  it.each([
    ['  - b', 2],
    ['   1. b', 3],
    [' - b', 1],
    ['- b', 0],
    ['\t- b', 1],
  ])('“%s” comes out again', (line, step) => {
    expect(stepOut(line)).toBe(step);
  });

  it('is none in other lines', () => {
    expect([stepIn('words', '- a'), stepOut('  words')]).toEqual([null, null]);
  });
});
