import { Archive, LayoutTemplate, Paperclip, Pin, Star, TriangleAlert, type LucideIcon } from 'lucide-react';
import { memo, type DragEvent, type MouseEvent } from 'react';
import type { MarkedText, NoteListEntry, NoteSummary, SearchRow, TagColour } from '../../contract/index.ts';
import { nameOf } from '../library/notebook-tree.ts';
import { listDate } from '../notes/list-date.ts';
import { ColourDot } from '../ui/ColourDot.tsx';
import { MarkedWords } from '../ui/MarkedWords.tsx';
import styles from './NoteList.module.css';
import { nearFirstMark, rowSnippet, rowTitle, shownMarks } from './row-text.ts';

/** Height of a row in CSS pixels; `NoteList.module.css` fills it. */
export const rowHeight = 86;

/** Tags that a row has room for. */
const mostTags = 3;

/** Of the list, for the field that searches in front of it. */
export const noteListId = 'note-list';

export function optionId(id: NoteListEntry['id']): string {
  return `note-${id}`;
}

/** What a row tells besides the note itself: what the place shown tells already is left out. */
export interface RowLook {
  /** The notebook shown, whose name need not be said; null in other places. */
  readonly notebook: string | null;
  readonly by: 'changed' | 'created' | 'title';
  readonly showsTemplate: boolean;
  readonly showsArchived: boolean;
  readonly colours: ReadonlyMap<string, TagColour>;
}

function Sign({ icon: Icon, name }: { readonly icon: LucideIcon; readonly name: string }) {
  return <Icon size={13} role="img" aria-label={name} className={styles.sign} data-sign={name} />;
}

function Signs({ note, look }: { readonly note: NoteSummary; readonly look: RowLook }) {
  return (
    <>
      {note.pinned && <Sign icon={Pin} name="Pinned" />}
      {note.favourite && <Sign icon={Star} name="Favourite" />}
      {note.template && look.showsTemplate && <Sign icon={LayoutTemplate} name="Template" />}
      {note.archivedAt !== null && look.showsArchived && <Sign icon={Archive} name="Archived" />}
      {note.attachmentCount > 0 && <Sign icon={Paperclip} name="Has files" />}
    </>
  );
}

function Belongings({ note, look }: { readonly note: NoteSummary; readonly look: RowLook }) {
  const { tags, notebook } = note;
  const named = notebook !== null && notebook !== look.notebook;
  return (
    <p className={styles.belongings}>
      {named && (
        <span className={styles.notebook} dir="auto">
          {nameOf(notebook)}
        </span>
      )}
      {tags.slice(0, mostTags).map((tag) => (
        <span key={tag} className={styles.tag}>
          <ColourDot colour={look.colours.get(tag) ?? null} />
          <span dir="auto">{tag}</span>
        </span>
      ))}
      {tags.length > mostTags && <span>+{tags.length - mostTags}</span>}
    </p>
  );
}

/** The attached file by whose name the note was found. */
function FoundFile({ name }: { readonly name: MarkedText }) {
  return (
    <p className={styles.belongings}>
      <Paperclip size={12} role="img" aria-label="In the file" />
      <span className={styles.notebook} dir="auto">
        <MarkedWords {...shownMarks(name)} />
      </span>
    </p>
  );
}

interface ReadableProps {
  readonly note: NoteSummary;
  /** Where a search has found the note: what fits is shown and marked. */
  readonly hit: SearchRow | undefined;
  readonly now: number;
  readonly look: RowLook;
}

function Readable({ note, hit, now, look }: ReadableProps) {
  const snippet = hit === undefined ? rowSnippet(note.title, note.snippet ?? '') : hit.snippet.text;
  const file = hit?.attachment ?? null;
  const belongs =
    file !== null || note.tags.length > 0 || (note.notebook !== null && note.notebook !== look.notebook);
  const time = look.by === 'created' ? note.createdAt : note.updatedAt;
  return (
    <>
      <div className={styles.head}>
        <span className={styles.title} dir="auto" data-untitled={note.title.trim() === ''}>
          {hit === undefined || hit.title.text.trim() === '' ? (
            rowTitle(note.title)
          ) : (
            <MarkedWords {...shownMarks(hit.title)} />
          )}
        </span>
        <Signs note={note} look={look} />
        <time dateTime={new Date(time).toISOString()}>{listDate(time, now)}</time>
      </div>
      <p className={styles.snippet} dir="auto" data-short={belongs}>
        {snippet === '' && (hit !== undefined || note.snippet !== null) && 'No text'}
        {hit === undefined ? (
          snippet
        ) : (
          <MarkedWords {...shownMarks(belongs ? nearFirstMark(hit.snippet) : hit.snippet)} />
        )}
      </p>
      {file !== null && <FoundFile name={file} />}
      {file === null && belongs && <Belongings note={note} look={look} />}
    </>
  );
}

function Damaged() {
  return (
    <>
      <div className={styles.head}>
        <TriangleAlert size={15} aria-hidden="true" className={styles.alarm} />
        <span className={styles.title}>Damaged note</span>
      </div>
      <p className={styles.snippet}>This note failed its integrity check and cannot be read.</p>
    </>
  );
}

/** What the pointer does to rows. The functions stay the same while the list is on the screen. */
export interface RowHands {
  readonly onSelect: (id: NoteListEntry['id'], event: MouseEvent) => void;
  readonly onMenu: (id: NoteListEntry['id'], event: MouseEvent) => void;
  readonly onDrag: (id: NoteListEntry['id'], event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

interface NoteRowProps extends RowHands {
  readonly entry: NoteListEntry;
  readonly hit: SearchRow | undefined;
  readonly selected: boolean;
  /** Whether the keys are on it. */
  readonly active: boolean;
  readonly position: number;
  readonly count: number;
  /** Distance from the top of the list, in CSS pixels. */
  readonly start: number;
  readonly now: number;
  readonly look: RowLook;
}

export const NoteRow = memo(function NoteRow({
  entry,
  hit,
  selected,
  active,
  position,
  count,
  start,
  now,
  look,
  onSelect,
  onMenu,
  onDrag,
  onDragEnd,
}: NoteRowProps) {
  return (
    <div
      role="option"
      id={optionId(entry.id)}
      className={styles.row}
      aria-selected={selected}
      aria-posinset={position}
      aria-setsize={count}
      data-active={active}
      data-damaged={entry.state === 'damaged'}
      style={{ transform: `translateY(${start}px)` }}
      draggable={entry.state === 'readable'}
      onClick={(event) => onSelect(entry.id, event)}
      onContextMenu={(event) => onMenu(entry.id, event)}
      onDragStart={(event) => onDrag(entry.id, event)}
      onDragEnd={onDragEnd}
    >
      {entry.state === 'readable' ? <Readable note={entry} hit={hit} now={now} look={look} /> : <Damaged />}
    </div>
  );
});
