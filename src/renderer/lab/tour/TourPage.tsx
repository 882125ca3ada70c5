import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useEffect, useRef, type RefObject } from 'react';
import { useStore } from 'zustand';
import type { LabGuide } from '../../../contract/index.ts';
import { useApp, useLab } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Glossed } from '../parts/Glossed.tsx';
import shared from '../parts/Page.module.css';
import { scrolledOn } from '../parts/scrolling.ts';
import { SourceRef } from '../parts/SourceRef.tsx';
import { ExhibitView } from './ExhibitView.tsx';
import { minutesLeft, stops, type Stop } from './stops.ts';
import styles from './Tour.module.css';
import { hasOwnArrows, tourKey } from './tour-keys.ts';
import { tourOf, type Tour } from './tour-store.ts';

/** The lab from beginning to end, stop by stop. */
export function TourPage({ guide }: { readonly guide: LabGuide }) {
  const { api, lab } = useApp();
  const tour = tourOf(api, lab);
  const at = useStore(tour.store, (state) => state.at);
  const page = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useTourKeys(tour, page);
  useArrival(tour, at, page, heading);
  const stop = stops[at];
  if (stop === undefined) return null;
  return (
    <div ref={page} className={classes(shared.page, styles.page)}>
      <Progress tour={tour} at={at} />
      <article key={stop.id} className={styles.stop} data-exhibit={stop.exhibit.kind}>
        <div className={styles.told}>
          <h2 ref={heading} tabIndex={-1}>
            <span className="unseen">
              Stop {at + 1} of {stops.length}:{' '}
            </span>
            {stop.title}
          </h2>
          <Told stop={stop} />
        </div>
        <div className={styles.exhibit}>
          <ExhibitView exhibit={stop.exhibit} guide={guide} tour={tour} />
        </div>
      </article>
      <Ways tour={tour} at={at} />
    </div>
  );
}

/** Computes what a stop shows when somebody arrives, and lets them begin to read at its heading. */
function useArrival(
  tour: Tour,
  at: number,
  page: RefObject<HTMLElement | null>,
  heading: RefObject<HTMLElement | null>,
): void {
  const before = useRef(at);
  useEffect(() => {
    tour.arrive();
    // Whoever comes to the page from elsewhere hears its name first.
    if (before.current === at) return;
    before.current = at;
    page.current?.parentElement?.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, [tour, at, page, heading]);
}

/** The arrow keys lead through the tour; in presenter mode all of the presenter's keys do. */
function useTourKeys(tour: Tour, page: RefObject<HTMLElement | null>): void {
  const { lab } = useApp();
  useEffect(() => {
    const next = (): boolean => scrolledOn(page.current?.parentElement) || tour.next();
    return lab.deck.enter({ next, back: () => tour.back(), reset: () => tour.again() });
  }, [lab, tour, page]);
  useEffect(() => {
    const takeKey = (event: KeyboardEvent): void => {
      if (lab.store.getState().isPresenting || hasOwnArrows(event.target)) return;
      const way = tourKey(event);
      if (way === null) return;
      event.preventDefault();
      tour[way]();
    };
    window.addEventListener('keydown', takeKey);
    return () => window.removeEventListener('keydown', takeKey);
  }, [lab, tour]);
}

/** Where one is, how long it still takes, and the way to any other stop. */
function Progress({ tour, at }: { readonly tour: Tour; readonly at: number }) {
  const minutes = minutesLeft(at);
  return (
    <div className={styles.progress}>
      <p>
        <strong>
          Stop {at + 1} of {stops.length}
        </strong>
        <span>{minutes === 1 ? 'about a minute to go' : `about ${minutes} minutes to go`}</span>
      </p>
      <Choice
        label="Stop of the tour"
        isLabelSeen={false}
        value={stops[at]?.id ?? ''}
        options={stops.map(({ id, title }, index) => ({ value: id, name: `${index + 1}. ${title}` }))}
        onValue={(id) => tour.goTo(stops.findIndex((stop) => stop.id === id))}
      />
      <div className={styles.track} aria-hidden="true">
        {stops.map(({ id }, index) => (
          <span key={id} data-reached={index <= at} />
        ))}
      </div>
    </div>
  );
}

function Told({ stop: { text, sources } }: { readonly stop: Stop }) {
  return (
    <>
      {text.map((paragraph) => (
        <p key={paragraph}>
          <Glossed text={paragraph} />
        </p>
      ))}
      {sources.length > 0 && (
        <p className={shared.row}>
          {sources.map((id) => (
            <SourceRef key={id} id={id} />
          ))}
        </p>
      )}
    </>
  );
}

function Ways({ tour, at }: { readonly tour: Tour; readonly at: number }) {
  const isPresenting = useLab((state) => state.isPresenting);
  const isFirst = at === 0;
  const after = stops[at + 1];
  return (
    <nav className={styles.ways} aria-label="Through the tour">
      <Button aria-disabled={isFirst} aria-keyshortcuts="ArrowLeft" onClick={() => tour.back()}>
        <ArrowLeft size={15} aria-hidden="true" />
        Back
      </Button>
      {!isPresenting && <p className={styles.hint}>The keys ← and → lead through the tour, too.</p>}
      {after === undefined ? (
        <Button onClick={() => tour.goTo(0)}>Begin again</Button>
      ) : (
        <Button
          look="primary"
          aria-keyshortcuts="ArrowRight"
          aria-label={`Next: ${after.title}`}
          onClick={() => tour.next()}
        >
          <span>Next: {after.title}</span>
          <ArrowRight size={15} aria-hidden="true" />
        </Button>
      )}
    </nav>
  );
}
