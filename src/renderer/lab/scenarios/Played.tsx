import { ArrowRight, RotateCcw } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ScenarioInfo, ScenarioRun } from '../../../contract/index.ts';
import { useApp, useLab } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { scrolledOn } from '../parts/scrolling.ts';
import { Steps } from '../parts/Steps.tsx';
import { useStepping } from '../parts/stepping.ts';
import styles from './Scenarios.module.css';
import { SlideBody } from './SlideBody.tsx';
import { markOf, saysOf, slidesOf, stageOf, stageWords, type Slide } from './slides.ts';
import { StageBar } from './StageBar.tsx';
import { StageScreen } from './StageScreen.tsx';

interface PlayedProps {
  readonly run: ScenarioRun;
  readonly scenarios: readonly ScenarioInfo[];
  readonly onAgain: () => void;
}

const isRefused = (slide: Slide): boolean => slide.kind === 'step' && markOf(slide.step) === 'refused';

/** A scenario that was run: its steps are gone through at one's own pace, or shown to a room one by one. */
export function Played({ run, scenarios, onAgain }: PlayedProps) {
  const isPresenting = useLab((state) => state.isPresenting);
  const slides = useMemo(() => slidesOf(run), [run]);
  const past = useMemo(() => ({ reset: onAgain }), [onAgain]);
  const region = useRef<HTMLDivElement>(null);
  const showMore = useCallback(() => scrolledOn(region.current?.closest('article')?.parentElement), []);
  const stepping = useStepping(run, slides.length, past, showMore);
  // The button that had the focus is gone.
  useEffect(() => {
    region.current?.focus({ preventScroll: true });
  }, []);
  const slide = slides[stepping.at];
  const more = (
    <>
      <Button
        look="quiet"
        className={styles.again}
        aria-keyshortcuts={isPresenting ? 'R' : undefined}
        onClick={onAgain}
      >
        <RotateCcw size={15} aria-hidden="true" />
        Run again
      </Button>
      {(stepping.isAll || stepping.at + 1 === slides.length) && (
        <NextScenario after={run.scenario.number} scenarios={scenarios} />
      )}
    </>
  );
  return (
    <div ref={region} className={styles.played} tabIndex={-1} role="region" aria-label="What happened">
      {!stepping.isAll && slide !== undefined && <StageBar current={stageOf(slide)} />}
      {isPresenting && slide !== undefined ? (
        <StageScreen run={run} slide={slide} stepping={stepping}>
          {more}
        </StageScreen>
      ) : (
        <>
          <Steps
            label="Steps of the scenario"
            steps={slides}
            stepping={stepping}
            says={(each) => saysOf(each, run)}
            lead={(each) => stageWords[stageOf(each)]}
            isRefused={isRefused}
          >
            {(each) => <SlideBody slide={each} run={run} />}
          </Steps>
          <div className={styles.after}>{more}</div>
        </>
      )}
    </div>
  );
}

function NextScenario({ after, scenarios }: { after: number; scenarios: readonly ScenarioInfo[] }) {
  const { lab } = useApp();
  const next = scenarios.find(({ number }) => number > after);
  if (next === undefined) return null;
  return (
    <Button onClick={() => lab.choose({ page: 'scenarios', scenario: next.number })}>
      {next.number} {next.title}
      <ArrowRight size={15} aria-hidden="true" />
    </Button>
  );
}
