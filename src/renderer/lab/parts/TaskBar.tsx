import { useApp, useLab } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import type { LabTask } from '../lab-store.ts';
import styles from './Parts.module.css';
import { taskWords } from './task-words.ts';

/** How far the work that is going on has come, and the way to stop it. */
export function TaskBar({ task }: { readonly task: LabTask }) {
  const { lab } = useApp();
  const progress = useLab((state) => state.progress);
  const known = progress !== null && progress.total > 0 ? progress : null;
  const share = known === null ? 0 : Math.min(100, Math.floor((100 * known.done) / known.total));
  return (
    <div className={styles.task}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={taskWords[task].doing}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={known === null ? undefined : share}
      >
        <div className={styles.reach} style={{ width: `${share}%` }} />
      </div>
      <Button small onClick={() => lab.stop()}>
        Stop
      </Button>
      <p>
        {taskWords[task].doing}
        {known !== null && ` ${known.done} of ${known.total}.`}
      </p>
    </div>
  );
}
