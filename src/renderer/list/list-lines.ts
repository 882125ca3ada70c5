import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, type RefObject } from 'react';
import { useNotes } from '../app/app-context.ts';
import { groupsOf, lineAt, lineOf, type NoteGroup } from '../notes/note-groups.ts';
import { rowHeight } from './NoteRow.tsx';

/** Height of a heading in CSS pixels; `NoteList.module.css` fills it. */
const headingHeight = 32;

/** The lines on the screen and the one the keys are on, which `aria-activedescendant` must find in the document. */
function linesToRender(range: Range, active: number): number[] {
  const lines = defaultRangeExtractor(range);
  return active < 0 || lines.includes(active) ? lines : [...lines, active].sort((a, b) => a - b);
}

interface ListLines {
  readonly groups: readonly NoteGroup[];
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  /** The line the keys are on; -1 for none. */
  readonly activeLine: number;
}

/** The lines of the list: its notes and the headings between them. `active`: the index of the note the keys are on, or -1. */
export function useListLines(
  scroller: RefObject<HTMLDivElement | null>,
  active: number,
  now: number,
): ListLines {
  const rows = useNotes((state) => state.rows);
  const order = useNotes((state) => state.order);
  const kind = useNotes((state) => state.place.kind);
  const groups = useMemo(
    () => (kind === 'search' ? [] : groupsOf(rows, order, now)),
    [rows, order, kind, now],
  );
  const activeLine = active < 0 ? -1 : lineOf(groups, active);
  // Whatever changes with each rendering would have a hundred thousand lines measured anew each time.
  const keyOf = useCallback(
    (line: number) => {
      const at = lineAt(groups, line);
      return at.kind === 'heading' ? `heading ${at.group.from}` : (rows[at.index]?.id ?? line);
    },
    [rows, groups],
  );
  const heightOf = useCallback(
    (line: number) => (lineAt(groups, line).kind === 'heading' ? headingHeight : rowHeight),
    [groups],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions stay in this component and are called while rendering
  const virtualizer = useVirtualizer({
    count: rows.length + groups.length,
    getScrollElement: () => scroller.current,
    getItemKey: keyOf,
    estimateSize: heightOf,
    overscan: 6,
    paddingStart: 2,
    paddingEnd: 8,
    rangeExtractor: (range) => linesToRender(range, activeLine),
  });
  return { groups, virtualizer, activeLine };
}
