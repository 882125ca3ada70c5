import { useLab } from '../../app/app-context.ts';
import type { LabTask } from '../lab-store.ts';
import styles from './Parts.module.css';
import { taskWords } from './task-words.ts';

/** How work ended: the file that it wrote, or why it did not succeed. */
export function TaskEnd({ task }: { readonly task: LabTask }) {
  const error = useLab((state) => (state.failure?.task === task ? state.failure.error : null));
  const file = useLab((state) => (state.saved?.task === task ? state.saved.file : null));
  if (file !== null) {
    return (
      <p role="status" className={styles.saved}>
        Saved as <strong>{file}</strong>.
      </p>
    );
  }
  if (error === null) return null;
  return error.code === 'cancelled' ? (
    <p role="status">{taskWords[task].stopped}</p>
  ) : (
    <p role="alert" className={styles.alert}>
      {error.message}
    </p>
  );
}
