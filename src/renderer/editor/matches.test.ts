import { describe, expect, it } from 'vitest';
import { firstMatch, matchesIn } from './matches.ts';

const found = (text: string, search: string) =>
  [...matchesIn(text, search)].map(({ from, to }) => text.slice(from, to));

describe('finding in a text', () => {
  it('takes capitals and small letters alike', () => {
    expect(found('Hedge, hedge, HEDGE', 'hedge')).toEqual(['Hedge', 'hedge', 'HEDGE']);
  });

  it('takes a letter and its accent together or apart', () => {
    expect(found('cafe\u0301 caf\u00e9', 'caf\u00e9')).toEqual(['cafe\u0301', 'caf\u00e9']);
  });

  it.each(['a.b', '(', '[x]', '$1', '\\d', 'a|b', '^', '-', '{2}', '/'])(
    'takes “%s” for what it is',
    (search) => {
      expect(found(`a-b axb ${search}`, search)).toContain(search);
      expect(found('zzz', search)).toEqual([]);
    },
  );

  it('finds nothing for no words, and ends', () => {
    expect(found('text', '')).toEqual([]);
  });

  it('starts where it is told, and begins again from the top where nothing follows', () => {
    expect(firstMatch('one two one', 'one', 4)).toEqual({ from: 8, to: 11 });
    expect(firstMatch('one two', 'one', 4)).toEqual({ from: 0, to: 3 });
    expect(firstMatch('one two', 'three', 4)).toBeNull();
  });

  it('does not stumble over half a character', () => {
    expect(found('a \ud800 b', '\ud800')).toHaveLength(1);
  });
});
