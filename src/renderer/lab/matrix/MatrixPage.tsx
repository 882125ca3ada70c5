import { Play, RotateCcw } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect, useRef } from 'react';
import type { LabGuide, MatrixRun } from '../../../contract/index.ts';
import { useApp, useLab } from '../../app/app-context.ts';
import { counted } from '../../care/plain-care.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import type { CellPlace } from '../lab-place.ts';
import { cellKey } from '../lab-store.ts';
import type { LabPageProps } from '../pages.tsx';
import { Glossed } from '../parts/Glossed.tsx';
import { OutcomeMark } from '../parts/OutcomeMark.tsx';
import { outcomesInOrder, outcomeWords } from '../parts/outcome-words.ts';
import shared from '../parts/Page.module.css';
import { TaskBar } from '../parts/TaskBar.tsx';
import { TaskEnd } from '../parts/TaskEnd.tsx';
import { CellPanel } from './CellPanel.tsx';
import { Comparison } from './Comparison.tsx';
import styles from './Matrix.module.css';
import { MatrixTable } from './MatrixTable.tsx';

/** What every adversary gets from every model: computed here, by experiments. */
export function MatrixPage({ guide, place }: LabPageProps) {
  const run = useLab((state) => state.run);
  return (
    <div className={classes(shared.page, styles.page)}>
      <RunBar run={run} />
      {run === null ? (
        <Before guide={guide} />
      ) : (
        <Results guide={guide} run={run} open={place.cell ?? null} />
      )}
    </div>
  );
}

const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** Runs the matrix, and says how the last run went. */
function RunBar({ run }: { readonly run: MatrixRun | null }) {
  const { lab } = useApp();
  const task = useLab((state) => state.task);
  return (
    <section className={styles.runBar} aria-label="Run">
      <div className={styles.runLine}>
        <Button
          look={run === null ? 'primary' : 'secondary'}
          aria-disabled={task !== null}
          onClick={() => void lab.runMatrix()}
        >
          {run === null ? <Play size={15} aria-hidden="true" /> : <RotateCcw size={15} aria-hidden="true" />}
          {run === null ? 'Run the matrix' : 'Run it again'}
        </Button>
        {run !== null && task === null && (
          <p role="status">
            Run on {when.format(run.at)} in {run.seconds.toFixed(1)} s:{' '}
            {counted(run.matrix.cells.length, 'experiment')}.{' '}
            {run.surprises.length === 0
              ? 'Every cell came out as predicted.'
              : `${counted(run.surprises.length, 'cell')} came out otherwise than predicted.`}
          </p>
        )}
      </div>
      {task === 'matrix' && <TaskBar task="matrix" />}
      <TaskEnd task="matrix" />
    </section>
  );
}

/** Before the first run: who is tried against what. */
function Before({ guide }: { readonly guide: LabGuide }) {
  return (
    <>
      <p className={classes(shared.lede, styles.lede)}>
        <Glossed text="Nothing is known yet. A run makes demo vaults under every model, each with a random sentence in it, and gives every adversary what it would have in hand: no more. What an adversary brings back is the result; nobody writes it down beforehand." />
      </p>
      <Adversaries guide={guide} />
    </>
  );
}

function Adversaries({ guide }: { readonly guide: LabGuide }) {
  return (
    <section className={styles.adversaries}>
      <h2>The adversaries</h2>
      <dl>
        {guide.adversaries.map(({ id, name, line, given }) => (
          <div key={id}>
            <dt>
              <span>{id}</span> {name}
            </dt>
            <dd>
              <Glossed text={line} />{' '}
              <span>
                <Glossed text={given} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Legend() {
  return (
    <div className={styles.legend}>
      <dl>
        {outcomesInOrder.map((outcome) => (
          <div key={outcome}>
            <dt>
              <OutcomeMark outcome={outcome} />
            </dt>
            <dd>{outcomeWords[outcome].means}</dd>
          </div>
        ))}
      </dl>
      <p>
        In escrow’s colour: what the same adversary does not get without escrow, in M0. The numbers are vaults
        whose sentence was read.
      </p>
    </div>
  );
}

const views = [
  { view: 'table', name: 'The whole table' },
  { view: 'compare', name: 'Two models side by side' },
  { view: 'adversaries', name: 'The adversaries' },
] as const;

interface ResultsProps {
  readonly guide: LabGuide;
  readonly run: MatrixRun;
  readonly open: CellPlace | null;
}

function Results({ guide, run, open }: ResultsProps) {
  const { lab } = useApp();
  const table = useRef<HTMLDivElement>(null);
  const close = (): void => {
    lab.choose({ page: 'matrix' });
    // The one cell that Tab reaches is the one that was opened.
    table.current?.querySelector<HTMLElement>('[data-at][tabindex="0"]')?.focus();
  };
  const panel = useRef<HTMLDivElement>(null);
  const opened = open === null ? null : cellKey(open);
  useEffect(() => {
    if (opened === null) return;
    table.current
      ?.querySelector('[aria-pressed="true"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    // In a narrow window the experiment stands below the table.
    const { top = 0 } = panel.current?.getBoundingClientRect() ?? {};
    if (top > window.innerHeight / 2) panel.current?.scrollIntoView({ block: 'start' });
  }, [opened]);
  return (
    <Tabs.Root defaultValue="table" className={styles.results}>
      <Tabs.List className={styles.tabs} aria-label="Views of the matrix">
        {views.map(({ view, name }) => (
          <Tabs.Trigger key={view} value={view} className={styles.tab}>
            {name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="table" tabIndex={-1} className={styles.view}>
        <div ref={table} className={styles.split} data-open={open !== null}>
          <div className={styles.tableSide}>
            <MatrixTable guide={guide} run={run} open={open} />
          </div>
          {open !== null && (
            <div
              ref={panel}
              className={styles.panelSide}
              onKeyDown={(event) => {
                if (event.key !== 'Escape' || event.defaultPrevented) return;
                event.preventDefault();
                close();
              }}
            >
              <CellPanel guide={guide} matrix={run.matrix} place={open} onClose={close} />
            </div>
          )}
        </div>
        <Legend />
      </Tabs.Content>
      <Tabs.Content value="compare" tabIndex={-1} className={styles.view}>
        <Comparison guide={guide} matrix={run.matrix} />
      </Tabs.Content>
      <Tabs.Content value="adversaries" tabIndex={-1} className={styles.view}>
        <Adversaries guide={guide} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
