import { useState } from 'react';
import type { Table } from '../../../contract/index.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Scenarios.module.css';

interface ResultTableProps {
  readonly table: Table;
  /** More rows than this are folded away until somebody asks. */
  readonly rowsShown: number;
}

/** A table of results as they came. */
export function ResultTable({ table: { columns, rows }, rowsShown }: ResultTableProps) {
  const [isWhole, setWhole] = useState(false);
  // One row more is not worth a button.
  const shown = isWhole || rows.length <= rowsShown + 1 ? rows : rows.slice(0, rowsShown);
  return (
    <div className={styles.results}>
      <table>
        <thead>
          <tr>
            {columns.map((column, at) =>
              // The corner above names of rows is no heading.
              column === '' ? (
                <td key={at} />
              ) : (
                <th key={at} scope="col">
                  {column}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, at) => (
            <tr key={at}>
              {row.map((value, column) =>
                columns[column] === '' ? (
                  <th key={column} scope="row">
                    {value}
                  </th>
                ) : (
                  <td key={column}>{value}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <Button look="quiet" small onClick={() => setWhole(true)}>
          Show all {rows.length} rows
        </Button>
      )}
    </div>
  );
}
