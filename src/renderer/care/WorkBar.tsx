import type { Work } from '../../contract/index.ts';
import { useApp, useCare } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Care.module.css';
import { counted } from './plain-care.ts';

const doing: Readonly<Record<Work, string>> = {
  check: 'Checking every record',
  rotation: 'Sealing everything under a new key',
  backup: 'Backing up, and opening every record of the backup',
};

/** How far the work that is going on has come, and the way to stop it. */
export function WorkBar({ work }: { readonly work: Work }) {
  const { care } = useApp();
  const progress = useCare((state) => state.progress);
  const known = progress !== null && progress.total > 0 ? progress : null;
  const share = known === null ? 0 : Math.min(100, Math.floor((100 * known.done) / known.total));
  const doingNow = doing[progress?.work ?? work];
  return (
    <div className={styles.progress}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={doingNow}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={known === null ? undefined : share}
      >
        <div className={styles.reach} style={{ width: `${share}%` }} />
      </div>
      <Button small onClick={() => care.stop()}>
        Cancel
      </Button>
      <p>
        {doingNow}
        {known === null
          ? '…'
          : `: ${known.done.toLocaleString('en-GB')} of ${counted(known.total, 'record')}`}
      </p>
    </div>
  );
}
