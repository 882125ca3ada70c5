import { CircleCheck, CircleX } from 'lucide-react';
import { useStore } from 'zustand';
import type { CeremonyStep } from '../../contract/index.ts';
import styles from './Console.module.css';
import type { Desk, DeskState } from './console-store.ts';

function Step({ step }: { readonly step: CeremonyStep }) {
  const isDone = step.outcome === 'done';
  return (
    <li data-outcome={step.outcome}>
      {isDone ? <CircleCheck size={16} aria-label="Done" /> : <CircleX size={16} aria-label="Refused" />}
      <div>
        <p>{step.says}</p>
        {step.facts.length > 0 && (
          <dl className={styles.facts}>
            {step.facts.map(({ label, value, kind }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd data-kind={kind}>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}

function Notes({ opening }: { readonly opening: NonNullable<DeskState['opening']> }) {
  return (
    <>
      {opening.notes.map(({ title, body }) => (
        <article key={title + body} className={styles.note} aria-label={`Note: ${title}`}>
          <h3>{title}</h3>
          <p>{body}</p>
        </article>
      ))}
    </>
  );
}

/** What opening the vault has given: each step as it was carried out, and the notes. */
export function Reading({ desk }: { readonly desk: Desk }) {
  const opening = useStore(desk.store, (state) => state.opening);
  return (
    <section className={styles.panel} aria-labelledby="reading-heading">
      <h2 id="reading-heading">
        {opening === null
          ? 'Nothing has been opened'
          : `${opening.vaultName} ${opening.problem === null ? 'is open' : 'was not opened'}`}
      </h2>
      {opening === null ? (
        <p className={styles.hint}>Choose a warrant and a vault, then open it. What is in it appears here.</p>
      ) : (
        <div aria-live="polite">
          {opening.problem !== null && <p className={styles.refused}>{opening.problem.message}</p>}
          <Notes opening={opening} />
          <ol className={styles.steps}>
            {opening.steps.map((step, at) => (
              <Step key={at} step={step} />
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}
