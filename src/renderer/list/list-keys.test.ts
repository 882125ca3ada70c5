import { describe, expect, it } from 'vitest';
import { rowForKey } from './list-keys.ts';

describe('keys in the list', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 9, 9],
    ['ArrowDown', -1, 0],
    ['ArrowUp', 3, 2],
    ['ArrowUp', 0, 0],
    ['ArrowUp', -1, 9],
    ['PageDown', 2, 7],
    ['PageDown', 8, 9],
    ['PageUp', 8, 3],
    ['Home', 8, 0],
    ['End', 0, 9],
    ['a', 3, null],
  ])('lead with %s from row %d to %s', (key, current, row) => {
    expect(rowForKey(key, current, 10, 5)).toBe(row);
  });

  it('lead nowhere in an empty list', () => {
    expect(rowForKey('ArrowDown', -1, 0, 5)).toBeNull();
  });
});
