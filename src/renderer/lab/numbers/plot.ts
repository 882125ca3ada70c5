import { scaleLinear, scaleLog } from 'd3-scale';

export type Point = readonly [x: number, y: number];

/** The axis of a plot. `mark` writes a value beside it, `value` in the table. */
export interface Axis {
  readonly kind: 'linear' | 'log';
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly mark: (value: number) => string;
  readonly value: (value: number) => string;
}

/** How many marks an axis may have. */
const mostMarks = 7;

/** Where a value lies, in the units of the drawing; the range may run backwards. */
export function scaleOf(
  { kind, from, to }: Axis,
  range: readonly [number, number],
): (value: number) => number {
  const scale = kind === 'log' ? scaleLog() : scaleLinear();
  return scale.domain([from, to]).range(range);
}

/** Powers of ten in a range, all of them or every second, third, sixth or twelfth: at most seven. */
function powersOfTen(from: number, to: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
  const step = [1, 2, 3, 6, 12].find((each) => (last - first) / each < mostMarks) ?? 12;
  const start = Math.ceil(first / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((last - start) / step) + 1) }, (_, at) =>
    Number(`1e${start + at * step}`),
  );
}

/** The values that an axis is marked at. */
export function marksOf({ kind, from, to }: Axis): number[] {
  return kind === 'log' ? powersOfTen(from, to) : scaleLinear().domain([from, to]).ticks(6);
}

/** The powers of ten around all of some amounts; the axis never has less than two to show. */
export function decadesAround(values: readonly number[]): { readonly from: number; readonly to: number } {
  const seen = values.filter((value) => value > 0 && Number.isFinite(value)).map(Math.log10);
  const low = Math.floor(Math.min(...seen));
  const high = Math.max(low + 2, Math.ceil(Math.max(...seen)));
  return seen.length === 0 ? { from: 1, to: 100 } : { from: 10 ** low, to: 10 ** high };
}

/** The points that lie within both axes. A line is drawn as far as it can be seen, never along the edge. */
export function visible(points: readonly Point[], x: Axis, y: Axis): readonly Point[] {
  const within = (value: number, { from, to }: Axis): boolean => value >= from && value <= to;
  return points.filter(([at, value]) => within(at, x) && within(value, y));
}

/** A line through points in the units of the drawing, to a tenth: SVG path data. */
export function pathOf(points: readonly Point[]): string {
  return points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/**
 * Moves labels apart, top to bottom, so that none covers another and none leaves the drawing while there is room.
 * `wanted`: the middles they would have; `heights`: the room each takes. The order of the middles stays.
 */
export function spread(
  wanted: readonly number[],
  heights: readonly number[],
  [top, bottom]: readonly [number, number],
): number[] {
  const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const half = (at: number): number => (heights[at] ?? 0) / 2;
  const placed = [...wanted];
  let edge = top;
  for (const at of order) {
    placed[at] = Math.max(placed[at] ?? 0, edge + half(at));
    edge = placed[at] + half(at);
  }
  edge = bottom;
  for (const at of order.reverse()) {
    placed[at] = Math.min(placed[at] ?? 0, edge - half(at));
    edge = placed[at] - half(at);
  }
  return placed;
}
