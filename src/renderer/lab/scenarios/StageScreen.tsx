import { CircleSlash, KeyRound } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { ScenarioRun } from '../../../contract/index.ts';
import { Glossed } from '../parts/Glossed.tsx';
import type { Stepping } from '../parts/stepping.ts';
import { StepMoves } from '../parts/StepMoves.tsx';
import { SlideBody } from './SlideBody.tsx';
import { markOf, saysOf, type Slide } from './slides.ts';
import styles from './Stage.module.css';

interface StageScreenProps {
  readonly run: ScenarioRun;
  readonly slide: Slide;
  readonly stepping: Stepping;
  /** What can be done besides. */
  readonly children: ReactNode;
}

/** One step for a whole room: it has the screen to itself. */
export function StageScreen({ run, slide, stepping, children }: StageScreenProps) {
  const { at, count } = stepping;
  const says = saysOf(slide, run);
  const stage = useRef<HTMLElement>(null);
  // A step begins at its top, however far the one before it was read.
  useEffect(() => {
    // Some engines give back a promise here, which no effect may.
    stage.current?.closest('article')?.parentElement?.scrollTo({ top: 0 });
  }, [at]);
  return (
    <section ref={stage} className={styles.stage}>
      <p role="status" className="unseen">
        {`Step ${at + 1} of ${count}: ${says}`}
      </p>
      <div key={at} className={styles.scene} data-beside={isBeside(slide)}>
        <p className={styles.sentence}>
          <SceneMark slide={slide} />
          <Glossed text={says} />
        </p>
        <SlideBody slide={slide} run={run} rowsShown={4} />
      </div>
      <div className={styles.buttons}>
        <StepMoves stepping={stepping} placeClass={styles.place} />
        {children}
      </div>
    </section>
  );
}

/** Whether what there is to see has room beside the sentence. A table takes the whole width. */
function isBeside(slide: Slide): boolean {
  if (slide.kind !== 'step') return false;
  const { facts, table, logged } = slide.step;
  return table === null && facts.length + logged.length > 0;
}

/** Whether somebody got in or was kept out: by its shape, by its colour, and in words for those who see neither. */
function SceneMark({ slide }: { readonly slide: Slide }) {
  const mark = slide.kind === 'step' ? markOf(slide.step) : null;
  if (mark === null) return null;
  const Icon = mark === 'opened' ? KeyRound : CircleSlash;
  return (
    <span className={styles.mark} data-mark={mark}>
      <Icon aria-hidden="true" />
      <span className="unseen">{mark === 'opened' ? 'Opened. ' : 'Refused. '}</span>
    </span>
  );
}
