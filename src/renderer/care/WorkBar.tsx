import type { Work } from '../../contract/index.ts';
import { useApp, useCare } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import styles from './Care.module.css';
import { progressWords, workWords } from './work-words.ts';

/** How far the work that is going on has come, and the way to stop it. */
export function WorkBar({ work }: { readonly work: Work }) {
  const { care } = useApp();
  const progress = useCare((state) => state.progress);
  const known = progress !== null && progress.total > 0 ? progress : null;
  const now = progress?.work ?? work;
  return (
    <div className={styles.progress}>
      <ProgressBar label={workWords[now].doing} progress={known} />
      <Button small onClick={() => care.stop()}>
        Cancel
      </Button>
      <p>{progressWords(now, known)}</p>
    </div>
  );
}
