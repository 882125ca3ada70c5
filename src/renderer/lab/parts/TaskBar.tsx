import { useApp, useLab } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import type { LabTask } from '../lab-store.ts';
import styles from './Parts.module.css';
import { taskWords } from './task-words.ts';

/** How far the work that is going on has come, and the way to stop it. */
export function TaskBar({ task }: { readonly task: LabTask }) {
  const { lab } = useApp();
  const progress = useLab((state) => state.progress);
  const known = progress !== null && progress.total > 0 ? progress : null;
  return (
    <div className={styles.task}>
      <ProgressBar label={taskWords[task].doing} progress={known} />
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
