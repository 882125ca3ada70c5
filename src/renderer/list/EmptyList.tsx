import { useApp, useNotes } from '../app/app-context.ts';
import { Button } from '../ui/Button.tsx';
import { Keys } from '../ui/Keys.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import styles from './EmptyList.module.css';

function Words() {
  const section = useNotes((state) => state.section);
  if (section === 'trash') {
    return (
      <>
        <h3>The trash is empty</h3>
        <p>Notes you move here stay until you delete them for good.</p>
      </>
    );
  }
  return (
    <>
      <h3>No notes yet</h3>
      <p>
        <Keys action="new-note" /> starts one.
      </p>
    </>
  );
}

/** What stands in place of a list without notes. */
export function EmptyList() {
  const { notes } = useApp();
  const list = useNotes((state) => state.list);
  if (list === 'empty' || list === 'loading') return <Waiting>Reading the notes…</Waiting>;
  if (list === 'ready') {
    return (
      <div className={styles.empty}>
        <Words />
      </div>
    );
  }
  return (
    <div className={styles.empty} role="alert">
      <h3>The notes could not be listed</h3>
      <p>{list.message}</p>
      <Button small onClick={() => void notes.load()}>
        Try again
      </Button>
    </div>
  );
}
