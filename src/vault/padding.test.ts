import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { pad, padmeSize, unpad } from './padding.ts';

describe('padding', () => {
  it.each([
    [0, 0],
    [1, 1],
    [8, 8],
    [9, 10],
    [100, 104],
    [1000, 1024],
    [65_535, 65_536],
    [1_000_000, 1_015_808],
    [2 ** 31 + 1, 2 ** 31 + 2 ** 26],
    [2 ** 32, 2 ** 32],
    [2 ** 40 - 1, 2 ** 40],
    [2 ** 53 - 1, 2 ** 53],
  ])('gives a message of %i bytes the Padmé size %i', (length, size) => {
    expect(padmeSize(length)).toBe(size);
  });

  it('refuses a length that no record has', () => {
    expect(() => padmeSize(-1)).toThrow(RangeError);
    expect(() => padmeSize(2 ** 53)).toThrow(RangeError);
  });

  test.prop([fc.maxSafeNat()])('adds at most 12 % and never shrinks', (length) => {
    expect(padmeSize(length)).toBeGreaterThanOrEqual(length);
    expect(padmeSize(length)).toBeLessThanOrEqual(length * 1.12 + 1);
  });

  test.prop([fc.nat({ max: 2 ** 52 })])('is stable: a padded size needs no more padding', (length) => {
    expect(padmeSize(padmeSize(length))).toBe(padmeSize(length));
  });

  test.prop([fc.uint8Array({ maxLength: 5_000 })])('gives back what was padded', (message) => {
    expect(unpad(pad(message))).toEqual(message);
  });

  test.prop([fc.uint8Array({ maxLength: 300 })])('takes arbitrary bytes without throwing', (bytes) => {
    const message = unpad(bytes);
    if (message) expect(pad(message)).toEqual(bytes);
  });

  it('refuses padding that is not zeros', () => {
    const padded = pad(new Uint8Array(101));
    expect(padded.length).toBeGreaterThan(4 + 101);
    expect(unpad(padded.with(-1, 1))).toBeNull();
  });
});
