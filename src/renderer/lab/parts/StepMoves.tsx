import { Button } from '../../ui/Button.tsx';
import type { Stepping } from './stepping.ts';

interface StepMovesProps {
  readonly stepping: Stepping;
  /** Of the words that say how far one has come. */
  readonly placeClass: string | undefined;
}

/** A step back, a step on, and how far one has come. Where no step is left, the button stays and keeps the focus. */
export function StepMoves({ stepping: { at, count, next, back }, placeClass }: StepMovesProps) {
  const isFirst = at === 0;
  const isLast = at + 1 >= count;
  return (
    <>
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
      <span className={placeClass}>
        {at + 1} of {count}
      </span>
    </>
  );
}
