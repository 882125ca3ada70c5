import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Chart, type Line } from './Chart.tsx';
import type { Axis } from './plot.ts';

const x: Axis = { kind: 'linear', from: 1, to: 3, label: 'Years', mark: String, value: String };
const y: Axis = {
  kind: 'log',
  from: 1,
  to: 100,
  label: 'Vaults',
  mark: String,
  value: (count) => `${count} of them`,
};
const lines: readonly Line[] = [
  {
    label: 'One holder',
    look: 'escrow',
    points: [
      [1, 10],
      [2, 20],
      [3, 30],
    ],
  },
  {
    label: 'Shares, renewed',
    look: 'escrow',
    dash: 'dotted',
    points: [
      [1, 0.1],
      [2, 0.2],
      [3, 0.3],
    ],
  },
];
const drawn = renderToStaticMarkup(
  <Chart title="Theft" finding="Thirty are opened." x={x} y={y} lines={lines} />,
);
const [picture = '', table = ''] = drawn.split('<details');

describe('a chart', () => {
  it('is a picture that says what it shows', () => {
    expect(picture).toContain('role="img"');
    expect(picture).toContain('aria-label="Theft. Thirty are opened."');
  });

  it('names each line at its end, and leaves out what lies below the axis', () => {
    expect(picture).toContain('One holder');
    expect(picture).not.toContain('renewed');
    expect(picture).not.toContain('NaN');
  });

  it('gives every value in its table, those that cannot be drawn too', () => {
    for (const { label, points } of lines) {
      expect(table).toContain(label);
      for (const [, count] of points) expect(table).toContain(`${count} of them`);
    }
  });
});
