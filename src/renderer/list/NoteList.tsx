import { useCallback, useEffect, useRef, useState } from 'react';
import { useApp, useNotes } from '../app/app-context.ts';
import { lineAt } from '../notes/note-groups.ts';
import { MenuAt } from '../ui/Menu.tsx';
import { useNow } from '../ui/now.ts';
import { useListKeys, useRowHands, type NoteMenuAt } from './list-hands.ts';
import { useListLines } from './list-lines.ts';
import { useNoteMenu } from './note-menu.ts';
import { useHits } from '../finding/use-hits.ts';
import styles from './NoteList.module.css';
import { NoteRow, noteListId, optionId, rowHeight } from './NoteRow.tsx';
import { useRowLook } from './row-look.ts';
import { useWholeRows } from './whole-rows.ts';

interface GroupHeadingProps {
  readonly label: string;
  /** How far below the beginning of the list, in CSS pixels. */
  readonly start: number;
}

function GroupHeading({ label, start }: GroupHeadingProps) {
  return (
    <div
      role="presentation"
      className={styles.heading}
      dir="auto"
      style={{ transform: `translateY(${start}px)` }}
    >
      {label}
    </div>
  );
}

/** The notes of the place shown. Only what is on the screen is in the document. */
export function NoteList() {
  const { stage } = useApp();
  const rows = useNotes((state) => state.rows);
  const selected = useNotes((state) => state.selected);
  const picks = useNotes((state) => state.picks);
  const now = useNow();
  const look = useRowLook();
  const scroller = useRef<HTMLDivElement>(null);
  const activeId = picks.cursor ?? selected;
  const active = activeId === null ? -1 : rows.findIndex(({ id }) => id === activeId);
  const { groups, virtualizer, activeLine } = useListLines(scroller, active, now);
  const [menu, setMenu] = useState<NoteMenuAt | null>(null);
  const hands = useRowHands(setMenu);
  const onKey = useListKeys(setMenu);
  const menuOf = useNoteMenu();

  // The chosen note stays in view when keys move the choice and when a save moves the note to the top.
  useEffect(() => {
    if (activeLine >= 0) virtualizer.scrollToIndex(activeLine, { align: 'auto' });
  }, [activeLine, virtualizer]);

  const query = useNotes(({ place }) => (place.kind === 'search' ? place.query : null));
  const shown = virtualizer.getVirtualItems().flatMap(({ index }) => {
    const line = lineAt(groups, index);
    return line.kind === 'note' ? (rows[line.index] ?? []) : [];
  });
  // A search tells its rows itself.
  useWholeRows(query === null ? shown : []);
  const hits = useHits(virtualizer.getVirtualItems().map(({ key }) => key));
  // The best hits of another query are seen, wherever one was among those of the last.
  useEffect(() => {
    if (query !== null) virtualizer.scrollToOffset(0);
  }, [query, virtualizer]);

  const stand = useCallback(
    (element: HTMLDivElement) => {
      scroller.current = element;
      return stage.enter('list', element);
    },
    [stage],
  );
  return (
    <>
      <div
        ref={stand}
        className={styles.list}
        role="listbox"
        id={noteListId}
        aria-label="Notes"
        aria-multiselectable="true"
        aria-activedescendant={active < 0 || activeId === null ? undefined : optionId(activeId)}
        tabIndex={0}
        onKeyDown={(event) =>
          onKey(event, Math.max(1, Math.floor(event.currentTarget.clientHeight / rowHeight) - 1))
        }
      >
        <div className={styles.rows} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => {
            const line = lineAt(groups, index);
            if (line.kind === 'heading')
              return <GroupHeading key={key} label={line.group.label} start={start} />;
            const entry = rows[line.index];
            return entry === undefined ? null : (
              <NoteRow
                key={key}
                entry={entry}
                hit={hits?.get(entry.id)}
                selected={picks.ids.size > 0 ? picks.ids.has(entry.id) : entry.id === selected}
                active={entry.id === activeId}
                position={line.index + 1}
                count={rows.length}
                start={start}
                now={now}
                look={look}
                {...hands}
              />
            );
          })}
        </div>
      </div>
      {menu !== null && (
        <MenuAt
          at={menu.at}
          label="Options for notes"
          entries={() => menuOf(menu.ids)}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  );
}
