import { describe, expect, it } from 'vitest';
import { counted, plainBytes } from './plain-care.ts';

describe('what the health screen counts', () => {
  it.each([
    [999, '999 bytes'],
    [57_344, '57 kB'],
    [1_234_567, '1.2 MB'],
    [45_600_000, '46 MB'],
    [2_000_000_000, '2 GB'],
  ])('says %i bytes as %s', (bytes, text) => {
    expect(plainBytes(bytes)).toBe(text);
  });

  it('uses the singular for one', () => {
    expect(counted(1, 'record')).toBe('1 record');
    expect(counted(12_345, 'record')).toBe('12,345 records');
  });
});
