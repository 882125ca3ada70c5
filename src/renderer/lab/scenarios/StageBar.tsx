import { stages, stageWords, type Stage } from './slides.ts';
import styles from './Scenarios.module.css';

/** How far a scenario has been told. */
export function StageBar({ current }: { readonly current: Stage }) {
  const reached = stages.indexOf(current);
  return (
    <ol className={styles.stages} aria-label="Parts of the scenario">
      {stages.map((stage, at) => (
        <li key={stage} data-reached={at <= reached} aria-current={stage === current ? 'step' : undefined}>
          {stageWords[stage]}
        </li>
      ))}
    </ol>
  );
}
