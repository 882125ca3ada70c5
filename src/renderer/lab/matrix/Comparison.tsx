import { EqualNot } from 'lucide-react';
import { useState } from 'react';
import type { LabGuide, Matrix, ModelId } from '../../../contract/index.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Glossed } from '../parts/Glossed.tsx';
import { OutcomeMark } from '../parts/OutcomeMark.tsx';
import { cellOf, differ, isByEscrow, share } from './cells.ts';
import styles from './Comparison.module.css';

interface ComparisonProps {
  readonly guide: LabGuide;
  readonly matrix: Matrix;
}

/** Two models side by side, against every adversary. */
export function Comparison({ guide, matrix }: ComparisonProps) {
  const [first = 'M0', second = 'M1'] = matrix.models;
  const [left, setLeft] = useState<ModelId>(first);
  const [right, setRight] = useState<ModelId>(second);
  const options = guide.models
    .filter(({ id }) => matrix.models.includes(id))
    .map(({ id, name }) => ({ value: id, name: `${id} · ${name}` }));
  const differing = matrix.adversaries.filter((id) =>
    differ(cellOf(matrix, left, id), cellOf(matrix, right, id)),
  );
  return (
    <section className={styles.comparison} aria-label="Two models side by side">
      <div className={styles.choices}>
        <Choice label="One model" value={left} options={options} onValue={setLeft} />
        <Choice label="Another" value={right} options={options} onValue={setRight} />
        <p role="status">
          {differing.length === 0
            ? 'They come out alike.'
            : `They differ against ${differing.length} of ${matrix.adversaries.length} adversaries.`}
        </p>
      </div>
      <table className={styles.compared}>
        <thead>
          <tr>
            <th scope="col">Adversary</th>
            <th scope="col">{left}</th>
            <th scope="col">
              <span className="unseen">Difference</span>
            </th>
            <th scope="col">{right}</th>
          </tr>
        </thead>
        <tbody>
          {guide.adversaries
            .filter(({ id }) => matrix.adversaries.includes(id))
            .map(({ id, name, line }) => (
              <tr key={id} data-differs={differing.includes(id)}>
                <th scope="row">
                  <span>{id}</span> {name}
                  <small>
                    <Glossed text={line} />
                  </small>
                </th>
                <Side matrix={matrix} model={left} adversary={id} />
                <td>
                  {differing.includes(id) && (
                    <>
                      <EqualNot size={15} aria-hidden="true" />
                      <span className="unseen">differs</span>
                    </>
                  )}
                </td>
                <Side matrix={matrix} model={right} adversary={id} />
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

function Side({
  matrix,
  model,
  adversary,
}: {
  matrix: Matrix;
  model: ModelId;
  adversary: Matrix['adversaries'][number];
}) {
  const cell = cellOf(matrix, model, adversary);
  if (cell === undefined) return <td />;
  return (
    <td>
      <OutcomeMark outcome={cell.outcome} isLit={isByEscrow(matrix, cell)} />
      <small>{share(cell)}</small>
    </td>
  );
}
