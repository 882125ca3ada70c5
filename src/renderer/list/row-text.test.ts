import { describe, expect, it } from 'vitest';
import { rowTitle } from './row-text.ts';

describe('a title in the list', () => {
  it('is “Untitled” where there is none', () => {
    expect(rowTitle(' ')).toBe('Untitled');
  });

  it('stays whole when it is short', () => {
    expect(rowTitle('Bread 🍞')).toBe('Bread 🍞');
  });

  it('is cut when it has ten thousand characters', () => {
    expect(rowTitle('x'.repeat(10_000)).length).toBeLessThan(300);
  });

  it('is never cut through a character', () => {
    expect(rowTitle(`x${'🍞'.repeat(200)}`).isWellFormed()).toBe(true);
  });
});
