import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { rangeOf } from './byte-range.ts';

describe('the range that a request asks for', () => {
  it.each([
    [null, null],
    ['bytes=0-', { first: 0, last: 99 }],
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=10-19', { first: 10, last: 19 }],
    ['bytes=90-500', { first: 90, last: 99 }],
    ['bytes=-10', { first: 90, last: 99 }],
    ['bytes=-500', { first: 0, last: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=20-10', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['lines=0-1', null],
    ['bytes=99999999999999999999-', null],
  ])('%j of 100 bytes is %j', (header, range) => {
    expect(rangeOf(header, 100)).toEqual(range);
  });

  it('of an empty file is the whole of it, or none', () => {
    expect(rangeOf(null, 0)).toBeNull();
    expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable');
  });

  test.prop([fc.string(), fc.nat()])('never leaves the file, whatever is asked', (header, size) => {
    const range = rangeOf(`bytes=${header}`, size);
    if (range === null || range === 'unsatisfiable') return;
    expect(range.first).toBeGreaterThanOrEqual(0);
    expect(range.last).toBeLessThan(size);
    expect(range.first).toBeLessThanOrEqual(range.last);
  });
});
