import { Archive, ArchiveRestore, Ellipsis, FolderInput, RotateCcw, Tags, Trash2, X } from 'lucide-react';
import { useApp, useNotes } from '../app/app-context.ts';
import { ariaKeysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { notesInWords } from '../library/change-words.ts';
import { IconButton } from '../ui/Button.tsx';
import { MenuButton } from '../ui/Menu.tsx';
import styles from './BulkBar.module.css';
import { useNoteMenu } from './note-menu.ts';

function ForTrash() {
  const { organiser, notes } = useApp();
  const ids = () => [...notes.store.getState().picks.ids];
  return (
    <>
      <IconButton
        label="Restore"
        icon={<RotateCcw size={16} />}
        onClick={() => organiser.change(ids(), { trashed: false })}
      />
      <IconButton
        label="Delete for good…"
        icon={<Trash2 size={16} />}
        onClick={() => organiser.ask({ kind: 'remove-notes', ids: ids() })}
      />
    </>
  );
}

function ForNotes({ isArchive }: { readonly isArchive: boolean }) {
  const { actions } = useApp();
  return (
    <>
      <IconButton
        label="Move to notebook…"
        aria-keyshortcuts={ariaKeysOf('move-note', isMac)}
        icon={<FolderInput size={16} />}
        onClick={() => actions.run('move-note')}
      />
      <IconButton
        label="Tags…"
        aria-keyshortcuts={ariaKeysOf('tag-note', isMac)}
        icon={<Tags size={16} />}
        onClick={() => actions.run('tag-note')}
      />
      <IconButton
        label={isArchive ? 'Take out of the archive' : 'Archive'}
        aria-keyshortcuts={ariaKeysOf('archive-note', isMac)}
        icon={isArchive ? <ArchiveRestore size={16} /> : <Archive size={16} />}
        onClick={() => actions.run('archive-note')}
      />
      <IconButton
        label="Move selected to trash"
        icon={<Trash2 size={16} />}
        onClick={() => actions.run('trash-note')}
      />
    </>
  );
}

/** In the place of the list's header while notes are picked: how many, and what can be done with all of them. */
export function BulkBar() {
  const { notes, stage } = useApp();
  const count = useNotes((state) => state.picks.ids.size);
  const kind = useNotes((state) => state.place.kind);
  const menuOf = useNoteMenu();
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selected notes">
      <IconButton
        label="Stop selecting"
        icon={<X size={16} />}
        onClick={() => {
          notes.dropPicks();
          stage.focus('list');
        }}
      />
      <p role="status">{notesInWords(count)}</p>
      {kind === 'trash' ? <ForTrash /> : <ForNotes isArchive={kind === 'archive'} />}
      {kind !== 'trash' && (
        <MenuButton entries={() => menuOf([...notes.store.getState().picks.ids])}>
          <IconButton label="More" icon={<Ellipsis size={16} />} />
        </MenuButton>
      )}
    </div>
  );
}
