import { describe, expect, it } from 'vitest';
import { tourKey, type TourKeyPress } from './tour-keys.ts';

function press(key: string, change: Partial<TourKeyPress> = {}): TourKeyPress {
  return {
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    defaultPrevented: false,
    ...change,
  };
}

describe('the keys of the tour', () => {
  it('lead on and back', () => {
    expect(tourKey(press('ArrowRight'))).toBe('next');
    expect(tourKey(press('ArrowLeft'))).toBe('back');
  });

  it.each(['ArrowDown', 'ArrowUp', ' ', 'Enter', 'r', 'Tab'])('leave %s to what it does elsewhere', (key) => {
    expect(tourKey(press(key))).toBeNull();
  });

  it.each([
    { ctrlKey: true },
    { metaKey: true },
    { altKey: true },
    { shiftKey: true },
    { defaultPrevented: true },
  ])('leave the arrows alone with %o', (change) => {
    expect(tourKey(press('ArrowRight', change))).toBeNull();
  });
});
