import { scaleLinear, scaleLog } from 'd3-scale';
import type { Series } from '../../contract/lab.ts';
import { html, type Markup } from './markup.ts';

const frame = { width: 700, height: 290, left: 76, right: 200, top: 34, bottom: 44 } as const;
const inner = {
  right: frame.width - frame.right,
  bottom: frame.height - frame.bottom,
} as const;
/** Least distance of two names, in the picture’s units. */
const nameHeight = 15;

/** What a chart is drawn of. An axis is logarithmic where `log` says so: points at or below 0 are then left out. */
export interface Chart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly log: { readonly x: boolean; readonly y: boolean };
  readonly series: readonly Series[];
}

type Point = readonly [number, number];

/** Lines as a picture (SVG), each named at its end. */
export function chartPicture({ title, x, y, log, series }: Chart): Markup {
  const lines = series.map(({ label, points }) => ({ label, points: drawable(points, log) }));
  const all = lines.flatMap(({ points }) => points);
  if (all.length === 0) return html`<p>${title}: there is nothing to draw.</p>`;
  const across = axis(all, 0, log.x, [frame.left, inner.right]);
  const up = axis(all, 1, log.y, [inner.bottom, frame.top]);
  const names = spread(lines.map(({ points }) => up.place(points.at(-1)?.[1] ?? 0)));
  return html`<svg
    class="chart"
    viewBox="0 0 ${frame.width} ${frame.height}"
    role="img"
    aria-label="${title}"
  >
    <text class="axis" x="4" y="14">${y}</text>
    ${up.ticks.map(
      (value) =>
        html`<line
            class="grid"
            x1="${frame.left}"
            x2="${inner.right}"
            y1="${up.place(value)}"
            y2="${up.place(value)}"
          />
          <text x="${frame.left - 8}" y="${up.place(value) + 4}" text-anchor="end">${amount(value)}</text>`,
    )}
    ${across.ticks.map(
      (value) =>
        html`<text x="${across.place(value)}" y="${inner.bottom + 18}" text-anchor="middle"
          >${amount(value)}</text
        >`,
    )}
    <text class="axis" x="${(frame.left + inner.right) / 2}" y="${frame.height - 6}" text-anchor="middle">
      ${x}
    </text>
    ${lines.map(({ label, points }, at) => {
      const path = points
        .map(([px, py], n) => `${n === 0 ? 'M' : 'L'}${across.place(px)} ${up.place(py)}`)
        .join('');
      return html`<path class="line line-${at % 5}" d="${path}" />
        <text class="name" x="${inner.right + 8}" y="${(names[at] ?? 0) + 4}">${label}</text>`;
    })}
  </svg>`;
}

function drawable(points: readonly Point[], log: Chart['log']): readonly Point[] {
  return points.filter(
    ([x, y]) => Number.isFinite(x) && Number.isFinite(y) && (!log.x || x > 0) && (!log.y || y > 0),
  );
}

interface Axis {
  readonly ticks: readonly number[];
  /** Where a value lies, in the picture’s units, to a tenth. */
  readonly place: (value: number) => number;
}

function axis(points: readonly Point[], of: 0 | 1, isLog: boolean, range: readonly [number, number]): Axis {
  const values = points.map((point) => point[of]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const domain = least === most ? [least * 0.5, most * 2] : [least, most];
  const scale = isLog ? scaleLog(domain, range) : scaleLinear(domain, range);
  const ticks = isLog ? powers(domain[0] ?? 1, domain[1] ?? 10) : scale.ticks(5);
  return { ticks, place: (value) => Math.round(scale(value) * 10) / 10 };
}

/** Up to six powers of ten within a range, evenly apart. */
function powers(least: number, most: number): readonly number[] {
  const [first, last] = [Math.ceil(Math.log10(least)), Math.floor(Math.log10(most))];
  const step = Math.max(1, Math.ceil((last - first) / 5));
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  return Array.from({ length: count }, (_, at) => 10 ** (first + at * step));
}

/** Heights of names that keep clear of each other, each as near as may be to the end of its line. */
function spread(wanted: readonly number[]): readonly number[] {
  const order = wanted.map((height, at) => ({ height, at })).sort((a, b) => a.height - b.height);
  const placed = [...wanted];
  let floor = -Infinity;
  for (const { height, at } of order) {
    floor = Math.max(height, floor + nameHeight);
    placed[at] = floor;
  }
  return placed;
}

const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumSignificantDigits: 3 });
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A round amount in few characters: powers of ten where words would run out. */
function amount(value: number): string {
  if (value !== 0 && (Math.abs(value) >= 1e15 || Math.abs(value) < 1e-3)) {
    const power = Math.round(Math.log10(Math.abs(value)));
    const digits = Array.from(String(Math.abs(power)), (digit) => superscripts[Number(digit)]);
    return `10${power < 0 ? '⁻' : ''}${digits.join('')}`;
  }
  return compact.format(value);
}
