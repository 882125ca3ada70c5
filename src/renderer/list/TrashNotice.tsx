import { useApp, useLibrary } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import styles from './NoteListPane.module.css';

/** Over the trash: how long notes stay there, and the way to empty it. */
export function TrashNotice() {
  const { organiser } = useApp();
  const days = useLibrary((state) => state.library.trashDays);
  return (
    <div className={styles.notice}>
      <p>
        {days === null
          ? 'Notes stay here until you delete them.'
          : `Notes are deleted for good after ${days === 1 ? 'a day' : `${days.toLocaleString('en-GB')} days`} here.`}{' '}
        <button type="button" className={styles.inline} onClick={() => organiser.ask({ kind: 'trash-days' })}>
          Change…
        </button>
      </p>
      <Button small onClick={() => organiser.ask({ kind: 'empty-trash' })}>
        Empty trash…
      </Button>
    </div>
  );
}
