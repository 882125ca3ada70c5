import { Play, RotateCcw } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ModelPage } from '../../../contract/index.ts';
import { useApp } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { KeyDiagram } from '../diagram/KeyDiagram.tsx';
import type { LabPageProps } from '../pages.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { valueWords } from '../parameter-words.ts';
import { Glossed } from '../parts/Glossed.tsx';
import shared from '../parts/Page.module.css';
import styles from './Ceremony.module.css';
import { CeremonyPlay } from './CeremonyPlay.tsx';
import { valuesOf } from './ceremony-store.ts';
import { faultWords } from './fault-words.ts';
import { ParameterField } from './ParameterField.tsx';

/** A vault is opened the way a model says, on a demo vault, with something wrong on purpose or not. */
export function CeremonyPage({ guide, place }: LabPageProps) {
  const { lab } = useApp();
  const { model: id, run } = useStore(lab.ceremonies.store);
  useEffect(() => {
    if (place.model !== undefined) lab.ceremonies.choose(place.model);
  }, [lab, place.model]);
  const model = guide.models.find((each) => each.id === (place.model ?? id)) ?? guide.models[0];
  if (model === undefined) return null;
  const shown = run !== null && run.model === model.id ? run : null;
  return (
    <div className={classes(shared.page, styles.page)}>
      <SetUp models={guide.models} model={model} />
      {shown === null ? <Before model={model} /> : <CeremonyPlay key={model.id} model={model} run={shown} />}
    </div>
  );
}

/** What a ceremony is carried out with. */
function SetUp({ models, model }: { readonly models: readonly ModelPage[]; readonly model: ModelPage }) {
  const { lab } = useApp();
  const { settings, fault, isRunning, run, failure } = useStore(lab.ceremonies.store);
  const values = valuesOf(model, settings);
  return (
    <section className={styles.setUp} aria-label="Set-up">
      <div className={styles.fields}>
        <Choice
          label="Model"
          value={model.id}
          options={models.map(({ id, name }) => ({ value: id, name: `${id} · ${name}` }))}
          onValue={(chosen) => lab.choose({ page: 'ceremony', model: chosen })}
        />
        {model.faults.length > 1 && (
          <Choice
            label="On purpose"
            value={fault}
            options={model.faults.map((each) => ({ value: each, name: faultWords[each] }))}
            onValue={(chosen) => lab.ceremonies.spoil(chosen)}
          />
        )}
        <Button
          look="primary"
          className={styles.carryOut}
          aria-disabled={isRunning}
          onClick={() => void lab.ceremonies.carryOut()}
        >
          {run === null ? <Play size={15} aria-hidden="true" /> : <RotateCcw size={15} aria-hidden="true" />}
          {isRunning ? 'Carrying it out…' : run === null ? 'Carry it out' : 'Carry it out again'}
        </Button>
      </div>
      {model.parameters.length > 0 && (
        <details className={styles.settings}>
          <summary>
            Settings:{' '}
            {model.parameters
              .map((parameter) => {
                const value = values[parameter.id] ?? parameter.preset;
                return `${parameter.label.toLowerCase()}: ${valueWords(parameter, value)}`;
              })
              .join(', ')}
          </summary>
          <div className={styles.parameters}>
            {model.parameters.map((parameter) => (
              <ParameterField
                key={`${model.id} ${parameter.id}`}
                parameter={parameter}
                value={values[parameter.id] ?? parameter.preset}
                onValue={(value) => lab.ceremonies.set(parameter.id, value)}
              />
            ))}
          </div>
        </details>
      )}
      {failure !== null && (
        <p role="alert" className={styles.alert}>
          {failure.message}
        </p>
      )}
    </section>
  );
}

/** Before the first ceremony: who holds what, and what is about to happen. */
function Before({ model }: { readonly model: ModelPage }) {
  return (
    <>
      <KeyDiagram diagram={model.diagram} label={`Keys of ${model.id}, ${model.name}`} />
      <div className={styles.before}>
        <p>
          <Glossed text={model.ceremony} />
        </p>
        <p>
          When you carry it out, the lab makes a new demo vault with a sentence in it, lets it be enrolled,
          and opens it as {model.name} says, with real keys. Then you see step by step what happened.
        </p>
      </div>
    </>
  );
}
