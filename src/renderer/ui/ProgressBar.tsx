import styles from './ProgressBar.module.css';

interface ProgressBarProps {
  /** What is being done. */
  readonly label: string;
  /** Null while nobody knows how much there is. */
  readonly progress: { readonly done: number; readonly total: number } | null;
}

/** How far some work has come. */
export function ProgressBar({ label, progress }: ProgressBarProps) {
  const share = progress === null ? 0 : Math.min(100, Math.floor((100 * progress.done) / progress.total));
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={progress === null ? undefined : share}
    >
      <div className={styles.reach} style={{ width: `${share}%` }} />
    </div>
  );
}
