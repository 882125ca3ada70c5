import { describe, expect, it } from 'vitest';
import { nearFirstMark, rowSnippet, rowTitle } from './row-text.ts';

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

describe('one line about what was found', () => {
  const around = (text: string, word: string): string => {
    const at = text.indexOf(word);
    const { text: shown, marks } = nearFirstMark({ text, marks: [[at, at + word.length]] });
    expect(marks.map(([from, to]) => shown.slice(from, to))).toEqual([word]);
    return shown;
  };

  it('begins so near the first mark that it is seen', () => {
    expect(around('…admits. Serve with the flat bread from Harbour Street.', 'Harbour')).toBe(
      '…bread from Harbour Street.',
    );
  });

  it('begins at a word, and at the mark where there is none', () => {
    expect(around(`${'x'.repeat(40)}quay`, 'quay')).toBe('…quay');
    expect(around('私は東京都に行きました、それから京都に', '京都に行')).toBe(
      '私は東京都に行きました、それから京都に',
    );
  });

  it('stays as it is where the mark is near its beginning, and where there is none', () => {
    expect(around('By the quay.', 'quay')).toBe('By the quay.');
    expect(nearFirstMark({ text: 'Nothing.', marks: [] })).toEqual({ text: 'Nothing.', marks: [] });
  });
});
