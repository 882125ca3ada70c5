/** The most ids that a search answers. */
export const mostHits = 2_000;

/**
 * The places of the best scores, the best first, at most so many. Of two that are the same the one that comes first is first, or
 * the one that comes last. Scores are not negative. Takes time in proportion to their number.
 */
export function bestOf(
  scores: Float32Array,
  most: number,
  { isLastFirst = false }: { readonly isLastFirst?: boolean } = {},
): Uint32Array {
  const { length } = scores;
  const bits = new Uint32Array(scores.buffer, scores.byteOffset, length);
  const floor = floorFor(scores, most);
  let places = new Uint32Array(length);
  let count = 0;
  let [least, largest] = [0xffffffff, 0];
  for (let index = 0; index < length; index++) {
    const place = isLastFirst ? length - 1 - index : index;
    if ((scores[place] ?? 0) < floor) continue;
    places[count++] = place;
    // As numbers, the bits of floats that are not negative are in their order.
    const value = bits[place] ?? 0;
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  places = places.subarray(0, count);
  let keys = new Uint32Array(count);
  // Turned over, the largest comes first.
  for (let index = 0; index < count; index++) keys[index] = largest - (bits[places[index] ?? 0] ?? 0);
  let [nextKeys, nextPlaces] = [new Uint32Array(count), new Uint32Array(count)];
  for (let shift = 0; shift < 32 && (largest - least) >>> shift > 0; shift += digitBits) {
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

const digitBits = 9;
const digits = 1 << digitBits;
const digitStarts = new Uint32Array(digits + 1);

function sortByDigit(from: Sorted, to: Sorted, shift: number): void {
  const starts = digitStarts.fill(0);
  const { keys, places } = from;
  const count = keys.length;
  for (let index = 0; index < count; index++) {
    const digit = (((keys[index] ?? 0) >>> shift) & (digits - 1)) + 1;
    starts[digit] = (starts[digit] ?? 0) + 1;
  }
  for (let digit = 0; digit < digits; digit++)
    starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
  for (let index = 0; index < count; index++) {
    const key = keys[index] ?? 0;
    const digit = (key >>> shift) & (digits - 1);
    const slot = starts[digit] ?? 0;
    starts[digit] = slot + 1;
    to.keys[slot] = key;
    to.places[slot] = places[index] ?? 0;
  }
}

const bands = 1024;
const bandCounts = new Uint32Array(bands + 1);

/** A score that at least `most` of these reach, and few more: 0 if there are not so many. */
function floorFor(scores: Float32Array, most: number): number {
  const { length } = scores;
  if (length <= most) return 0;
  let [least, largest] = [Infinity, 0];
  for (let index = 0; index < length; index++) {
    const score = scores[index] ?? 0;
    if (score < least) least = score;
    if (score > largest) largest = score;
  }
  const width = (largest - least) / bands;
  if (!(width > 0)) return 0;
  const counts = bandCounts.fill(0);
  const scale = 1 / width;
  for (let index = 0; index < length; index++) {
    // Rounding may come out one above the last.
    const band = Math.min(bands, ((scores[index] ?? 0) - least) * scale) | 0;
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
