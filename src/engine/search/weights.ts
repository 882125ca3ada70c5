import { Flag, type Segment } from './segment.ts';

/** BM25 (Robertson and Zaragoza 2009, section 3): k1 and b. */
export const k1 = 1.2;
const b = 0.75;
/** How much of a score the newest note gains over the oldest, and a pinned one over another. */
const bonus = 0.02;

/** When the notes were changed that were changed first and last. */
export interface Ages {
  readonly oldest: number;
  readonly newest: number;
}

/** What is known of each entry of a segment before anything is looked for. */
export interface Weights {
  readonly ages: Ages;
  /** k1 * (1 - b + b * its length / the average one). */
  readonly norms: Float32Array;
  /** What a term counts that stands in it once, which most do: 1 / (1 + its norm). */
  readonly onces: Float32Array;
  /** What its score is multiplied by at last: a newer note and a pinned one gain a little. */
  readonly factors: Float32Array;
}

export function agesOf(segments: readonly Segment[]): Ages {
  let [oldest, newest] = [Infinity, 0];
  for (const { updatedAt } of segments) {
    for (const time of updatedAt) {
      if (time < oldest) oldest = time;
      if (time > newest) newest = time;
    }
  }
  return { oldest: Math.min(oldest, newest), newest };
}

export function weightsOf({ count, lengths, updatedAt, flags }: Segment, ages: Ages): Weights {
  let words = 0;
  for (const length of lengths) words += length;
  const average = Math.max(1, words / Math.max(1, count));
  const scale = 1 / Math.max(1, ages.newest - ages.oldest);
  const norms = new Float32Array(count);
  const onces = new Float32Array(count);
  const factors = new Float32Array(count);
  for (let entry = 0; entry < count; entry++) {
    const norm = k1 * (1 - b + (b * (lengths[entry] ?? 0)) / average);
    norms[entry] = norm;
    onces[entry] = 1 / (1 + norm);
    const youth = ((updatedAt[entry] ?? 0) - ages.oldest) * scale;
    factors[entry] = 1 + bonus * (youth + ((flags[entry] ?? 0) & Flag.pinned ? 1 : 0));
  }
  return { ages, norms, onces, factors };
}
