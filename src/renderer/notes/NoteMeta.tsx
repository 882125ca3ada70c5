import { Ellipsis, Notebook, Star, Tag } from 'lucide-react';
import type { NoteSummary } from '../../contract/index.ts';
import { useApp, useLibrary, useNotes } from '../app/app-context.ts';
import { ariaKeysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { shownPath } from '../library/notebook-tree.ts';
import { useNoteMenu } from '../list/note-menu.ts';
import { IconButton } from '../ui/Button.tsx';
import { ColourDot } from '../ui/ColourDot.tsx';
import { MenuButton } from '../ui/Menu.tsx';
import styles from './NoteMeta.module.css';

/** The open note, once it is in the vault and unless it is in the trash, where nothing of it changes. */
function useOpenNote(): NoteSummary | null {
  return useNotes(({ open }) =>
    open.kind === 'note' && open.summary !== null && open.summary.trashedAt === null ? open.summary : null,
  );
}

function TagsButton({ note }: { readonly note: NoteSummary }) {
  const { organiser } = useApp();
  const colours = useLibrary((state) => state.library.colours);
  return (
    <button
      type="button"
      className={styles.part}
      aria-label={note.tags.length === 0 ? 'Add tags' : `Tags: ${note.tags.join(', ')}`}
      aria-keyshortcuts={ariaKeysOf('tag-note', isMac)}
      onClick={() => organiser.ask({ kind: 'tag-notes', ids: [note.id] })}
    >
      {note.tags.length === 0 ? (
        <>
          <Tag size={14} aria-hidden="true" />
          <span>Add tags</span>
        </>
      ) : (
        note.tags.map((tag) => (
          <span key={tag} className={styles.tag}>
            <ColourDot colour={colours.find((one) => one.tag === tag)?.colour ?? null} />
            <span dir="auto">{tag}</span>{' '}
          </span>
        ))
      )}
    </button>
  );
}

/** Under the title of the open note: its notebook and its tags. Each is a button that changes it. */
export function NoteMeta() {
  const { organiser } = useApp();
  const note = useOpenNote();
  if (note === null) return null;
  return (
    <div className={styles.meta}>
      <button
        type="button"
        className={styles.part}
        aria-label={
          note.notebook === null ? 'No notebook: move it to one' : `Notebook: ${shownPath(note.notebook)}`
        }
        aria-keyshortcuts={ariaKeysOf('move-note', isMac)}
        onClick={() => organiser.ask({ kind: 'move-notes', ids: [note.id] })}
      >
        <Notebook size={14} aria-hidden="true" />
        <span dir="auto" title={note.notebook ?? undefined}>
          {note.notebook === null ? 'No notebook' : shownPath(note.notebook)}
        </span>
      </button>
      <TagsButton note={note} />
    </div>
  );
}

/** In the bar over the open note: whether it is a favourite, and the menu of what else can be done with it. */
export function NoteOptions() {
  const { organiser } = useApp();
  const note = useOpenNote();
  const menuOf = useNoteMenu();
  if (note === null) return null;
  return (
    <>
      <IconButton
        label="Favourite"
        aria-pressed={note.favourite}
        aria-keyshortcuts={ariaKeysOf('favourite-note', isMac)}
        icon={<Star size={16} fill={note.favourite ? 'currentColor' : 'none'} />}
        onClick={() => organiser.change([note.id], { favourite: !note.favourite })}
      />
      <MenuButton entries={() => menuOf([note.id])}>
        <IconButton label="Note options" icon={<Ellipsis size={16} />} />
      </MenuButton>
    </>
  );
}
