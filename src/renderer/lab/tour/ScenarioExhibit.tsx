import { useStore } from 'zustand';
import type { ScenarioRun, SceneStep } from '../../../contract/index.ts';
import { useApp } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Glossed } from '../parts/Glossed.tsx';
import { LogEntries } from '../parts/LogEntries.tsx';
import { ResultTable } from '../scenarios/ResultTable.tsx';
import { scenariosOf } from '../scenarios/scenario-store.ts';
import { Verdict } from '../scenarios/SlideBody.tsx';
import { stageWords } from '../scenarios/slides.ts';
import { trialOf } from '../trials.ts';
import { Computed } from './Computed.tsx';
import styles from './Exhibits.module.css';

/** A scenario that was run on the way, at a glance. Its own page goes through it step by step. */
export function ScenarioExhibit({ number }: { readonly number: number }) {
  const { api } = useApp();
  const scenarios = scenariosOf(api);
  const trial = useStore(scenarios.store, (trials) => trialOf(trials, number));
  return (
    <Computed
      trial={trial}
      doing="Making demo vaults and trying it…"
      onAgain={() => void scenarios.run(number)}
    >
      {(run) => <AtAGlance run={run} />}
    </Computed>
  );
}

function AtAGlance({ run }: { readonly run: ScenarioRun }) {
  const { lab } = useApp();
  const { number, lesson } = run.scenario;
  return (
    <div className={styles.result}>
      <ol className={styles.scenes} aria-label="What was done">
        {run.steps.map((step, at) => (
          <li key={at} data-stage={step.stage}>
            <p className={styles.stage}>{stageWords[step.stage]}</p>
            <div>
              <p>
                <Glossed text={step.says} />
              </p>
              <SceneResults step={step} />
            </div>
          </li>
        ))}
      </ol>
      <p className={styles.lesson}>
        <Glossed text={lesson} />
      </p>
      <Verdict run={run} />
      <Button small onClick={() => lab.follow({ page: 'scenarios', scenario: number })}>
        Go through scenario {number} step by step
      </Button>
    </div>
  );
}

/** What matters in a step: who got in and who did not, what was found, what was logged. */
function SceneResults({ step: { stage, facts, table, logged } }: { readonly step: SceneStep }) {
  const telling = facts.filter(({ tone, kind }) => stage === 'seen' || tone !== 'plain' || kind === 'qr');
  return (
    <>
      <Facts facts={telling} />
      {table !== null && <ResultTable table={table} rowsShown={3} />}
      {stage !== 'set-up' && <LogEntries entries={logged} />}
    </>
  );
}
