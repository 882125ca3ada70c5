import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react';
import type { NoteId } from '../../contract/index.ts';
import { useApp, useNotes } from '../app/app-context.ts';
import { useNow } from '../ui/now.ts';
import { rowForKey } from './list-keys.ts';
import styles from './NoteList.module.css';
import { NoteRow, optionId, rowHeight } from './NoteRow.tsx';

/** The rows on the screen and the chosen one, which `aria-activedescendant` must find in the document. */
function rowsToRender(range: Range, chosen: number): number[] {
  const rows = defaultRangeExtractor(range);
  return chosen < 0 || rows.includes(chosen) ? rows : [...rows, chosen].sort((a, b) => a - b);
}

/** The notes of the section shown. Only what is on the screen is in the document. */
export function NoteList() {
  const { notes, stage, actions } = useApp();
  const entries = useNotes((state) => state.rows);
  const selected = useNotes((state) => state.selected);
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const chosen = selected === null ? -1 : entries.findIndex(({ id }) => id === selected);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions stay in this component and are called while rendering
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => entries[index]?.id ?? index,
    estimateSize: () => rowHeight,
    overscan: 6,
    paddingStart: 2,
    paddingEnd: 8,
    rangeExtractor: (range) => rowsToRender(range, chosen),
  });

  // The chosen note stays in view when keys move the choice and when a save moves the note to the top.
  useEffect(() => {
    if (chosen >= 0) virtualizer.scrollToIndex(chosen, { align: 'auto' });
  }, [chosen, virtualizer]);

  const select = useCallback((id: NoteId) => void notes.select(id), [notes]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const row = rowForKey(event.key, chosen, entries.length, page);
    const entry = row === null ? undefined : entries[row];
    if (entry !== undefined) select(entry.id);
    else if (event.key === 'Enter') stage.focus('text');
    else if (event.key === 'Delete') actions.run('trash-note');
    else return;
    event.preventDefault();
  };
  const stand = useCallback(
    (element: HTMLDivElement) => {
      scroller.current = element;
      return stage.enter('list', element);
    },
    [stage],
  );
  return (
    <div
      ref={stand}
      className={styles.list}
      role="listbox"
      aria-label="Notes"
      aria-activedescendant={selected === null ? undefined : optionId(selected)}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={styles.rows} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const entry = entries[index];
          return entry === undefined ? null : (
            <NoteRow
              key={entry.id}
              entry={entry}
              selected={entry.id === selected}
              position={index + 1}
              count={entries.length}
              start={start}
              now={now}
              onSelect={select}
            />
          );
        })}
      </div>
    </div>
  );
}
