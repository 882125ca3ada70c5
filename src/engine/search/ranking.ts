/** The most ids that a search answers. */
export const mostHits = 1_000;

/** How much of a score's bits is left out to tell its band: what is left are the exponent and the five highest bits behind it. */
const bandShift = 18;
/** No score has its sign bit set. */
const bandCounts = new Uint32Array(1 << (31 - bandShift));

const mostDigitBits = 12;
const digitStarts = new Uint32Array((1 << mostDigitBits) + 1);

/** Room that is used again: making it anew for each search would take as long as the search. */
interface Room {
  readonly keys: Int32Array;
  readonly places: Uint32Array;
}

let room: Room = roomFor(0);
let otherRoom: Room = roomFor(0);

function roomFor(count: number): Room {
  return { keys: new Int32Array(count), places: new Uint32Array(count) };
}

/**
 * The places of the best scores, the best first, at most so many. Of two that are the same the one that comes first is first, or
 * the one that comes last. Scores are not negative. Takes time in proportion to their number. The answer holds until the next call.
 */
export function bestOf(
  scores: Float32Array,
  most: number,
  { isLastFirst = false }: { readonly isLastFirst?: boolean } = {},
): Uint32Array {
  const { length } = scores;
  if (room.keys.length < length) [room, otherRoom] = [roomFor(length), roomFor(length)];
  // As numbers, the bits of floats that are not negative are in their order.
  const bits = new Int32Array(scores.buffer, scores.byteOffset, length);
  const floor = length > most ? floorFor(bits, most) : 0;
  let from = room;
  let to = otherRoom;
  const { keys, places } = from;
  let count = 0;
  let [least, largest] = [0x7fffffff, 0];
  for (let index = 0; index < length; index++) {
    const place = isLastFirst ? length - 1 - index : index;
    const value = bits[place] ?? 0;
    if (value < floor) continue;
    places[count] = place;
    keys[count++] = value;
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  // Turned over, the largest comes first.
  for (let index = 0; index < count; index++) keys[index] = largest - (keys[index] ?? 0);
  const width = 32 - Math.clz32(Math.max(0, largest - least));
  const digitBits = Math.ceil(width / Math.ceil(width / mostDigitBits));
  for (let shift = 0; shift < width; shift += digitBits) {
    sortByDigit(from, to, { count, shift, digits: 1 << digitBits });
    [from, to] = [to, from];
  }
  return from.places.subarray(0, Math.min(count, most));
}

/** One pass of a radix sort. */
function sortByDigit(
  { keys, places }: Room,
  { keys: toKeys, places: toPlaces }: Room,
  { count, shift, digits }: { readonly count: number; readonly shift: number; readonly digits: number },
): void {
  const starts = digitStarts.fill(0, 0, digits + 1);
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
    toKeys[slot] = key;
    toPlaces[slot] = places[index] ?? 0;
  }
}

/** The bits of a score that at least `most` of these reach, and few more. */
function floorFor(bits: Int32Array, most: number): number {
  const counts = bandCounts.fill(0);
  const { length } = bits;
  for (let index = 0; index < length; index++) {
    const band = (bits[index] ?? 0) >>> bandShift;
    counts[band] = (counts[band] ?? 0) + 1;
  }
  let left = most;
  for (let band = counts.length - 1; band > 0; band--) {
    left -= counts[band] ?? 0;
    if (left <= 0) return band << bandShift;
  }
  return 0;
}
