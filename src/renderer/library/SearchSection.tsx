import { Pencil, Search, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { SavedSearch } from '../../contract/index.ts';
import { useApp, useLibrary } from '../app/app-context.ts';
import type { MenuEntry } from '../ui/Menu.tsx';
import { LibrarySection } from './LibrarySection.tsx';
import { PlaceTree, type TreeRow } from './PlaceTree.tsx';

function rowOf({ name, query }: SavedSearch, index: number, { length }: readonly SavedSearch[]): TreeRow {
  return {
    place: { kind: 'search', name, query },
    name,
    count: null,
    level: 1,
    position: index + 1,
    siblings: length,
    isExpanded: null,
    mark: <Search size={14} aria-hidden="true" />,
    load: null,
  };
}

/** Searches that are kept by name. */
export function SearchSection() {
  const { organiser } = useApp();
  const searches = useLibrary((state) => state.library.searches);
  const rows = useMemo(() => searches.map(rowOf), [searches]);
  if (rows.length === 0) return null;
  const rename = ({ place, name }: TreeRow): void => {
    if (place.kind === 'search') organiser.ask({ kind: 'rename-search', name, query: place.query });
  };
  const menuOf = (row: TreeRow): readonly MenuEntry[] => [
    { kind: 'do', label: 'Rename…', icon: Pencil, run: () => rename(row) },
    {
      kind: 'do',
      label: 'Remove',
      icon: Trash2,
      isDanger: true,
      run: () => organiser.forgetSearch(row.name),
    },
  ];
  return (
    <LibrarySection title="Saved searches">
      <PlaceTree
        label="Saved searches"
        rows={rows}
        menuOf={menuOf}
        onRename={rename}
        onRemove={(row) => organiser.forgetSearch(row.name)}
      />
    </LibrarySection>
  );
}
