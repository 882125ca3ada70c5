import { CircleSlash, KeyRound } from 'lucide-react';
import { useStore } from 'zustand';
import type { CeremonyRun, CeremonyStep, ModelPage } from '../../../contract/index.ts';
import { useApp } from '../../app/app-context.ts';
import { classes } from '../../ui/classes.ts';
import { KeyDiagram, type Lit } from '../diagram/KeyDiagram.tsx';
import { sizeOf } from '../diagram/layout.ts';
import { Facts } from '../parts/Facts.tsx';
import { LogEntries } from '../parts/LogEntries.tsx';
import shared from '../parts/Page.module.css';
import { useStepping } from '../parts/stepping.ts';
import { Steps } from '../parts/Steps.tsx';
import styles from './Ceremony.module.css';
import { faultWords } from './fault-words.ts';

/** Drawings at least this many times as wide as high stand above the steps; others stand beside them. */
const leastSpread = 2.8;

/** What lights up: what one step uses, or what all of them have used. */
function litBy(steps: readonly CeremonyStep[], at: number, isAll: boolean): Lit | null {
  if (isAll) {
    return {
      nodes: steps.flatMap(({ nodes }) => nodes),
      edges: steps.flatMap(({ edges }) => edges),
      isRefused: false,
    };
  }
  const step = steps[at];
  if (step === undefined) return null;
  return { nodes: [...step.nodes, step.actor], edges: step.edges, isRefused: step.outcome === 'refused' };
}

/** A ceremony that was carried out, step by step. */
export function CeremonyPlay({ model, run }: { readonly model: ModelPage; readonly run: CeremonyRun }) {
  const stepping = useStepping(run, run.steps.length);
  const { at, count, isAll } = stepping;
  const names = new Map(model.diagram.nodes.map(({ id, label }) => [id, label]));
  const { width, height } = sizeOf(model.diagram);
  const isOver = isAll || at + 1 >= count;
  return (
    <div className={styles.play} data-shape={width / height < leastSpread ? 'tall' : 'wide'}>
      <div className={styles.stage}>
        <KeyDiagram
          diagram={model.diagram}
          lit={litBy(run.steps, at, isAll)}
          label={`Keys of ${model.id}, ${model.name}`}
        />
      </div>
      <div className={styles.told}>
        <Steps
          label={`Ceremony of ${model.id}, ${model.name}`}
          steps={run.steps}
          stepping={stepping}
          says={({ says }) => says}
          lead={({ actor }) => names.get(actor) ?? ''}
          isRefused={({ outcome }) => outcome === 'refused'}
        >
          {({ facts, logged }) => (
            <>
              <Facts facts={facts} />
              <LogEntries entries={logged} />
            </>
          )}
        </Steps>
        {isOver && <Ending run={run} />}
      </div>
    </div>
  );
}

/** How it ended: what was read, or why nothing was. */
function Ending({ run }: { readonly run: CeremonyRun }) {
  const { lab } = useApp();
  const fault = useStore(lab.ceremonies.store, ({ ran }) => ran);
  const isOpen = run.outcome === 'opened';
  const Icon = isOpen ? KeyRound : CircleSlash;
  return (
    <section
      className={classes(shared.box, styles.ending)}
      data-outcome={run.outcome}
      aria-label="How it ended"
    >
      <h2>
        <Icon size={17} aria-hidden="true" />
        {isOpen ? 'The vault was opened' : 'The vault was not opened'}
      </h2>
      {run.read !== null && (
        <p>
          Read in it: <q>{run.read}</q>
        </p>
      )}
      {run.problem !== null && <p>{run.problem.message}</p>}
      <p className={styles.small}>
        {fault !== 'none' && `On purpose: ${faultWords[fault].toLowerCase()}. `}
        It took {run.seconds < 0.1 ? 'less than 0.1' : run.seconds.toFixed(1)} s on this computer.
      </p>
    </section>
  );
}
