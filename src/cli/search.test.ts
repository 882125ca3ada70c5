import { describe, expect, it } from 'vitest';
import { isMatch, wordsOf } from './search.ts';

const finds = (query: string, body: string) => isMatch({ title: '', tags: [], body }, wordsOf(query));

describe('a search', () => {
  it.each([
    ['cafe', 'Un CAFÉ, s’il vous plaît'],
    ['CAFÉ', 'cafe\u0301'],
    ['strasse', 'Lange Straße'],
    ['ΟΔΟΣ', 'η οδός'],
    ['istanbul', 'İstanbul'],
    ['ﬁne', 'fine'],
    ['محمد', 'مُحَمَّد'],
    ['각', '각'.normalize('NFD')],
  ])('finds %j in %j', (query, body) => {
    expect(finds(query, body)).toBe(true);
  });

  it.each([
    ['か', 'が'],
    ['가', '각'],
    ['कि', 'का'],
    ['tea four', 'tea at five'],
  ])('does not find %j in %j', (query, body) => {
    expect(finds(query, body)).toBe(false);
  });

  it('wants every word, in title, tags or text', () => {
    const note = { title: 'Tea', tags: ['kitchen'], body: 'At four' };
    expect(isMatch(note, wordsOf('four  kitchen tea'))).toBe(true);
    expect(isMatch(note, wordsOf('four garden'))).toBe(false);
  });
});
