import { TriangleAlert } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { Cell, LabGuide, MatrixRun } from '../../../contract/index.ts';
import { useApp } from '../../app/app-context.ts';
import { cellKey } from '../lab-store.ts';
import type { CellPlace } from '../lab-place.ts';
import { Remark } from '../parts/Gloss.tsx';
import { OutcomeMark } from '../parts/OutcomeMark.tsx';
import { afterKey, type Position } from './cell-keys.ts';
import { cellOf, isByEscrow, share } from './cells.ts';
import styles from './MatrixTable.module.css';

interface MatrixTableProps {
  readonly guide: LabGuide;
  readonly run: MatrixRun;
  readonly open: CellPlace | null;
}

/** Every model against every adversary. One cell takes the focus by Tab; the arrow keys go from there. */
export function MatrixTable({ guide, run, open }: MatrixTableProps) {
  const { models, adversaries } = run.matrix;
  const [at, setAt] = useState<Position>({ row: 0, column: 0 });
  const table = useRef<HTMLTableElement>(null);
  const go = (event: KeyboardEvent): void => {
    const next = afterKey(at, event, { rows: models.length, columns: adversaries.length });
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-at="${next.row} ${next.column}"]`)?.focus();
  };
  const surprises = new Set(run.surprises.map(cellKey));
  return (
    <div className={styles.scroller}>
      <table ref={table} className={styles.table}>
        <caption className="unseen">
          What each adversary got from vaults of each model. Arrow keys move between cells.
        </caption>
        <thead>
          <tr>
            <td />
            {adversaries.map((id) => (
              <AdversaryHead key={id} id={id} guide={guide} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={go}>
          {models.map((model, row) => (
            <tr key={model}>
              <ModelHead id={model} guide={guide} />
              {adversaries.map((adversary, column) => {
                const cell = cellOf(run.matrix, model, adversary);
                if (cell === undefined) return <td key={adversary} />;
                return (
                  <td key={adversary}>
                    <CellButton
                      cell={cell}
                      isLit={isByEscrow(run.matrix, cell)}
                      isSurprise={surprises.has(cellKey(cell))}
                      isOpen={open !== null && cellKey(open) === cellKey(cell)}
                      position={{ row, column }}
                      isReached={at.row === row && at.column === column}
                      onFocus={setAt}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AdversaryHead({ id, guide }: { readonly id: string; readonly guide: LabGuide }) {
  const adversary = guide.adversaries.find((each) => each.id === id);
  return (
    <th scope="col">
      {adversary === undefined ? (
        id
      ) : (
        <Remark
          about={`${id} ${adversary.name}`}
          says={`${adversary.line} ${adversary.given}`}
          className={styles.columnHead}
          word={
            <>
              <span>{id}</span> <small>{adversary.name}</small>
            </>
          }
        />
      )}
    </th>
  );
}

function ModelHead({ id, guide }: { readonly id: string; readonly guide: LabGuide }) {
  const { lab } = useApp();
  const model = guide.models.find((each) => each.id === id);
  return (
    <th scope="row">
      {model === undefined ? (
        id
      ) : (
        <button
          type="button"
          className={styles.rowHead}
          onClick={() => lab.follow({ page: 'models', model: model.id })}
        >
          <span>{id}</span> <small>{model.name}</small>
        </button>
      )}
    </th>
  );
}

interface CellButtonProps {
  readonly cell: Cell;
  readonly isLit: boolean;
  readonly isSurprise: boolean;
  readonly isOpen: boolean;
  readonly position: Position;
  /** Whether Tab leads here. */
  readonly isReached: boolean;
  readonly onFocus: (position: Position) => void;
}

function CellButton({ cell, isLit, isSurprise, isOpen, position, isReached, onFocus }: CellButtonProps) {
  const { lab } = useApp();
  return (
    <button
      type="button"
      className={styles.cell}
      data-outcome={cell.outcome}
      data-lit={isLit}
      data-at={`${position.row} ${position.column}`}
      tabIndex={isReached ? 0 : -1}
      aria-pressed={isOpen}
      onFocus={() => onFocus(position)}
      onClick={() =>
        lab.choose(
          isOpen
            ? { page: 'matrix' }
            : { page: 'matrix', cell: { model: cell.model, adversary: cell.adversary } },
        )
      }
    >
      <span className="unseen">
        {cell.model}, {cell.adversary}:{' '}
      </span>
      <OutcomeMark outcome={cell.outcome} isLit={isLit} /> <span className={styles.share}>{share(cell)}</span>
      {isSurprise && (
        <>
          <TriangleAlert className={styles.surprise} size={13} aria-hidden="true" />
          <span className="unseen">. Not as predicted</span>
        </>
      )}
    </button>
  );
}
