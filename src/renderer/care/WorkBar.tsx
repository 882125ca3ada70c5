import type { Work } from '../../contract/index.ts';
import { useApp, useCare } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Care.module.css';
import { progressWords, workWords } from './work-words.ts';

/** How far the work that is going on has come, and the way to stop it. */
export function WorkBar({ work }: { readonly work: Work }) {
  const { care } = useApp();
  const progress = useCare((state) => state.progress);
  const known = progress !== null && progress.total > 0 ? progress : null;
  const share = known === null ? 0 : Math.min(100, Math.floor((100 * known.done) / known.total));
  const now = progress?.work ?? work;
  return (
    <div className={styles.progress}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={workWords[now].doing}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={known === null ? undefined : share}
      >
        <div className={styles.reach} style={{ width: `${share}%` }} />
      </div>
      <Button small onClick={() => care.stop()}>
        Cancel
      </Button>
      <p>{progressWords(now, known)}</p>
    </div>
  );
}
