import { TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { NoteListEntry, NoteSummary } from '../../contract/index.ts';
import { listDate } from '../notes/list-date.ts';
import styles from './NoteList.module.css';
import { rowSnippet, rowTitle } from './row-text.ts';

/** Height of a row in CSS pixels; `NoteList.module.css` fills it. */
export const rowHeight = 86;

export function optionId(id: NoteListEntry['id']): string {
  return `note-${id}`;
}

function Readable({ note, now }: { readonly note: NoteSummary; readonly now: number }) {
  const snippet = rowSnippet(note.title, note.snippet);
  return (
    <>
      <div className={styles.head}>
        <span className={styles.title} dir="auto" data-untitled={note.title.trim() === ''}>
          {rowTitle(note.title)}
        </span>
        <time dateTime={new Date(note.updatedAt).toISOString()}>{listDate(note.updatedAt, now)}</time>
      </div>
      <p className={styles.snippet} dir="auto">
        {snippet === '' ? 'No text' : snippet}
      </p>
    </>
  );
}

function Damaged() {
  return (
    <>
      <div className={styles.head}>
        <TriangleAlert size={15} aria-hidden="true" />
        <span className={styles.title}>Damaged note</span>
      </div>
      <p className={styles.snippet}>This note failed its integrity check and cannot be read.</p>
    </>
  );
}

interface NoteRowProps {
  readonly entry: NoteListEntry;
  readonly selected: boolean;
  readonly position: number;
  readonly count: number;
  /** Distance from the top of the list, in CSS pixels. */
  readonly start: number;
  readonly now: number;
  readonly onSelect: (id: NoteListEntry['id']) => void;
}

export const NoteRow = memo(function NoteRow({
  entry,
  selected,
  position,
  count,
  start,
  now,
  onSelect,
}: NoteRowProps) {
  return (
    <div
      role="option"
      id={optionId(entry.id)}
      className={styles.row}
      aria-selected={selected}
      aria-posinset={position}
      aria-setsize={count}
      data-damaged={entry.state === 'damaged'}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => onSelect(entry.id)}
    >
      {entry.state === 'readable' ? <Readable note={entry} now={now} /> : <Damaged />}
    </div>
  );
});
