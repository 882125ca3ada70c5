import { FolderInput, Notebook, Pencil, Plus, SquarePen, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { useApp, useLibrary, useNotes } from '../app/app-context.ts';
import { IconButton } from '../ui/Button.tsx';
import type { MenuEntry } from '../ui/Menu.tsx';
import { LibrarySection } from './LibrarySection.tsx';
import styles from './LibrarySection.module.css';
import { notebookRows, notebookTree, type NotebookRow } from './notebook-tree.ts';
import { PlaceTree, type TreeRow } from './PlaceTree.tsx';
import { useShowPlace } from './show-place.ts';

function rowOf({ path, name, level, position, siblings, count, hasInner, isExpanded }: NotebookRow): TreeRow {
  return {
    place: { kind: 'notebook', path },
    // One that came from elsewhere may have none.
    name: name === '' ? 'No name' : name,
    count,
    level,
    position,
    siblings,
    isExpanded: hasInner ? isExpanded : null,
    mark: <Notebook size={15} aria-hidden="true" />,
    load: { kind: 'notebook', path },
  };
}

function pathOf({ place }: TreeRow): string {
  return place.kind === 'notebook' ? place.path : '';
}

function useNotebookMenu(): (row: TreeRow) => readonly MenuEntry[] {
  const { organiser, actions } = useApp();
  const show = useShowPlace();
  return (row) => {
    const path = pathOf(row);
    return [
      {
        kind: 'do',
        label: 'New note here',
        icon: SquarePen,
        run: () => {
          show(row.place);
          actions.run('new-note');
        },
      },
      {
        kind: 'do',
        label: 'New notebook inside…',
        icon: Plus,
        run: () => organiser.ask({ kind: 'new-notebook', within: path }),
      },
      { kind: 'line', label: 'names' },
      {
        kind: 'do',
        label: 'Rename…',
        icon: Pencil,
        run: () => organiser.ask({ kind: 'rename-notebook', path }),
      },
      {
        kind: 'do',
        label: 'Move…',
        icon: FolderInput,
        run: () => organiser.ask({ kind: 'move-notebook', path }),
      },
      { kind: 'line', label: 'end' },
      {
        kind: 'do',
        label: 'Remove…',
        icon: Trash2,
        isDanger: true,
        run: () => organiser.ask({ kind: 'remove-notebook', path }),
      },
    ];
  };
}

/** The notebooks, one in another. */
export function NotebookSection() {
  const { library, organiser } = useApp();
  const counts = useNotes((state) => state.tally.notebooks);
  const kept = useLibrary((state) => state.library.notebooks);
  const expanded = useLibrary((state) => state.expanded);
  const tree = useMemo(() => notebookTree(counts, kept), [counts, kept]);
  const isCounted = useNotes(({ list, catalogue }) => list === 'ready' || catalogue.size > 0);
  const rows = useMemo(() => {
    const shown = notebookRows(tree, (path) => expanded.has(path)).map(rowOf);
    return isCounted ? shown : shown.map((row) => ({ ...row, count: null }));
  }, [tree, expanded, isCounted]);
  const menuOf = useNotebookMenu();
  return (
    <LibrarySection
      title="Notebooks"
      target={{ kind: 'notebooks' }}
      actions={
        <IconButton
          label="Add a notebook"
          icon={<Plus size={15} />}
          onClick={() => organiser.ask({ kind: 'new-notebook', within: null })}
        />
      }
    >
      {rows.length === 0 ? (
        <p className={styles.hint}>None yet</p>
      ) : (
        <PlaceTree
          label="Notebooks"
          rows={rows}
          menuOf={menuOf}
          onToggle={(row) => library.toggle(pathOf(row))}
          onRename={(row) => organiser.ask({ kind: 'rename-notebook', path: pathOf(row) })}
          onRemove={(row) => organiser.ask({ kind: 'remove-notebook', path: pathOf(row) })}
        />
      )}
    </LibrarySection>
  );
}
