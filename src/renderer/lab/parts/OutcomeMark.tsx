import type { ReactNode } from 'react';
import type { Outcome } from '../../../contract/index.ts';
import { outcomeWords } from './outcome-words.ts';
import styles from './Parts.module.css';

/** One shape for each outcome: the fuller it is, the more was read. 16 units square. */
const shapes: Readonly<Record<Outcome, ReactNode>> = {
  all: <circle cx="8" cy="8" r="7" fill="currentColor" />,
  target: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="8" cy="8" r="3" fill="currentColor" />
    </>
  ),
  later: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5Z" fill="currentColor" />
    </>
  ),
  metadata: <path d="M3 14.5V1.5h10l-2.5 3.75L13 9H5v5.5Z" fill="currentColor" />,
  cost: <path d="M8 1.25 14.75 8 8 14.75 1.25 8Z" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  nothing: <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  na: <path d="M4 8h8" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />,
};

interface OutcomeMarkProps {
  readonly outcome: Outcome;
  /** Whether it stands for access that exists because of escrow: then it has escrow’s colour. */
  readonly isLit?: boolean;
  /** False where the words stand beside it already. */
  readonly hasWords?: boolean;
}

/** What an adversary got, by a shape, by words, and by colour only besides. */
export function OutcomeMark({ outcome, isLit = false, hasWords = true }: OutcomeMarkProps) {
  return (
    <span className={styles.outcome} data-outcome={outcome} data-lit={isLit}>
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {shapes[outcome]}
      </svg>
      {hasWords && <span>{outcomeWords[outcome].short}</span>}
    </span>
  );
}
