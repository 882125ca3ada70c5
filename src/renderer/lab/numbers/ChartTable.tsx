import type { ChartProps } from './Chart.tsx';
import styles from './Chart.module.css';

/** The values of a plot, for those who would rather read them. The lines have their values of x in common. */
export function ChartTable({ title, x, y, lines }: Pick<ChartProps, 'title' | 'x' | 'y' | 'lines'>) {
  const [first] = lines;
  if (first === undefined) return null;
  return (
    <details className={styles.table}>
      <summary>The same as a table</summary>
      <div role="region" aria-label={`${title}: table`} tabIndex={0}>
        <table>
          <caption>
            {title}: {y.label}
          </caption>
          <thead>
            <tr>
              <th scope="col">{x.label}</th>
              {lines.map(({ label }) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {first.points.map(([at], row) => (
              <tr key={at}>
                <th scope="row">{x.value(at)}</th>
                {lines.map(({ label, points }) => (
                  <td key={label}>{y.value(points[row]?.[1] ?? NaN)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
