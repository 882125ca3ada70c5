import { CircleSlash, KeyRound } from 'lucide-react';
import type { ScenarioRun } from '../../../contract/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Glossed } from '../parts/Glossed.tsx';
import type { Stepping } from '../parts/stepping.ts';

import { SlideBody } from './SlideBody.tsx';
import { markOf, saysOf, type Slide } from './slides.ts';
import styles from './Stage.module.css';

interface StageScreenProps {
  readonly run: ScenarioRun;
  readonly slide: Slide;
  readonly stepping: Stepping;
}

/** One step for a whole room: it has the screen to itself. */
export function StageScreen({ run, slide, stepping: { at, count, next, back } }: StageScreenProps) {
  const says = saysOf(slide, run);
  const isFirst = at === 0;
  const isLast = at + 1 === count;
  return (
    <section className={styles.stage}>
      <p role="status" className="unseen">
        {`Step ${at + 1} of ${count}: ${says}`}
      </p>
      <div key={at} className={styles.scene} data-kind={slide.kind}>
        <p className={styles.sentence}>
          <SceneMark slide={slide} />
          <Glossed text={says} />
        </p>
        <SlideBody slide={slide} run={run} />
      </div>
      <div className={styles.buttons}>
        <Button aria-disabled={isFirst} onClick={() => !isFirst && back()}>
          Back
        </Button>
        <Button
          look={isLast ? 'secondary' : 'primary'}
          aria-disabled={isLast}
          onClick={() => !isLast && next()}
        >
          Next
        </Button>
        <span className={styles.place}>
          {at + 1} of {count}
        </span>
      </div>
    </section>
  );
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
