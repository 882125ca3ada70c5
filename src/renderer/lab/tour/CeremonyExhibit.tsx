import { Check, CircleSlash, KeyRound } from 'lucide-react';
import { useStore } from 'zustand';
import type { CeremonyRun, Fault, LabGuide, ModelId, ModelPage } from '../../../contract/index.ts';
import { useApp } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { KeyDiagram } from '../diagram/KeyDiagram.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Glossed } from '../parts/Glossed.tsx';
import { LogEntries } from '../parts/LogEntries.tsx';
import { secondsWords } from '../scenarios/slides.ts';
import { trialOf } from '../trials.ts';
import { Computed } from './Computed.tsx';
import { litBy } from './lit.ts';
import styles from './Exhibits.module.css';
import { ceremonyKey, type Tour } from './tour-store.ts';

interface CeremonyExhibitProps {
  readonly model: ModelId;
  readonly fault: Fault;
  readonly guide: LabGuide;
  readonly tour: Tour;
}

/** A ceremony that was carried out on the way: its drawing, its steps, and how it ended. */
export function CeremonyExhibit({ model: id, fault, guide, tour }: CeremonyExhibitProps) {
  const trial = useStore(tour.ceremonies.store, (trials) =>
    trialOf(trials, ceremonyKey({ model: id, fault })),
  );
  const model = guide.models.find((each) => each.id === id);
  if (model === undefined) return null;
  return (
    <Computed trial={trial} doing="Making a demo vault and carrying it out…" onAgain={() => tour.again()}>
      {(run) => <CarriedOut run={run} model={model} />}
    </Computed>
  );
}

function CarriedOut({ run, model }: { readonly run: CeremonyRun; readonly model: ModelPage }) {
  const { lab } = useApp();
  return (
    <div className={styles.result}>
      <Ending run={run} />
      <KeyDiagram
        diagram={model.diagram}
        lit={litBy(run, model.diagram)}
        label={`Keys of ${model.id}, ${model.name}`}
      />
      <ol className={styles.steps} aria-label="Steps of the ceremony">
        {run.steps.map((step, at) => (
          <li key={at} data-refused={step.outcome === 'refused'}>
            {step.outcome === 'refused' ? (
              <CircleSlash size={15} aria-label="Refused" />
            ) : (
              <Check size={15} aria-label="Done" />
            )}
            <div>
              <p>
                <Glossed text={step.says} />
              </p>
              <Facts facts={step.facts.filter(({ tone }) => tone !== 'plain')} />
              <LogEntries entries={step.logged} />
            </div>
          </li>
        ))}
      </ol>
      <Button small onClick={() => lab.follow({ page: 'ceremony', model: model.id })}>
        Carry out ceremonies of {model.id} yourself
      </Button>
    </div>
  );
}

function Ending({ run: { outcome, read, problem, seconds } }: { readonly run: CeremonyRun }) {
  const isOpen = outcome === 'opened';
  const Icon = isOpen ? KeyRound : CircleSlash;
  return (
    <div className={styles.ending} data-outcome={outcome} role="status">
      <Icon size={20} aria-hidden="true" />
      <div>
        <p className={styles.endingWord}>{isOpen ? 'The vault was opened' : 'The vault was not opened'}</p>
        {read !== null && <p>It said: “{read}”</p>}
        {problem !== null && <p>{problem.message}</p>}
        <p className={styles.small}>Done on this computer, just now, in {secondsWords(seconds)}.</p>
      </div>
    </div>
  );
}
