import type { Series } from '../../contract/lab.ts';
import { html, type Markup } from './markup.ts';

const frame = { width: 640, height: 260, left: 70, right: 150, top: 14, bottom: 40 } as const;

/** What a chart is drawn of. Both axes are logarithmic where `log` says so: points at or below 0 are then left out. */
export interface Chart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly log: { readonly x: boolean; readonly y: boolean };
  readonly series: readonly Series[];
}

/** Lines as a picture (SVG), each named at its end. */
export function chartPicture(chart: Chart): Markup {
  const lines = chart.series.map(({ label, points }) => ({
    label,
    points: points
      .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
      .filter(([x, y]) => (!chart.log.x || x > 0) && (!chart.log.y || y > 0))
      .map(([x, y]) => [scaled(x, chart.log.x), scaled(y, chart.log.y)] as const),
  }));
  const all = lines.flatMap(({ points }) => points);
  if (all.length === 0) return html`<p>${chart.title}: there is nothing to draw.</p>`;
  const bounds = { x: range(all.map(([x]) => x)), y: range(all.map(([, y]) => y)) };
  const inner = {
    width: frame.width - frame.left - frame.right,
    height: frame.height - frame.top - frame.bottom,
  };
  const across = (x: number) => frame.left + part(x, bounds.x) * inner.width;
  const up = (y: number) => frame.top + (1 - part(y, bounds.y)) * inner.height;
  return html`<svg
    class="chart"
    viewBox="0 0 ${frame.width} ${frame.height}"
    role="img"
    aria-label="${chart.title}"
  >
    ${[0, 0.5, 1].map(
      (at) =>
        html`<line
            class="grid"
            x1="${frame.left}"
            x2="${frame.left + inner.width}"
            y1="${frame.top + at * inner.height}"
            y2="${frame.top + at * inner.height}"
          />
          <text x="${frame.left - 8}" y="${frame.top + at * inner.height + 4}" text-anchor="end"
            >${tick(valueAt(1 - at, bounds.y), chart.log.y)}</text
          >
          <text x="${frame.left + at * inner.width}" y="${frame.height - 22}" text-anchor="middle"
            >${tick(valueAt(at, bounds.x), chart.log.x)}</text
          >`,
    )}
    <text class="axis" x="${frame.left + inner.width / 2}" y="${frame.height - 5}" text-anchor="middle">
      ${chart.x}
    </text>
    <text class="axis" x="4" y="${frame.top + 8}">${chart.y}</text>
    ${lines.map(({ label, points }, at) => {
      const end = points.at(-1);
      const path = points
        .map(([x, y], n) => `${n === 0 ? 'M' : 'L'}${across(x).toFixed(1)} ${up(y).toFixed(1)}`)
        .join('');
      return html`<path class="line line-${at % 5}" d="${path}" />
        ${end ? html`<text class="name" x="${across(end[0]) + 6}" y="${up(end[1]) + 4 + overlap(lines, at, up)}">${label}</text>` : null}`;
    })}
  </svg>`;
}

interface Line {
  readonly points: readonly (readonly [number, number])[];
}

/** How far a name moves down so that it does not lie on the one of an earlier line that ends at the same height. */
function overlap(lines: readonly Line[], at: number, up: (y: number) => number): number {
  const heightOf = (line: Line | undefined) => up(line?.points.at(-1)?.[1] ?? 0);
  return 13 * lines.slice(0, at).filter((line) => Math.abs(heightOf(line) - heightOf(lines[at])) < 12).length;
}

function scaled(value: number, isLog: boolean): number {
  return isLog ? Math.log10(value) : value;
}

function range(values: readonly number[]): readonly [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? [least - 1, most + 1] : [least, most];
}

function part(value: number, [least, most]: readonly [number, number]): number {
  return (value - least) / (most - least);
}

function valueAt(share: number, [least, most]: readonly [number, number]): number {
  return least + share * (most - least);
}

const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumSignificantDigits: 2 });

function tick(value: number, isLog: boolean): string {
  const shown = isLog ? 10 ** value : value;
  return Math.abs(shown) >= 1e15 ? shown.toExponential(0) : compact.format(shown);
}
