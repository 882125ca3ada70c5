import { describe, expect, it } from 'vitest';
import { fittingBounds } from './window-place.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };
const size = { width: 1000, height: 700 };

describe('a window opens', () => {
  it('where it stood, on whichever screen', () => {
    const last = { x: 2000, y: 100, ...size };
    expect(fittingBounds(last, [screen, right])).toEqual(last);
  });

  it.each([
    ['its screen is gone', { x: 2000, y: 100 }],
    ['only a strip of it would be seen', { x: 1900, y: 100 }],
    ['its title bar would be above the screen', { x: 100, y: -40 }],
    ['it would lie below the screen', { x: 100, y: 1060 }],
  ])('in the middle, as large as it was, when %s', (_why, where) => {
    expect(fittingBounds({ ...where, ...size }, [screen])).toEqual(size);
  });

  it('no larger than its screen', () => {
    const last = { x: 1930, y: 0, width: 1900, height: 1070 };
    expect(fittingBounds(last, [screen, right])).toEqual({ ...last, width: 1280, height: 1024 });
  });

  it('off another one that stands there', () => {
    const last = { x: 100, y: 100, ...size };
    const taken = [last, { ...last, x: 128, y: 128 }];
    expect(fittingBounds(last, [screen], taken)).toEqual({ ...last, x: 156, y: 156 });
  });

  it('as large as it was when no screen is known', () => {
    expect(fittingBounds({ x: 5, y: 5, ...size }, [])).toEqual(size);
  });
});
