import { describe, expect, it } from 'vitest';
import { rowSnippet, rowTitle } from './row-text.ts';

describe('a title in the list', () => {
  it('is “Untitled” where there is none', () => {
    expect(rowTitle(' ')).toBe('Untitled');
    expect(rowTitle('\u202e\0')).toBe('Untitled');
  });

  it('shows nothing that has no shape, or that turns the words around it round', () => {
    expect(rowTitle('Bill\u202egnp.exe\0')).toBe('Bill gnp.exe');
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

describe('a snippet in the list', () => {
  it('does not say the title again where the text begins with it', () => {
    expect(rowSnippet('Reading list', 'Reading list The Odyssey, then Emma.')).toBe(
      'The Odyssey, then Emma.',
    );
  });

  it('knows the title by its words, however they are spaced', () => {
    expect(rowSnippet(' Reading   list', 'Reading list The Odyssey.')).toBe('The Odyssey.');
  });

  it.each([
    ['the title is only the beginning of a word', 'Bread', 'Breadcrumbs, toasted.'],
    ['there is nothing else', 'Reading list', 'Reading list'],
    ['there is no title', '', 'Milk and eggs'],
  ])('stays whole where %s', (_case, title, snippet) => {
    expect(rowSnippet(title, snippet)).toBe(snippet);
  });
});
