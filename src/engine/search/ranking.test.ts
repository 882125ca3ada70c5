import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOf } from './ranking.ts';

describe('the best scores', () => {
  it('come as sorting would have them, the first of those that are the same first', () => {
    const score = fc.oneof(fc.constantFrom(0, 1, 2), fc.float({ min: 0, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(fc.array(score, { maxLength: 60 }), fc.integer({ min: 1, max: 70 }), (list, most) => {
        const scores = Float32Array.from(list);
        const places = Array.from(scores.keys());
        const expected = places.toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)).slice(0, most);
        expect(Array.from(bestOf(scores, most))).toEqual(expected);
      }),
      { numRuns: process.env.SLOW ? 5_000 : 200 },
    );
  });
});
