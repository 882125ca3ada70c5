import { describe, expect, it } from 'vitest';
import { scrolledOn } from './scrolling.ts';

function page(height: number) {
  const scroller = {
    scrollTop: 0,
    clientHeight: 400,
    scrollHeight: height,
    scrollBy(to?: ScrollToOptions | number) {
      const by = typeof to === 'object' ? (to.top ?? 0) : 0;
      scroller.scrollTop = Math.min(height - 400, scroller.scrollTop + by);
    },
  };
  return scroller;
}

describe('what lies below the edge', () => {
  it('is shown bit by bit, and then there is no more', () => {
    const tall = page(900);
    expect(scrolledOn(tall)).toBe(true);
    expect(tall.scrollTop).toBe(300);
    expect(scrolledOn(tall)).toBe(true);
    expect(tall.scrollTop).toBe(500);
    expect(scrolledOn(tall)).toBe(false);
  });

  it('is nothing where everything is in sight, or where nothing scrolls', () => {
    expect(scrolledOn(page(400))).toBe(false);
    expect(scrolledOn(page(405))).toBe(false);
    expect(scrolledOn(null)).toBe(false);
    expect(scrolledOn(undefined)).toBe(false);
  });
});
