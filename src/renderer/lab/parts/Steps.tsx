import { Check, CircleSlash } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Glossed } from './Glossed.tsx';
import styles from './Parts.module.css';
import { StepMoves } from './StepMoves.tsx';
import type { Stepping } from './stepping.ts';

interface StepsProps<T> {
  /** What the steps are of, for screen readers. */
  readonly label: string;
  readonly steps: readonly T[];
  /** By `useStepping(steps, steps.length)`. */
  readonly stepping: Stepping;
  /** One sentence: what happens. Announced when the step comes. */
  readonly says: (step: T) => string;
  /** A word above it, such as who acts. */
  readonly lead?: (step: T) => string;
  readonly isRefused?: (step: T) => boolean;
  /** What there is to see, below the sentence. */
  readonly children?: (step: T) => ReactNode;
}

/** Steps that were carried out, told one after another. What comes next is not shown before its turn. */
export function Steps<T>(props: StepsProps<T>) {
  const { label, steps, stepping, says, isRefused = () => false } = props;
  const { at, isAll } = stepping;
  const current = steps[at];
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (at > 0) list.current?.querySelector('[aria-current="step"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div className={styles.steps}>
      <p role="status" className="unseen">
        {current !== undefined && !isAll && `Step ${at + 1} of ${steps.length}: ${says(current)}`}
        {isAll && `All ${steps.length} steps are shown.`}
      </p>
      <StepButtons stepping={stepping} />
      <ol ref={list} aria-label={label}>
        {steps.slice(0, isAll ? steps.length : at + 1).map((step, index) => (
          <li
            key={index}
            className={styles.step}
            data-refused={isRefused(step)}
            aria-current={!isAll && index === at ? 'step' : undefined}
          >
            <StepMark index={index} isPast={isAll || index < at} isRefused={isRefused(step)} />
            <StepBody
              {...props}
              step={step}
              isOpen={isAll || index === at}
              onOpen={() => stepping.goTo(index)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

function StepMark({ index, isPast, isRefused }: { index: number; isPast: boolean; isRefused: boolean }) {
  if (isRefused) {
    return (
      <span className={styles.stepMark}>
        <CircleSlash size={15} aria-hidden="true" />
        <span className="unseen">Refused</span>
      </span>
    );
  }
  return (
    <span className={styles.stepMark} aria-hidden="true">
      {isPast ? <Check size={14} /> : index + 1}
    </span>
  );
}

interface StepBodyProps<T> extends StepsProps<T> {
  readonly step: T;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function StepBody<T>({ step, says, lead, children, isOpen, onOpen }: StepBodyProps<T>) {
  if (!isOpen) {
    return (
      <button type="button" className={styles.past} onClick={onOpen}>
        {says(step)}
      </button>
    );
  }
  return (
    <div className={styles.stepBody}>
      {lead && <p className={styles.lead}>{lead(step)}</p>}
      <p className={styles.says}>
        <Glossed text={says(step)} />
      </p>
      {children?.(step)}
    </div>
  );
}

function StepButtons({ stepping }: { readonly stepping: Stepping }) {
  const { isAll, showAll } = stepping;
  return (
    <div className={styles.stepButtons}>
      {!isAll && <StepMoves stepping={stepping} placeClass={styles.place} />}
      <Button look="quiet" onClick={() => showAll(!isAll)}>
        {isAll ? 'Step by step' : 'Show all'}
      </Button>
    </div>
  );
}
