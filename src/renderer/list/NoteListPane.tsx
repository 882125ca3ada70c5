import { Lock, PanelLeft, SquarePen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp, useLayout, useNotes } from '../app/app-context.ts';
import { ariaKeysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { SearchField } from '../finding/SearchField.tsx';
import { SearchOutcome } from '../finding/SearchOutcome.tsx';
import { shownPath } from '../library/notebook-tree.ts';
import { placeName } from '../library/place-names.ts';
import { placeKey } from '../notes/place.ts';
import { BulkBar } from './BulkBar.tsx';
import { EmptyList } from './EmptyList.tsx';
import { NoteList } from './NoteList.tsx';
import styles from './NoteListPane.module.css';
import { OrderButton } from './OrderButton.tsx';
import { TrashNotice } from './TrashNotice.tsx';

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

function Header() {
  const place = useNotes((state) => state.place);
  const name = placeName(place);
  return (
    <header className={styles.header}>
      <FoldedLibrary />
      <h2 dir="auto" title={place.kind === 'notebook' ? shownPath(place.path) : name}>
        {name}
      </h2>
      <OrderButton />
      <NewNoteButton />
    </header>
  );
}

/** The second pane: the notes of one place. `divider` makes it wider or narrower. */
export function NoteListPane({ divider }: { readonly divider: ReactNode }) {
  const width = useLayout((state) => state.width.list);
  // One search after another is one list.
  const key = useNotes(({ place }) => (place.kind === 'search' ? place.kind : placeKey(place)));
  const empty = useNotes((state) => state.rows.length === 0);
  const picking = useNotes((state) => state.picks.ids.size > 0);
  return (
    <section className={styles.pane} aria-label="Note list" style={{ width }}>
      {picking ? <BulkBar /> : <Header />}
      <SearchField />
      <SearchOutcome />
      <StuckNotes />
      {key === 'trash' && !empty && <TrashNotice />}
      {empty ? <EmptyList /> : <NoteList key={key} />}
      {divider}
    </section>
  );
}
