import type { Diagram } from '../../../contract/index.ts';
import { boxOf, gap, type Box, type Point } from './layout.ts';

/** The way of a line from one part to another: horizontal and vertical stretches, around every other part. */
export interface Route {
  readonly id: string;
  readonly points: readonly Point[];
  /** The middle of its label. */
  readonly label: Point;
  /** Whether the label has the width of a part: beside a line that goes up or down there may be room for that. */
  readonly isWide: boolean;
}

type Stretch = readonly [from: Point, to: Point];
type Side = 'left' | 'right' | 'top' | 'bottom';

const sides: readonly Side[] = ['right', 'left', 'bottom', 'top'];
/** Shifts by which lines that would lie on each other part. */
const shifts = [0, -15, 15] as const;

/** What makes one way better than another, in units of length. */
const cost = { throughPart: 10_000, bend: 34, onLine: 160, crossing: 40, shift: 6, against: 24 } as const;

function isUpright(side: Side): boolean {
  return side === 'top' || side === 'bottom';
}

/** Where a line leaves a part, and the point in the gap where it may turn. */
function exit(box: Box, side: Side, shift: number, lane: number): readonly [Point, Point] {
  const middle = { x: (box.left + box.right) / 2 + shift, y: (box.top + box.bottom) / 2 + shift };
  switch (side) {
    case 'left':
      return [
        { x: box.left, y: middle.y },
        { x: box.left - gap.x / 2 + lane, y: middle.y },
      ];
    case 'right':
      return [
        { x: box.right, y: middle.y },
        { x: box.right + gap.x / 2 + lane, y: middle.y },
      ];
    case 'top':
      return [
        { x: middle.x, y: box.top },
        { x: middle.x, y: box.top - gap.y / 2 + lane },
      ];
    case 'bottom':
      return [
        { x: middle.x, y: box.bottom },
        { x: middle.x, y: box.bottom + gap.y / 2 + lane },
      ];
  }
}

const isSame = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y;

/** Without points that lie on the way between their neighbours. */
function simplified(points: readonly Point[]): readonly Point[] {
  const distinct = points.filter((point, at) => {
    const before = points[at - 1];
    return before === undefined || !isSame(before, point);
  });
  return distinct.filter((point, at) => {
    const [before, after] = [distinct[at - 1], distinct[at + 1]];
    if (before === undefined || after === undefined) return true;
    const isStraight =
      (before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y);
    return !isStraight;
  });
}

export function stretchesOf(points: readonly Point[]): readonly Stretch[] {
  return points.slice(1).flatMap((to, at): Stretch[] => {
    const from = points[at];
    return from === undefined ? [] : [[from, to]];
  });
}

function lengthOf([from, to]: Stretch): number {
  return Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
}

function span([from, to]: Stretch): Box {
  return {
    left: Math.min(from.x, to.x),
    right: Math.max(from.x, to.x),
    top: Math.min(from.y, to.y),
    bottom: Math.max(from.y, to.y),
  };
}

function meets(a: Box, b: Box, margin = 0): boolean {
  return (
    a.left < b.right + margin &&
    a.right > b.left - margin &&
    a.top < b.bottom + margin &&
    a.bottom > b.top - margin
  );
}

/** Whether two stretches run along each other, and not only across. */
function liesOn(a: Stretch, b: Stretch): boolean {
  const [spanA, spanB] = [span(a), span(b)];
  const isLevelA = spanA.top === spanA.bottom;
  const isLevelB = spanB.top === spanB.bottom;
  return isLevelA === isLevelB && meets(spanA, spanB, 5);
}

/** Every way worth a thought between two parts. */
function waysBetween(from: Box, to: Box): readonly (readonly [points: readonly Point[], shifted: number])[] {
  const ways: (readonly [readonly Point[], number])[] = [];
  for (const leaving of sides)
    for (const arriving of sides)
      for (const shiftA of shifts)
        for (const shiftB of shifts)
          for (const lane of shifts) {
            const [start, first] = exit(from, leaving, shiftA, lane);
            const [end, last] = exit(to, arriving, shiftB, lane);
            const shifted = [shiftA, shiftB, lane].filter((shift) => shift !== 0).length;
            const straight = start.x === end.x || start.y === end.y;
            if (straight && isUpright(leaving) === isUpright(arriving)) ways.push([[start, end], shifted]);
            for (const turn of [
              { x: first.x, y: last.y },
              { x: last.x, y: first.y },
            ])
              ways.push([[start, first, turn, last, end], shifted]);
          }
  return ways.map(([points, shifted]) => [simplified(points), shifted] as const);
}

/** Whether the way turns back into the part that it leaves. */
function turnsBack(points: readonly Point[]): boolean {
  return stretchesOf(points).some(([a, b], at, all) => {
    const next = all[at + 1];
    if (next === undefined) return false;
    const [, c] = next;
    return (b.x - a.x) * (c.x - b.x) < 0 || (b.y - a.y) * (c.y - b.y) < 0;
  });
}

function priceOf(points: readonly Point[], boxes: readonly Box[], drawn: readonly Stretch[]): number {
  const stretches = stretchesOf(points);
  let price = (points.length - 2) * cost.bend + (turnsBack(points) ? cost.throughPart : 0);
  for (const stretch of stretches) {
    const box = span(stretch);
    price += lengthOf(stretch);
    price += boxes.filter((other) => meets(box, other, -1)).length * cost.throughPart;
    for (const other of drawn) {
      if (liesOn(stretch, other)) price += cost.onLine;
      else if (meets(box, span(other), 1)) price += cost.crossing;
    }
  }
  const [start, end] = [points[0], points.at(-1)];
  // Lines are read from left to right.
  if (start !== undefined && end !== undefined && end.x < start.x) price += cost.against;
  return price;
}

function cheapest(from: Box, to: Box, boxes: readonly Box[], drawn: readonly Stretch[]): readonly Point[] {
  let best: readonly Point[] = [];
  let least = Infinity;
  for (const [points, shifted] of waysBetween(from, to)) {
    const price = priceOf(points, boxes, drawn) + shifted * cost.shift;
    if (price < least) [best, least] = [points, price];
  }
  return best;
}

/** A label breaks its lines at about this many letters, and a wide one at about that many. */
const labelLetters = 11;
const wideLetters = 20;

/** Room that a label takes. */
function labelBox({ x, y }: Point, text: string, isWide: boolean): Box {
  const letters = isWide ? wideLetters : labelLetters;
  const lines = Math.ceil(text.length / letters);
  const width = Math.min(text.length, letters) * 7.4 + 8;
  const height = lines * 17 + 2;
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

/** As much of a line stays to be seen on either side of its label: an arrow. */
const seenBeside = 16;

/** Whether so little of a line that goes up or down is left beside its label that nobody sees where it leads. */
function hides({ top, bottom }: Box, [from, to]: Stretch): boolean {
  return from.x === to.x && bottom - top > Math.abs(to.y - from.y) - 2 * seenBeside;
}

/** Where a label disturbs least: on the longest stretch, unless something is there. */
function placeLabel(
  points: readonly Point[],
  text: string,
  boxes: readonly Box[],
  others: readonly Box[],
  lines: readonly Stretch[],
): Pick<Route, 'label' | 'isWide'> {
  let best = { label: points[0] ?? { x: 0, y: 0 }, isWide: false };
  let least = Infinity;
  for (const stretch of stretchesOf(points)) {
    const [from, to] = stretch;
    for (const isWide of from.x === to.x ? [false, true] : [false]) {
      for (const share of [0.5, 0.4, 0.6, 0.25, 0.75]) {
        const label = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
        const box = labelBox(label, text, isWide);
        const hits = [...boxes, ...others].filter((other) => meets(box, other)).length;
        const covered = lines.filter((line) => meets(box, span(line), 1)).length;
        const hidden = hides(box, stretch) ? 200 : 0;
        const price = hits * 1000 + covered * 300 + hidden - lengthOf(stretch) + Math.abs(share - 0.5);
        if (price < least) [best, least] = [{ label, isWide }, price];
      }
    }
  }
  return best;
}

/** The ways of all lines of a drawing, short ones first, so that the others keep out of their way. */
export function routesOf({ nodes, edges }: Diagram): ReadonlyMap<string, Route> {
  const boxes = new Map(nodes.map((node) => [node.id, boxOf(node)]));
  const all = [...boxes.values()];
  const known = edges.flatMap((edge) => {
    const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
    return from === undefined || to === undefined || edge.from === edge.to ? [] : [{ edge, from, to }];
  });
  const far = ({ from, to }: { from: Box; to: Box }): number =>
    Math.abs(from.left - to.left) + Math.abs(from.top - to.top);
  const drawn: Stretch[] = [];
  const ways = known
    .toSorted((a, b) => far(a) - far(b))
    .map(({ edge, from, to }) => {
      const points = cheapest(from, to, all, drawn);
      drawn.push(...stretchesOf(points));
      return { edge, points };
    });
  const linesBut = (id: string): readonly Stretch[] =>
    ways.flatMap(({ edge, points }) => (edge.id === id ? [] : stretchesOf(points)));
  const labels: Box[] = [];
  const routes = ways.map(({ edge, points }): Route => {
    const place = placeLabel(points, edge.label, all, labels, linesBut(edge.id));
    labels.push(labelBox(place.label, edge.label, place.isWide));
    return { id: edge.id, points, ...place };
  });
  return new Map(routes.map((route) => [route.id, route]));
}

/** The room that a drawing takes, with the lines that go around its outside. */
export function extentOf({ nodes }: Diagram, routes: ReadonlyMap<string, Route>): Box {
  const boxes = nodes.map(boxOf);
  const points = [...routes.values()].flatMap((route) => route.points);
  const x = [...boxes.flatMap(({ left, right }) => [left, right]), ...points.map((point) => point.x)];
  const y = [...boxes.flatMap(({ top, bottom }) => [top, bottom]), ...points.map((point) => point.y)];
  return { left: Math.min(...x), right: Math.max(...x), top: Math.min(...y), bottom: Math.max(...y) };
}

/** A route as an SVG path, its corners rounded. */
export function pathOf(points: readonly Point[], radius = 9): string {
  return points
    .map((point, at) => {
      const [before, after] = [points[at - 1], points[at + 1]];
      if (before === undefined) return `M${point.x} ${point.y}`;
      if (after === undefined) return `L${point.x} ${point.y}`;
      const near = (other: Point): string => {
        const length = lengthOf([point, other]);
        const share = Math.min(radius, length / 2) / (length || 1);
        return `${point.x + (other.x - point.x) * share} ${point.y + (other.y - point.y) * share}`;
      };
      return `L${near(before)}Q${point.x} ${point.y} ${near(after)}`;
    })
    .join('');
}
