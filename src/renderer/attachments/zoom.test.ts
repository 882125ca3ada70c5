import { describe, expect, it } from 'vitest';
import { fitting, stepped, zoomOfKey, zoomWords } from './zoom.ts';

describe('the size on the screen', () => {
  it('fits a room, and is never more than its own', () => {
    expect(fitting({ width: 800, height: 400 }, { width: 400, height: 400 })).toBe(0.5);
    expect(fitting({ width: 100, height: 400 }, { width: 400, height: 100 })).toBe(0.25);
    expect(fitting({ width: 10, height: 10 }, { width: 400, height: 400 })).toBe(1);
    expect(fitting({ width: 0, height: 10 }, { width: 400, height: 400 })).toBe(1);
  });

  it('goes to the next step from wherever it is, and stays at the last', () => {
    expect(stepped(0.88, 1)).toBe(1);
    expect(stepped(0.88, -1)).toBe(0.75);
    expect(stepped(1, 1)).toBe(1.25);
    expect(stepped(8, 1)).toBe(8);
    expect(stepped(0.1, -1)).toBe(0.1);
  });

  it('is changed by the keys on which the signs stand, with and without Shift', () => {
    expect(['+', '=', '-', '_', '0', 'x'].map((key) => zoomOfKey(key))).toEqual([1, 1, -1, -1, 'fit', null]);
  });

  it('is said in hundredths', () => {
    expect(zoomWords(0.333)).toBe('33 %');
  });
});
