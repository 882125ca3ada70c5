import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { decadesAround, marksOf, pathOf, scaleOf, spread, visible, type Axis } from './plot.ts';

const axis = (kind: Axis['kind'], from: number, to: number): Axis => ({
  kind,
  from,
  to,
  label: '',
  mark: String,
  value: String,
});

describe('a plot', () => {
  it('places values on both kinds of axis, upwards too', () => {
    expect(scaleOf(axis('linear', 0, 50), [100, 200])(25)).toBe(150);
    expect(scaleOf(axis('log', 1, 1e4), [300, 100])(100)).toBeCloseTo(200, 9);
  });

  it('marks powers of ten, seven at most', () => {
    expect(marksOf(axis('log', 1, 1e6))).toEqual([1, 10, 100, 1e3, 1e4, 1e5, 1e6]);
    expect(marksOf(axis('log', 1e-4, 1e36))).toEqual([1, 1e6, 1e12, 1e18, 1e24, 1e30, 1e36]);
    expect(marksOf(axis('log', 1, 1e9))).toEqual([1, 100, 1e4, 1e6, 1e8]);
    expect(marksOf(axis('linear', 1, 50))).toEqual([10, 20, 30, 40, 50]);
  });

  test.prop([fc.integer({ min: -12, max: 30 }), fc.integer({ min: 2, max: 80 })])(
    'has at least one mark on any axis, each within it',
    (low, decades) => {
      const [from, to] = [10 ** low, 10 ** (low + decades)];
      const marks = marksOf(axis('log', from, to));
      expect(marks.length).toBeGreaterThan(0);
      expect(marks.length).toBeLessThanOrEqual(8);
      for (const mark of marks) expect(mark >= from * 0.999 && mark <= to * 1.001).toBe(true);
    },
  );

  it('finds the powers of ten around what there is to show', () => {
    expect(decadesAround([92_000, 10, 0.02])).toEqual({ from: 0.01, to: 1e5 });
    expect(decadesAround([5, 5])).toEqual({ from: 1, to: 100 });
    expect(decadesAround([0, Infinity])).toEqual({ from: 1, to: 100 });
  });

  it('draws only what can be seen', () => {
    const points = [
      [1, 0.5],
      [2, 5],
      [3, 50],
      [9, 60],
    ] as const;
    expect(visible(points, axis('linear', 1, 5), axis('log', 1, 100))).toEqual([
      [2, 5],
      [3, 50],
    ]);
  });

  it('writes a path', () => {
    expect(
      pathOf([
        [0, 1.26],
        [10, 20],
      ]),
    ).toBe('M0.0 1.3L10.0 20.0');
  });
});

describe('the names of lines', () => {
  it('stay where they are while there is room', () => {
    expect(spread([50, 150], [20, 20], [0, 200])).toEqual([50, 150]);
  });

  it('move apart where they would cover each other, and stay inside', () => {
    expect(spread([100, 102, 101], [20, 20, 20], [0, 200])).toEqual([100, 140, 120]);
    expect(spread([195, 190], [20, 20], [0, 200])).toEqual([190, 170]);
  });

  test.prop([fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { minLength: 1, maxLength: 6 })])(
    'never cover each other',
    (wanted) => {
      const placed = spread(
        wanted,
        wanted.map(() => 40),
        [0, 400],
      ).sort((a, b) => a - b);
      placed.forEach((middle, at) => {
        expect(middle).toBeGreaterThanOrEqual(20 - 1e-9);
        expect(middle).toBeLessThanOrEqual(380 + 1e-9);
        if (at > 0) expect(middle - (placed[at - 1] ?? NaN)).toBeGreaterThanOrEqual(40 - 1e-9);
      });
    },
  );
});
