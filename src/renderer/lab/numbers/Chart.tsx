import styles from './Chart.module.css';
import { ChartTable } from './ChartTable.tsx';
import { marksOf, pathOf, scaleOf, spread, visible, type Axis, type Point } from './plot.ts';

/** `escrow`: it exists because of escrow; `accent`: what the person has set; `faint`: there to compare with. */
export type Look = 'accent' | 'escrow' | 'faint';

export interface Line {
  readonly label: string;
  readonly points: readonly Point[];
  readonly look: Look;
  readonly dash?: 'dashed' | 'dotted' | 'long';
}

/** A line from top to bottom that marks a value of x. */
export interface Rule {
  readonly at: number;
  readonly label: string;
  readonly look: Look | 'plain';
}

/** A point to look at. */
export interface Spot {
  readonly at: Point;
  readonly label: string | null;
  readonly look: Look;
}

export interface ChartProps {
  /** What the table's caption says. */
  readonly title: string;
  /** What it shows, in a sentence: said to those who cannot see it. */
  readonly finding: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  readonly rules?: readonly Rule[];
  readonly spots?: readonly Spot[];
}

/** The drawing's own units: it is scaled to the room there is, type and all. */
const size = { width: 780, height: 420 } as const;
const plot = { left: 104, right: 610, top: 54, bottom: 356 } as const;
const lineHeight = 19;

interface Placing {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

function Axes({ x, y, place }: Pick<ChartProps, 'x' | 'y'> & { readonly place: Placing }) {
  return (
    <g>
      {marksOf(y).map((value) => (
        <g key={value} transform={`translate(0 ${place.y(value)})`}>
          <line className={styles.grid} x1={plot.left} x2={plot.right} />
          <text x={plot.left - 10} dy="0.35em" textAnchor="end">
            {y.mark(value)}
          </text>
        </g>
      ))}
      {marksOf(x).map((value) => (
        <g key={value} transform={`translate(${place.x(value)} ${plot.bottom})`}>
          <line className={styles.tick} y2={6} />
          <text y={24} textAnchor="middle">
            {x.mark(value)}
          </text>
        </g>
      ))}
      <line className={styles.axis} x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} />
      <text className={styles.name} x={(plot.left + plot.right) / 2} y={size.height - 12} textAnchor="middle">
        {x.label}
      </text>
      <text className={styles.name} x={4} y={18}>
        {y.label}
      </text>
    </g>
  );
}

/** Which end of a text stands at a place, so that it stays within the plot. */
function anchorAt(x: number): 'start' | 'middle' | 'end' {
  const part = (x - plot.left) / (plot.right - plot.left);
  if (part < 0.15) return 'start';
  return part > 0.62 ? 'end' : 'middle';
}

function Rules({ rules, place }: { readonly rules: readonly Rule[]; readonly place: Placing }) {
  return rules.map(({ at, label, look }) => (
    <g key={label} data-look={look} className={styles.rule} transform={`translate(${place.x(at)} 0)`}>
      <line y1={plot.top - 6} y2={plot.bottom} />
      <text y={plot.top - 12} textAnchor={anchorAt(place.x(at))}>
        {label}
      </text>
    </g>
  ));
}

/** A label as the lines it is written in. */
function rows(label: string): string[] {
  return label.split(', ').map((row, at, all) => (at < all.length - 1 ? `${row},` : row));
}

interface Drawn extends Line {
  readonly seen: readonly Point[];
  readonly end: Point;
}

/** Each line's name stands at its end, in place of a legend. */
function Names({ drawn }: { readonly drawn: readonly Drawn[] }) {
  const heights = drawn.map(({ label }) => rows(label).length * lineHeight + 4);
  const middles = spread(
    drawn.map(({ end }) => end[1]),
    heights,
    [plot.top - 14, plot.bottom + 14],
  );
  return drawn.map(({ label, look, end: [x, y] }, at) => {
    const middle = middles[at] ?? y;
    const lines = rows(label);
    return (
      <g key={label} data-look={look} className={styles.label}>
        <path
          d={pathOf([
            [x + 5, y],
            [plot.right + 14, middle],
            [plot.right + 22, middle],
          ])}
        />
        <text x={plot.right + 27} y={middle - ((lines.length - 1) * lineHeight) / 2}>
          {lines.map((row, index) => (
            <tspan key={row} x={plot.right + 27} dy={index === 0 ? '0.35em' : lineHeight}>
              {row}
            </tspan>
          ))}
        </text>
      </g>
    );
  });
}

function Spots({ spots, place }: { readonly spots: readonly Spot[]; readonly place: Placing }) {
  // Spots may lie on each other: only their order tells them apart.
  return spots.map(({ at: [x, y], label, look }, order) => (
    <g
      key={order}
      data-look={look}
      className={styles.spot}
      transform={`translate(${place.x(x)} ${place.y(y)})`}
    >
      <circle r={6} />
      {label !== null && (
        <text y={-14} textAnchor={anchorAt(place.x(x))}>
          {label}
        </text>
      )}
    </g>
  ));
}

function drawnOf(lines: readonly Line[], { x, y }: Pick<ChartProps, 'x' | 'y'>, place: Placing): Drawn[] {
  return lines.flatMap((line) => {
    const seen = visible(line.points, x, y).map<Point>(([at, value]) => [place.x(at), place.y(value)]);
    const end = seen.at(-1);
    return end === undefined ? [] : [{ ...line, seen, end }];
  });
}

/** Lines over two axes, and the same as a table. */
export function Chart({ title, finding, x, y, lines, rules = [], spots = [] }: ChartProps) {
  const place = { x: scaleOf(x, [plot.left, plot.right]), y: scaleOf(y, [plot.bottom, plot.top]) };
  const drawn = drawnOf(lines, { x, y }, place);
  const shown = spots.filter(({ at }) => visible([at], x, y).length > 0);
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-label={`${title}. ${finding}`}
      >
        <Axes x={x} y={y} place={place} />
        <Rules rules={rules.filter(({ at }) => at >= x.from && at <= x.to)} place={place} />
        {drawn.map(({ label, look, dash, seen }) => (
          <path key={label} className={styles.line} data-look={look} data-dash={dash} d={pathOf(seen)} />
        ))}
        <Names drawn={drawn} />
        <Spots spots={shown} place={place} />
      </svg>
      <ChartTable title={title} x={x} y={y} lines={lines} />
    </figure>
  );
}
