import { ArrowLeft, ArrowRight, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ModelPage } from '../../../contract/index.ts';
import { useApp } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { KeyDiagram } from '../diagram/KeyDiagram.tsx';
import { rangeWords } from '../parameter-words.ts';
import { Glossed } from '../parts/Glossed.tsx';
import shared from '../parts/Page.module.css';
import { SourceRef } from '../parts/SourceRef.tsx';
import styles from './Models.module.css';

interface ModelViewProps {
  readonly model: ModelPage;
  readonly models: readonly ModelPage[];
}

/** A model in full. */
export function ModelView({ model, models }: ModelViewProps) {
  const { lab } = useApp();
  return (
    <article className={classes(shared.page, styles.page)} aria-label={`${model.id}, ${model.name}`}>
      <header className={styles.head}>
        <h2 className={shared.title}>
          <span className={styles.id} data-escrow={model.id !== 'M0'}>
            {model.id}
          </span>
          {model.name}
        </h2>
        <p className={shared.lede}>
          <Glossed text={model.line} />
        </p>
        <div className={shared.row}>
          <Button look="primary" onClick={() => lab.follow({ page: 'ceremony', model: model.id })}>
            <Play size={15} aria-hidden="true" />
            Carry out the ceremony
          </Button>
          <Button onClick={() => lab.follow({ page: 'matrix' })}>See who else gets in</Button>
        </div>
      </header>
      <KeyDiagram diagram={model.diagram} label={`Keys of ${model.id}, ${model.name}`} />
      <Cases model={model} />
      <Part title="How it is built">
        <ol className={styles.numbered}>
          {model.construction.map((step) => (
            <li key={step}>
              <Glossed text={step} />
            </li>
          ))}
        </ol>
      </Part>
      <div className={styles.pair}>
        <Part title="What access takes">
          <p>
            <Glossed text={model.ceremony} />
          </p>
        </Part>
        <Part title="What trace it leaves">
          <p>
            <Glossed text={model.trace} />
          </p>
        </Part>
      </div>
      <Details model={model} />
      <Neighbours model={model} models={models} />
    </article>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Both sides of it, with equal weight. */
function Cases({ model }: { readonly model: ModelPage }) {
  return (
    <div className={styles.pair}>
      <section className={classes(shared.box, styles.case)}>
        <h3>The best case for it</h3>
        <p>
          <Glossed text={model.bestFor} />
        </p>
      </section>
      <section className={classes(shared.box, styles.case)}>
        <h3>The best case against it</h3>
        <p>
          <Glossed text={model.bestAgainst} />
        </p>
      </section>
    </div>
  );
}

function Details({ model: { parameters, leavesOut, terms, sources } }: { readonly model: ModelPage }) {
  return (
    <>
      {parameters.length > 0 && (
        <Part title="What can be set">
          <dl className={styles.defined}>
            {parameters.map((parameter) => (
              <div key={parameter.id}>
                <dt>
                  {parameter.label} <span className={styles.range}>{rangeWords(parameter)}</span>
                </dt>
                <dd>
                  <Glossed text={parameter.explains} />
                </dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {leavesOut.length > 0 && (
        <Part title="What it leaves out of the proposal">
          <ul className={styles.points}>
            {leavesOut.map((each) => (
              <li key={each}>
                <Glossed text={each} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {terms.length > 0 && (
        <Part title="Words">
          <dl className={styles.defined}>
            {terms.map(({ term, meaning }) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {sources.length > 0 && (
        <Part title="Built after">
          <p className={shared.row}>
            {sources.map((id) => (
              <SourceRef key={id} id={id} />
            ))}
          </p>
        </Part>
      )}
    </>
  );
}

/** To all models, and to the ones before and after. */
function Neighbours({ model, models }: ModelViewProps) {
  const { lab } = useApp();
  const at = models.findIndex(({ id }) => id === model.id);
  const [before, after] = [models[at - 1], models[at + 1]];
  return (
    <nav className={styles.neighbours} aria-label="Other models">
      {before !== undefined && (
        <Button look="quiet" onClick={() => lab.choose({ page: 'models', model: before.id })}>
          <ArrowLeft size={15} aria-hidden="true" />
          {before.id} {before.name}
        </Button>
      )}
      <Button look="quiet" onClick={() => lab.visit({ page: 'models' })}>
        All models
      </Button>
      {after !== undefined && (
        <Button look="quiet" onClick={() => lab.choose({ page: 'models', model: after.id })}>
          {after.id} {after.name}
          <ArrowRight size={15} aria-hidden="true" />
        </Button>
      )}
    </nav>
  );
}
