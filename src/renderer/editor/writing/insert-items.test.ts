import { describe, expect, it } from 'vitest';
import { itemsFor } from './insert-items.ts';

const names = (asked: string): readonly string[] =>
  itemsFor(asked).map(({ name, about }) => `${name} ${about}`);

describe('what can be put in', () => {
  it('is all of it while nothing is asked for', () => {
    expect(names('').length).toBeGreaterThan(15);
    expect(names('')[0]).toBe('Heading 1 #');
  });

  it.each([
    ['head', ['Heading 1 #', 'Heading 2 ##', 'Heading 3 ###']],
    ['h2', ['Heading 2 ##']],
    ['todo', ['Task - [ ]']],
    ['numbered l', ['Numbered list 1.']],
    ['table', ['Table 3 × 3']],
    ['table 2x4', ['Table 2 × 4']],
    ['table 2 × 4', ['Table 2 × 4']],
    ['table 2', ['Table 2 × 3']],
    ['table 2x', ['Table 2 × 3']],
    ['table 0x4', []],
    ['table 31x4', []],
    ['usr', []],
  ])('for “%s” is %j', (asked, found) => {
    expect(names(asked)).toEqual(found);
  });
});
