import { Play } from 'lucide-react';
import type { AdversaryId, LabGuide, Matrix, ModelId } from '../../../contract/index.ts';
import { useApp, useLab } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { cellOf, cellSentence, isByEscrow, share } from '../matrix/cells.ts';
import { Remark } from '../parts/Gloss.tsx';
import { OutcomeMark } from '../parts/OutcomeMark.tsx';
import { TaskBar } from '../parts/TaskBar.tsx';
import { TaskEnd } from '../parts/TaskEnd.tsx';
import styles from './Exhibits.module.css';

interface MatrixExhibitProps {
  readonly models: readonly ModelId[];
  readonly adversaries: readonly AdversaryId[];
  readonly guide: LabGuide;
}

/** A part of the threat matrix, from the last run of all of it. */
export function MatrixExhibit({ models, adversaries, guide }: MatrixExhibitProps) {
  const { lab } = useApp();
  const run = useLab((state) => state.run);
  const task = useLab((state) => state.task);
  return (
    <div className={styles.result}>
      {run !== null && (
        <PartOfMatrix matrix={run.matrix} models={models} adversaries={adversaries} guide={guide} />
      )}
      {task === 'matrix' && (
        <>
          <p role="status" className={styles.small}>
            All of it is being run now, which takes about a minute. You can go on, and come back.
          </p>
          <TaskBar task="matrix" />
        </>
      )}
      <TaskEnd task="matrix" />
      {run === null && task !== 'matrix' && (
        <Button look="primary" aria-disabled={task !== null} onClick={() => void lab.runMatrix()}>
          <Play size={15} aria-hidden="true" />
          Run the matrix
        </Button>
      )}
      {run !== null && (
        <Button small onClick={() => lab.follow({ page: 'matrix' })}>
          All {run.matrix.models.length} models and {run.matrix.adversaries.length} adversaries
        </Button>
      )}
    </div>
  );
}

function PartOfMatrix({
  matrix,
  models,
  adversaries,
  guide,
}: MatrixExhibitProps & { readonly matrix: Matrix }) {
  const { lab } = useApp();
  return (
    <div className={styles.matrix}>
      <table>
        <caption className="unseen">What each adversary got from vaults of each model</caption>
        <thead>
          <tr>
            <td />
            {models.map((id) => (
              <th key={id} scope="col">
                <span className={styles.modelId} data-escrow={id !== 'M0'}>
                  {id}
                </span>{' '}
                {guide.models.find((model) => model.id === id)?.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {adversaries.map((adversary) => (
            <tr key={adversary}>
              <AdversaryHead id={adversary} guide={guide} />
              {models.map((model) => {
                const cell = cellOf(matrix, model, adversary);
                return (
                  <td key={model}>
                    {cell !== undefined && (
                      <button
                        type="button"
                        aria-label={`${model}, ${adversary}: ${cellSentence(cell)}`}
                        onClick={() => lab.follow({ page: 'matrix', cell: { model, adversary } })}
                      >
                        <OutcomeMark outcome={cell.outcome} isLit={isByEscrow(matrix, cell)} />
                        <small>{share(cell)}</small>
                      </button>
                    )}
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

function AdversaryHead({ id, guide }: { readonly id: AdversaryId; readonly guide: LabGuide }) {
  const adversary = guide.adversaries.find((each) => each.id === id);
  return (
    <th scope="row">
      {adversary === undefined ? (
        id
      ) : (
        <Remark
          about={`${id} ${adversary.name}`}
          says={`${adversary.line} ${adversary.given}`}
          className={styles.who}
          word={adversary.name}
        />
      )}
    </th>
  );
}
