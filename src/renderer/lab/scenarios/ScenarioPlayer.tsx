import { Play } from 'lucide-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { LatchkeyError, ScenarioInfo } from '../../../contract/index.ts';
import { useApp } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { Glossed } from '../parts/Glossed.tsx';
import shared from '../parts/Page.module.css';
import { useStepping } from '../parts/stepping.ts';
import { trialOf } from '../trials.ts';
import { Mirrored, ModelLinks } from './Mirrored.tsx';
import { Played } from './Played.tsx';
import { scenariosOf } from './scenario-store.ts';
import styles from './Scenarios.module.css';

interface ScenarioPlayerProps {
  readonly scenario: ScenarioInfo;
  readonly scenarios: readonly ScenarioInfo[];
}

/** One scenario: what it will try, and once it was run, its steps one by one. */
export function ScenarioPlayer({ scenario, scenarios }: ScenarioPlayerProps) {
  const { api } = useApp();
  const trials = scenariosOf(api);
  const { isRunning, result, failure } = useStore(trials.store, (state) => trialOf(state, scenario.number));
  const start = useMemo(() => () => void trials.run(scenario.number), [trials, scenario.number]);
  return (
    <article
      className={classes(shared.page, styles.player)}
      aria-label={`Scenario ${scenario.number}: ${scenario.title}`}
    >
      <header className={styles.head}>
        <h2 className={shared.title}>
          <span className={styles.number}>{scenario.number}</span>
          {scenario.title}
        </h2>
        <p className={classes(shared.lede, styles.lede)}>
          <Glossed text={scenario.line} />
        </p>
      </header>
      {result === null ? (
        <Unplayed scenario={scenario} isRunning={isRunning} failure={failure} onRun={start} />
      ) : (
        <Played run={result} scenarios={scenarios} onAgain={start} />
      )}
    </article>
  );
}

interface UnplayedProps {
  readonly scenario: ScenarioInfo;
  readonly isRunning: boolean;
  readonly failure: LatchkeyError | null;
  readonly onRun: () => void;
}

function Unplayed({ scenario, isRunning, failure, onRun }: UnplayedProps) {
  // The presenter's keys begin it: forward, and again.
  const past = useMemo(() => {
    const run = (): boolean => {
      onRun();
      return true;
    };
    return { next: run, reset: onRun };
  }, [onRun]);
  useStepping(scenario, 0, past);
  return (
    <>
      <div className={styles.begin}>
        <Button look="primary" aria-disabled={isRunning} onClick={() => !isRunning && onRun()}>
          <Play size={15} aria-hidden="true" />
          {failure === null ? 'Run' : 'Try again'}
        </Button>
        {isRunning && (
          <div role="status">
            <Waiting>Making demo vaults and trying it…</Waiting>
          </div>
        )}
        {failure !== null && (
          <p role="alert" className={styles.alert}>
            {failure.message}
          </p>
        )}
      </div>
      <section className={styles.about}>
        <h3>What it mirrors</h3>
        <Mirrored scenario={scenario} />
      </section>
      <section className={styles.about}>
        <h3>Tried on</h3>
        <ModelLinks models={scenario.models} />
      </section>
    </>
  );
}
