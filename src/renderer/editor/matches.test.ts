import { describe, expect, it } from 'vitest';
import { firstMatch, matchesIn, type Wanted } from './matches.ts';

const wanted = (search: string, exactly: Partial<Wanted> = {}): Wanted => ({
  search,
  caseSensitive: false,
  wholeWord: false,
  ...exactly,
});

const found = (text: string, search: string, exactly: Partial<Wanted> = {}) =>
  [...matchesIn(text, wanted(search, exactly))].map(({ from, to }) => text.slice(from, to));

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

  it('tells capitals apart where it is asked to', () => {
    expect(found('Hedge, hedge', 'hedge', { caseSensitive: true })).toEqual(['hedge']);
  });

  it('finds whole words where it is asked to, in every script', () => {
    expect(found('hedge hedgehog (hedge) the_hedge', 'hedge', { wholeWord: true })).toHaveLength(2);
    expect(found('море моря', 'мор', { wholeWord: true })).toEqual([]);
    expect(found('cafe cafe\u0301', 'cafe', { wholeWord: true })).toHaveLength(1);
    expect(found('a+b', '+', { wholeWord: true })).toEqual(['+']);
  });

  it('starts where it is told, and begins again from the top where nothing follows', () => {
    expect(firstMatch('one two one', wanted('one'), 4)).toEqual({ from: 8, to: 11 });
    expect(firstMatch('one two', wanted('one'), 4)).toEqual({ from: 0, to: 3 });
    expect(firstMatch('one two', wanted('three'), 4)).toBeNull();
  });

  it('does not stumble over half a character', () => {
    expect(found('a \ud800 b', '\ud800')).toHaveLength(1);
  });
});
