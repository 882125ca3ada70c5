import { describe, expect, it } from 'vitest';
import {
  bandwidth,
  chanceWords,
  exactCount,
  mark,
  memory,
  ofHundred,
  percent,
  price,
  vaultCount,
} from './amounts.ts';

describe('amounts on the numbers page', () => {
  it.each([
    [0, '0'],
    [95_617.92, '95,618'],
    [98.51, '99'],
    [7.536, '7.54'],
    [0.00123, '0.0012'],
    [3e-80, 'about 10⁻⁸⁰'],
    [Infinity, 'more than 1,000 quadrillion'],
  ])('counts %d as “%s”', (count, words) => {
    expect(exactCount(count)).toBe(words);
  });

  it.each([
    [1, '1 vault'],
    [940, '940 vaults'],
    [1e6, '1 million vaults'],
  ])('says %d vaults as “%s”', (count, words) => {
    expect(vaultCount(count)).toBe(words);
  });

  it.each([
    [0, 'no chance'],
    [1, 'certain'],
    [0.99999, 'all but certain'],
    [0.394994, '39 in 100'],
    [0.007536, '1 in 130'],
    [0.0000985, '1 in 10,000'],
    [1e-80, 'less than 1 in a quintillion'],
  ])('says a chance of %d as “%s”', (chance, words) => {
    expect(chanceWords(chance)).toBe(words);
  });

  it.each([
    [0, '0 %'],
    [0.0001, '0.01 %'],
    [0.0956, '9.56 %'],
    [0.5, '50 %'],
    [0.99999, 'over 99.9 %'],
    [1, '100 %'],
    [1e-9, 'under 0.0001 %'],
  ])('writes %d as “%s”', (part, words) => {
    expect(percent(part)).toBe(words);
  });

  it('fills no square for what hardly ever happens, and all for what always does', () => {
    expect([0, 0.004, 0.0956, 1, 1.2].map(ofHundred)).toEqual([0, 0, 10, 100, 100]);
  });

  it('gives memory, bandwidth and prices their units', () => {
    expect([8192, 65_536, 1_048_576].map(memory)).toEqual(['8 MiB', '64 MiB', '1 GiB']);
    expect([1e11, 3.35e12, 1e13].map(bandwidth)).toEqual(['100 GB/s', '3.35 TB/s', '10 TB/s']);
    expect([0.5, 3].map(price)).toEqual(['$0.50', '$3']);
  });

  it.each([
    [1e-6, '10⁻⁶'],
    [0.01, '0.01'],
    [1, '1'],
    [10_000, '10,000'],
    [1e6, '1 million'],
    [1e8, '100 million'],
    [1e24, '10²⁴'],
  ])('marks %d on an axis as “%s”', (value, words) => {
    expect(mark(value)).toBe(words);
  });
});
