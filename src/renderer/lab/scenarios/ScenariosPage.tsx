import { CircleCheck } from 'lucide-react';
import { useStore } from 'zustand';
import type { ScenarioInfo } from '../../../contract/index.ts';
import { useApp } from '../../app/app-context.ts';
import { classes } from '../../ui/classes.ts';
import type { LabPageProps } from '../pages.tsx';
import { Glossed } from '../parts/Glossed.tsx';
import shared from '../parts/Page.module.css';
import { trialOf } from '../trials.ts';
import { scenariosOf } from './scenario-store.ts';
import { ScenarioPlayer } from './ScenarioPlayer.tsx';
import styles from './Scenarios.module.css';
import { yearWords } from './slides.ts';

/** All scenarios, or one of them to be played. */
export function ScenariosPage({ guide: { scenarios }, place }: LabPageProps) {
  const scenario = scenarios.find(({ number }) => number === place.scenario);
  return scenario === undefined ? (
    <ScenarioList scenarios={scenarios} />
  ) : (
    <ScenarioPlayer key={scenario.number} scenario={scenario} scenarios={scenarios} />
  );
}

function ScenarioList({ scenarios }: { readonly scenarios: readonly ScenarioInfo[] }) {
  return (
    <div className={classes(shared.page, styles.page)}>
      <p className={shared.lede}>
        <Glossed text="Each of these is carried out when you ask for it, on demo vaults that are made for it: how things stand, what somebody does, what is seen, and what follows. Each mirrors something that has happened, or that was proposed." />
      </p>
      <ol className={styles.list}>
        {scenarios.map((scenario) => (
          <li key={scenario.number}>
            <ScenarioRow scenario={scenario} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function ScenarioRow({ scenario: { number, title, line, mirrors } }: { readonly scenario: ScenarioInfo }) {
  const { api, lab } = useApp();
  const wasRun = useStore(scenariosOf(api).store, (trials) => trialOf(trials, number).result !== null);
  return (
    <div className={styles.row}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div className={styles.rowText}>
        <button
          type="button"
          aria-describedby={`scenario-${number}`}
          onClick={() => lab.follow({ page: 'scenarios', scenario: number })}
        >
          {title}
        </button>
        <span id={`scenario-${number}`}>{line}</span>
        <small>
          <b>{yearWords(mirrors.year)}</b> {mirrors.what}
        </small>
      </div>
      {wasRun && (
        <span className={styles.wasRun}>
          <CircleCheck size={15} aria-hidden="true" />
          Run
        </span>
      )}
    </div>
  );
}
