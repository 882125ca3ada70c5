import { describe, expect, it } from 'vitest';
import { ageOfUniverse, plainDollars, plainNumber, plainTime } from './plain-amounts.ts';

const year = 365.25 * 86_400;

describe('amounts in plain words', () => {
  it.each([
    [0.2, 'less than a second'],
    [1, '1 second'],
    [90, '2 minutes'],
    [3600, '1 hour'],
    [5 * 86_400, '5 days'],
    [3 * year, '3 years'],
    [310 * year, '3 centuries'],
    [54_321 * year, '54,000 years'],
    [8.12e6 * year, '8.1 million years'],
    [ageOfUniverse, 'the age of the universe'],
    [ageOfUniverse * 49, '49 times the age of the universe'],
  ])('says %d seconds as “%s”', (seconds, words) => {
    expect(plainTime(seconds)).toBe(words);
  });

  it.each([
    [0.001, 'less than a cent'],
    [0.42, '42 cents'],
    [7.9, '$8'],
    [8_130_000, '$8.1 million'],
    [4.4e19, 'more than $1,000 quadrillion'],
  ])('says %d dollars as “%s”', (dollars, words) => {
    expect(plainDollars(dollars)).toBe(words);
  });

  it('moves on to the next word when rounding reaches it', () => {
    expect(plainNumber(999_999)).toBe('1 million');
    expect(plainNumber(999_999_999)).toBe('1 billion');
  });

  it('never shows an infinite number', () => {
    expect(plainTime(Infinity)).toBe('more than 1,000 quadrillion times the age of the universe');
    expect(plainDollars(Infinity)).toBe('more than $1,000 quadrillion');
  });
});
