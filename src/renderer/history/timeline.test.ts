import { describe, expect, it } from 'vitest';
import { daysOf, growth } from './timeline.ts';

const now = new Date(2026, 4, 20, 15, 0).getTime();
const at = (day: number, hour: number) => new Date(2026, 4, day, hour, 0).getTime();
const version = (savedAt: number, wordCount = 10) => ({ revision: 1, savedAt, title: 'Log', wordCount });

describe('the timeline of a note', () => {
  it('puts the texts of one day together, and names the days near', () => {
    const versions = [version(at(20, 9)), version(at(20, 8)), version(at(19, 23)), version(at(2, 7))];
    expect(daysOf(versions, now).map(({ name, versions }) => [name, versions.length])).toEqual([
      ['Today', 2],
      ['Yesterday', 1],
      ['2 May 2026', 1],
    ]);
  });

  it.each([
    [12, 10, '2 more'],
    [1_010, 2_010, '1,000 fewer'],
    [10, 10, ''],
  ])('says of %i words after %i: “%s”', (words, before, said) => {
    expect(growth(version(now, words), version(now, before))).toBe(said);
  });

  it('says nothing of the first text', () => {
    expect(growth(version(now), undefined)).toBe('');
  });
});
