import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import type { Trial } from '../trials.ts';
import styles from './Exhibits.module.css';

interface ComputedProps<T> {
  readonly trial: Trial<T>;
  /** Said while it is being computed. */
  readonly doing: string;
  readonly onAgain: () => void;
  readonly children: (result: T) => ReactNode;
}

/** What is computed on the way: on its way, there, or why it is not. */
export function Computed<T>({ trial: { result, failure }, doing, onAgain, children }: ComputedProps<T>) {
  if (failure !== null) {
    return (
      <div className={styles.failure}>
        <p role="alert">{failure.message}</p>
        <Button onClick={onAgain}>
          <RotateCcw size={15} aria-hidden="true" />
          Try again
        </Button>
      </div>
    );
  }
  if (result === null) {
    return (
      <div role="status" className={styles.awaited}>
        <Waiting>{doing}</Waiting>
      </div>
    );
  }
  return children(result);
}
