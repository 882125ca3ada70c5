import { describe, expect, it } from 'vitest';
import { completed, completionAt } from './completion.ts';

const names = { tags: ['work', 'Wörter', 'two words'], notebooks: ['Projects/Ships', 'Trash'] };
const offered = (query: string, cursor = query.length): readonly string[] =>
  completionAt(query, cursor, names)?.suggestions.map(({ value }) => value) ?? [];

describe('what is offered behind an operator', () => {
  it('is what the vault has, the beginnings first, whatever its accents', () => {
    expect(offered('tag:')).toEqual(['work', 'Wörter', '"two words"']);
    expect(offered('tea -tag:wor')).toEqual(['work', 'Wörter', '"two words"']);
    expect(offered('in:ship')).toEqual(['Projects/Ships']);
  });

  it('tells a notebook from the place of that name', () => {
    expect(offered('in:tra')).toEqual(['"Trash"', 'trash']);
  });

  it('is nothing elsewhere, and nothing when it is there already', () => {
    for (const query of ['work', 'tag: ', 'tag:work', 'http://work', 'tag:zzz'])
      expect(offered(query)).toEqual([]);
    expect(offered('tag:work', 6)).toEqual([]);
  });

  it('takes the place of what was typed', () => {
    const query = 'a tag:"two b';
    const from = completionAt('a tag:"two', 10, names)?.from ?? 0;
    expect(completed(query, 10, from, '"two words"')).toEqual({ query: 'a tag:"two words" b', cursor: 18 });
  });
});
