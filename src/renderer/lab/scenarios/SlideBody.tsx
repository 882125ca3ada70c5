import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ScenarioRun } from '../../../contract/index.ts';
import { Facts } from '../parts/Facts.tsx';
import { LogEntries } from '../parts/LogEntries.tsx';
import { Mirrored, ModelLinks } from './Mirrored.tsx';
import { ResultTable } from './ResultTable.tsx';
import styles from './Scenarios.module.css';
import { secondsWords, type Slide } from './slides.ts';

interface SlideBodyProps {
  readonly slide: Slide;
  readonly run: ScenarioRun;
  /** Rows of a table that are shown at first. */
  readonly rowsShown?: number;
}

/** What there is to see of a step, below its sentence. */
export function SlideBody({ slide, run, rowsShown = 6 }: SlideBodyProps) {
  if (slide.kind === 'lesson') return <Verdict run={run} />;
  if (slide.kind === 'source') return <Origin run={run} />;
  const { facts, table, logged } = slide.step;
  return (
    <div className={styles.shown}>
      <Facts facts={facts} />
      {table !== null && <ResultTable table={table} rowsShown={rowsShown} />}
      <LogEntries entries={logged} />
    </div>
  );
}

/** Whether what was seen is what the lesson says. */
export function Verdict({ run: { holds, seconds } }: { readonly run: ScenarioRun }) {
  const Icon = holds ? CircleCheck : TriangleAlert;
  return (
    <p className={styles.verdict} data-holds={holds}>
      <Icon size={18} aria-hidden="true" />
      <span>
        <strong>
          {holds ? 'What was seen here bears this out.' : 'What was seen here does not bear this out.'}
        </strong>{' '}
        It was worked out from what came back just now. The run took {secondsWords(seconds)}.
      </span>
    </p>
  );
}

/** The sentence above has said what it mirrors; this says when, and where that is known from. */
function Origin({ run: { scenario } }: { readonly run: ScenarioRun }) {
  return (
    <div className={styles.shown}>
      <Mirrored scenario={scenario} isToldAbove />
      <ModelLinks models={scenario.models} />
    </div>
  );
}
