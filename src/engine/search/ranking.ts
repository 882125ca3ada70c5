/** The most ids that a search answers. */
export const mostHits = 2_000;

/**
 * The places of the best scores, the best first, at most so many. Of two that are the same the one that comes first is first. Scores
 * are not negative. Takes time in proportion to their number.
 */
export function bestOf(scores: Float32Array, most: number): Uint32Array {
  const bits = new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
  const floor = floorFor(scores, most);
  let keys = new Uint32Array(bits.length);
  let places = new Uint32Array(bits.length);
  let count = 0;
  for (let place = 0; place < bits.length; place++) {
    if ((scores[place] ?? 0) < floor) continue;
    // As numbers, the bits of floats that are not negative are in their order. Turned over, the largest comes first.
    keys[count] = ~(bits[place] ?? 0);
    places[count++] = place;
  }
  keys = keys.subarray(0, count);
  places = places.subarray(0, count);
  let nextKeys = new Uint32Array(count);
  let nextPlaces = new Uint32Array(count);
  for (const shift of [0, 11, 22]) {
    sortByDigit({ keys, places }, { keys: nextKeys, places: nextPlaces }, shift);
    [keys, nextKeys] = [nextKeys, keys];
    [places, nextPlaces] = [nextPlaces, places];
  }
  return places.subarray(0, most);
}

interface Sorted {
  readonly keys: Uint32Array;
  readonly places: Uint32Array;
}

function sortByDigit(from: Sorted, to: Sorted, shift: number): void {
  const starts = new Uint32Array(2049);
  for (const key of from.keys) {
    const digit = ((key >>> shift) & 2047) + 1;
    starts[digit] = (starts[digit] ?? 0) + 1;
  }
  for (let digit = 0; digit < 2048; digit++)
    starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
  for (let index = 0; index < from.keys.length; index++) {
    const key = from.keys[index] ?? 0;
    const digit = (key >>> shift) & 2047;
    const slot = starts[digit] ?? 0;
    starts[digit] = slot + 1;
    to.keys[slot] = key;
    to.places[slot] = from.places[index] ?? 0;
  }
}

/** A score that at least `most` of these reach, and few more: 0 if there are not so many. */
export function floorFor(scores: Float32Array, most: number): number {
  if (scores.length <= most) return 0;
  let [least, largest] = [Infinity, 0];
  for (const score of scores) {
    if (score < least) least = score;
    if (score > largest) largest = score;
  }
  const bands = 1024;
  const width = (largest - least) / bands;
  if (!(width > 0)) return 0;
  const counts = new Uint32Array(bands + 1);
  const scale = 1 / width;
  for (const score of scores) {
    const band = Math.floor((score - least) * scale);
    counts[band] = (counts[band] ?? 0) + 1;
  }
  let left = most;
  for (let band = bands; band >= 0; band--) {
    left -= counts[band] ?? 0;
    // One band lower, so that rounding leaves nothing out.
    if (left <= 0) return least + (band - 1) * width;
  }
  return 0;
}
