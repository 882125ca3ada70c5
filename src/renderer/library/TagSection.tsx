import { Palette, Pencil, SquarePen, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { TagColour } from '../../contract/index.ts';
import { useApp, useLibrary, useNotes } from '../app/app-context.ts';
import { ColourDot, colourNames } from '../ui/ColourDot.tsx';
import type { MenuEntry } from '../ui/Menu.tsx';
import { LibrarySection } from './LibrarySection.tsx';
import styles from './LibrarySection.module.css';
import { PlaceTree, type TreeRow } from './PlaceTree.tsx';
import { useShowPlace } from './show-place.ts';
import { fits, tagRows, type TagRow } from './tag-list.ts';

/** From so many tags on, looking for one by eye takes longer than by name. */
const filteredFrom = 12;

function rowOf({ tag, count, colour }: TagRow, index: number, { length }: readonly TagRow[]): TreeRow {
  return {
    place: { kind: 'tag', tag },
    name: tag,
    count,
    level: 1,
    position: index + 1,
    siblings: length,
    isExpanded: null,
    mark: <ColourDot colour={colour} />,
    load: null,
  };
}

/** The tag that a row stands for. */
function tagOf({ place }: TreeRow): string {
  return place.kind === 'tag' ? place.tag : '';
}

function useTagMenu(): (row: TreeRow) => readonly MenuEntry[] {
  const { organiser, actions } = useApp();
  const colours = useLibrary((state) => state.library.colours);
  const show = useShowPlace();
  return (row) => {
    const tag = tagOf(row);
    const now = colours.find((one) => one.tag === tag)?.colour ?? null;
    const choice = (colour: TagColour | null): MenuEntry => ({
      kind: 'one-of',
      label: colour === null ? 'None' : colourNames[colour],
      mark: <ColourDot colour={colour} />,
      isSo: colour === now,
      run: () => organiser.colourTag(tag, colour),
    });
    return [
      {
        kind: 'do',
        label: 'New note with this tag',
        icon: SquarePen,
        run: () => {
          show(row.place);
          actions.run('new-note');
        },
      },
      { kind: 'line', label: 'names' },
      {
        kind: 'do',
        label: 'Rename or merge…',
        icon: Pencil,
        run: () => organiser.ask({ kind: 'rename-tag', tag }),
      },
      {
        kind: 'more',
        label: 'Colour',
        icon: Palette,
        entries: [null, ...TagColour.options].map(choice),
      },
      { kind: 'line', label: 'end' },
      {
        kind: 'do',
        label: 'Remove from all notes…',
        icon: Trash2,
        isDanger: true,
        run: () => organiser.ask({ kind: 'remove-tag', tag }),
      },
    ];
  };
}

/** The tags. A vault without one has no such section: notes get them in their own headers. */
export function TagSection() {
  const { organiser } = useApp();
  const counts = useNotes((state) => state.tally.tags);
  const colours = useLibrary((state) => state.library.colours);
  const [wanted, setWanted] = useState('');
  const tags = useMemo(() => tagRows(counts, colours), [counts, colours]);
  const isFiltered = tags.length >= filteredFrom;
  const rows = useMemo(
    () => (isFiltered ? tags.filter(({ tag }) => fits(tag, wanted)) : tags).map(rowOf),
    [tags, isFiltered, wanted],
  );
  const menuOf = useTagMenu();
  if (tags.length === 0) return null;
  return (
    <LibrarySection title="Tags">
      {isFiltered && (
        <input
          type="text"
          className={styles.filter}
          aria-label="Filter tags"
          placeholder={`Filter ${tags.length.toLocaleString('en-GB')} tags`}
          autoComplete="off"
          spellCheck={false}
          value={wanted}
          // What it finds is below, and may be out of sight.
          onFocus={({ currentTarget }) =>
            currentTarget.closest('section')?.scrollIntoView({ block: 'start' })
          }
          onChange={(event) => setWanted(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || wanted === '') return;
            event.stopPropagation();
            setWanted('');
          }}
        />
      )}
      {rows.length === 0 ? (
        <p className={styles.hint}>No tag of that name</p>
      ) : (
        <PlaceTree
          label="Tags"
          rows={rows}
          menuOf={menuOf}
          onRename={(row) => organiser.ask({ kind: 'rename-tag', tag: tagOf(row) })}
          onRemove={(row) => organiser.ask({ kind: 'remove-tag', tag: tagOf(row) })}
        />
      )}
    </LibrarySection>
  );
}
