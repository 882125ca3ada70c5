import { BookOpen, PanelRight, Pencil, Rows3, Trash2, Type } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useApp, useLayout, useNotes, useScreen } from '../app/app-context.ts';
import { ariaKeysOf } from '../app/keymap.ts';
import { isMac } from '../app/platform.ts';
import { FileDialogs } from '../attachments/FileDialogs.tsx';
import { Inspector } from '../inspector/Inspector.tsx';
import { FoldedLibrary, NewNoteButton } from '../list/NoteListPane.tsx';
import { LinkDialog } from '../links/LinkDialog.tsx';
import { NoteMeta, NoteOptions } from '../notes/NoteMeta.tsx';
import type { OpenNote } from '../notes/notes-store.ts';
import { ToastRegion } from '../workspace/ToastRegion.tsx';
import { IconButton } from '../ui/Button.tsx';
import { MenuButton, type MenuEntry } from '../ui/Menu.tsx';
import { useDelayed } from '../ui/delayed.ts';
import styles from './EditorPane.module.css';
import { FormatBar } from './FormatBar.tsx';
import { DamagedNote, NothingOpen, UnreadableNote } from './NoNote.tsx';
import { NoteText } from './NoteText.tsx';
import { SaveStatus } from './SaveStatus.tsx';
import { TitleField } from './TitleField.tsx';
import { TrashBar } from './TrashBar.tsx';

type Open = Extract<OpenNote, { kind: 'note' }>;

/** Shows or hides the list. While it is hidden, what stands in its header stands here. */
function ListToggle() {
  const { actions } = useApp();
  const shown = useLayout((state) => state.shown.list);
  return (
    <>
      {!shown && <FoldedLibrary />}
      <IconButton
        label={shown ? 'Hide list' : 'Show list'}
        aria-keyshortcuts={ariaKeysOf('toggle-list', isMac)}
        icon={<Rows3 size={16} />}
        onClick={() => actions.run('toggle-list')}
      />
      {!shown && <NewNoteButton />}
    </>
  );
}

/** Shows or hides what can be known of the note beside its text. */
function InspectorToggle() {
  const { actions } = useApp();
  const tab = useLayout((state) => state.inspector);
  return (
    <IconButton
      label={tab === null ? 'Show outline, links and files' : 'Hide outline, links and files'}
      aria-keyshortcuts={ariaKeysOf('show-outline', isMac)}
      icon={<PanelRight size={16} />}
      onClick={() => actions.run(`show-${tab ?? 'outline'}`)}
    />
  );
}

/** Turns from writing to reading and back. */
function ReadingToggle() {
  const { actions } = useApp();
  const isRead = useScreen(({ reading }) => reading);
  return (
    <IconButton
      label={isRead ? 'Edit' : 'Read'}
      aria-keyshortcuts={ariaKeysOf('toggle-reading', isMac)}
      icon={isRead ? <Pencil size={16} /> : <BookOpen size={16} />}
      onClick={() => actions.run('toggle-reading')}
    />
  );
}

/** What can be turned on and off about how the text is shown. */
function ViewMenu() {
  const { actions } = useApp();
  const view = useLayout((state) => state.view);
  const entries: readonly MenuEntry[] = [
    { kind: 'one-of', label: 'Toolbar', isSo: view.toolbar, run: () => actions.run('toggle-toolbar') },
    { kind: 'one-of', label: 'Focus mode', isSo: view.focus, run: () => actions.run('toggle-focus') },
    {
      kind: 'one-of',
      label: 'Typewriter scrolling',
      isSo: view.typewriter,
      run: () => actions.run('toggle-typewriter'),
    },
  ];
  return (
    <MenuButton entries={() => entries}>
      <IconButton label="How the text is shown" icon={<Type size={16} />} />
    </MenuButton>
  );
}

function Toolbar() {
  const { actions } = useApp();
  const isNote = useNotes(({ open }) => open.kind === 'note');
  const canTrash = useNotes(({ open }) => open.kind === 'note' && open.summary?.trashedAt === null);
  const opening = useDelayed(
    useNotes((state) => state.opening),
    200,
  );
  return (
    <header className={styles.toolbar}>
      <ListToggle />
      <p className={styles.opening}>{opening && 'Opening…'}</p>
      <NoteOptions />
      {canTrash && (
        <IconButton
          label="Move to trash"
          aria-keyshortcuts={ariaKeysOf('trash-note', isMac)}
          icon={<Trash2 size={16} />}
          onClick={() => actions.run('trash-note')}
        />
      )}
      {canTrash && <ReadingToggle />}
      {isNote && <ViewMenu />}
      {isNote && <InspectorToggle />}
    </header>
  );
}

/** One document: its title, its text and how far they are from the disk. */
function OpenDocument({ open }: { readonly open: Open }) {
  const [searchPlace, setSearchPlace] = useState<HTMLElement | null>(null);
  const trashed = open.summary?.trashedAt ?? null;
  const reading = useScreen((state) => state.reading);
  const toolbar = useLayout(({ view }) => view.toolbar && !view.focus) && trashed === null && !reading;
  return (
    <div className={styles.document}>
      {open.summary !== null && trashed !== null && <TrashBar id={open.summary.id} since={trashed} />}
      {toolbar && <FormatBar />}
      <div ref={setSearchPlace} className={styles.searchPlace} />
      <div className={styles.page}>
        <div className={styles.column}>
          <TitleField
            documentKey={open.key}
            id={open.summary?.id ?? null}
            title={open.title}
            isNew={open.summary === null}
            readOnly={trashed !== null}
          />
          <NoteMeta />
          {searchPlace !== null && (
            <NoteText
              documentKey={open.key}
              id={open.summary?.id ?? null}
              readOnly={trashed !== null}
              searchPlace={searchPlace}
            />
          )}
        </div>
      </div>
      <SaveStatus open={open} />
    </div>
  );
}

/** The third pane: the note that is open, or why none is. */
export function EditorPane() {
  const { stage } = useApp();
  const open = useNotes((state) => state.open);
  const inspector = useLayout((state) => state.inspector);
  const stand = useCallback((element: HTMLElement) => stage.enter('pane', element), [stage]);
  return (
    <main ref={stand} className={styles.pane} aria-label="Note" tabIndex={-1}>
      <Toolbar />
      {open.kind === 'note' && (
        <div className={styles.body}>
          <OpenDocument key={open.key} open={open} />
          {inspector !== null && <Inspector open={open} tab={inspector} />}
        </div>
      )}
      {open.kind === 'nothing' && <NothingOpen />}
      {open.kind === 'damaged' && <DamagedNote error={open.error} />}
      {open.kind === 'unreadable' && <UnreadableNote id={open.id} error={open.error} />}
      <ToastRegion />
      <LinkDialog />
      <FileDialogs />
    </main>
  );
}
