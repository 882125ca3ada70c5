import { Lock, PanelLeft, SquarePen } from 'lucide-react';
import { useApp, useLayout, useNotes } from '../app/app-context.ts';
import { ariaKeysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { EmptyList } from './EmptyList.tsx';
import { NoteList } from './NoteList.tsx';
import styles from './NoteListPane.module.css';

/** What the library's own buttons do, for as long as the library is folded away. */
export function FoldedLibrary() {
  const { actions } = useApp();
  const folded = useLayout(({ narrow, shown }) => narrow || !shown.library);
  const drawer = useLayout((state) => state.drawer);
  if (!folded) return null;
  return (
    <>
      <IconButton
        label="Show library"
        aria-expanded={drawer}
        aria-keyshortcuts={ariaKeysOf('toggle-sidebar', isMac)}
        icon={<PanelLeft size={16} />}
        onClick={() => actions.run('toggle-sidebar')}
      />
      {!drawer && (
        <IconButton
          label="Lock"
          aria-keyshortcuts={ariaKeysOf('lock', isMac)}
          icon={<Lock size={16} />}
          onClick={() => actions.run('lock')}
        />
      )}
    </>
  );
}

export function NewNoteButton() {
  const { actions } = useApp();
  return (
    <IconButton
      label="New note"
      aria-keyshortcuts={ariaKeysOf('new-note', isMac)}
      icon={<SquarePen size={17} />}
      onClick={() => actions.run('new-note')}
    />
  );
}

/** Text that waits for the disk in a note that is not on the screen. */
function StuckNotes() {
  const { notes } = useApp();
  const stuck = useNotes((state) => state.stuck);
  if (stuck === null) return null;
  return (
    <div className={styles.stuck} role="alert">
      <p>
        <strong>
          {stuck.count === 1 ? 'Another note is not saved.' : `${stuck.count} other notes are not saved.`}
        </strong>{' '}
        {stuck.error.message}
      </p>
      <Button small onClick={() => notes.showStuck()}>
        Show it
      </Button>
    </div>
  );
}

/** The second pane: the notes of one section. */
export function NoteListPane() {
  const width = useLayout((state) => state.width.list);
  const kind = useNotes((state) => state.place.kind);
  const empty = useNotes((state) => state.rows.length === 0);
  return (
    <section className={styles.pane} aria-label="Note list" style={{ width }}>
      <header className={styles.header}>
        <FoldedLibrary />
        <h2>{kind === 'all' ? 'All notes' : 'Trash'}</h2>
        <NewNoteButton />
      </header>
      <StuckNotes />
      {empty ? <EmptyList /> : <NoteList key={kind} />}
    </section>
  );
}
