import { ChevronRight, Ellipsis } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useApp, useNotes, useScreen } from '../app/app-context.ts';
import { placeKey, type Place } from '../notes/place.ts';
import { asksForMenu, MenuAt, type MenuEntry, type Point } from '../ui/Menu.tsx';
import { useDragging, useDropTarget } from './dropping.ts';
import type { Load } from './organiser.ts';
import styles from './PlaceTree.module.css';
import { revealRow, useRowsInView } from './rows-in-view.ts';
import { useShowPlace } from './show-place.ts';
import { treeMove, type TreeLine } from './tree-keys.ts';

/** A line of the library that shows its notes when it is chosen. */
export interface TreeRow extends TreeLine {
  readonly place: Place;
  readonly name: string;
  /** Null where it is not known without looking. */
  readonly count: number | null;
  readonly position: number;
  readonly siblings: number;
  readonly mark: ReactNode;
  readonly load: Load | null;
}

interface PlaceTreeProps {
  readonly label: string;
  readonly rows: readonly TreeRow[];
  readonly menuOf: (row: TreeRow) => readonly MenuEntry[];
  readonly onToggle?: (row: TreeRow) => void;
  readonly onRename: (row: TreeRow) => void;
  readonly onRemove: (row: TreeRow) => void;
}

/** Height of a line in CSS pixels; `PlaceTree.module.css` fills it. */
const lineHeight = 30;
/** Levels that are drawn one further in than the next: deeper ones would leave no room for names. */
const deepest = 6;
const indent = 10;

interface LineProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly index: number;
  readonly isActive: boolean;
  readonly isFlat: boolean;
  readonly isShown: boolean;
  readonly onShow: () => void;
  readonly onToggle: () => void;
  readonly onMenu: (at: Point) => void;
}

function Fold({
  isExpanded,
  onToggle,
}: {
  readonly isExpanded: boolean | null;
  readonly onToggle: () => void;
}) {
  return (
    <span
      className={styles.fold}
      data-open={isExpanded === true}
      onClick={(event) => {
        if (isExpanded === null) return;
        event.stopPropagation();
        onToggle();
      }}
    >
      {isExpanded !== null && <ChevronRight size={13} aria-hidden="true" />}
    </span>
  );
}

function Line({ id, row, index, isActive, isFlat, isShown, onShow, onToggle, onMenu }: LineProps) {
  const drop = useDropTarget(row.place);
  const dragging = useDragging();
  const { load } = row;
  return (
    <div
      role="treeitem"
      id={id}
      className={styles.line}
      aria-label={row.count === null ? row.name : `${row.name} ${row.count.toLocaleString('en-GB')}`}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.isExpanded ?? undefined}
      aria-selected={isShown}
      data-active={isActive}
      title={row.name}
      style={{
        transform: `translateY(${index * lineHeight}px)`,
        paddingLeft: `${(isFlat ? 8 : 4) + Math.min(row.level - 1, deepest) * indent}px`,
      }}
      draggable={load !== null}
      onDragStart={load === null ? undefined : (event) => dragging.begin(event, load)}
      onDragEnd={dragging.end}
      onClick={onShow}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
      {...drop}
    >
      {!isFlat && <Fold isExpanded={row.isExpanded} onToggle={onToggle} />}
      {row.mark}
      <span className={styles.name} dir="auto">
        {row.name}
      </span>{' '}
      <button
        type="button"
        className={styles.options}
        tabIndex={isActive ? 0 : -1}
        aria-label={`Options for ${row.name}`}
        aria-haspopup="menu"
        onClick={(event) => {
          event.stopPropagation();
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          onMenu({ x: left, y: bottom });
        }}
      >
        <Ellipsis size={14} aria-hidden="true" />
      </button>
      {row.count !== null && <span className={styles.count}>{row.count.toLocaleString('en-GB')}</span>}
    </div>
  );
}

/** Notebooks, tags or searches, one a line. Only the lines on the screen are in the document. */
export function PlaceTree({ label, rows, menuOf, onToggle, onRename, onRemove }: PlaceTreeProps) {
  const { layout } = useApp();
  const treeId = useId();
  const tree = useRef<HTMLDivElement>(null);
  const show = useShowPlace();
  const inNotes = useScreen((state) => state.vaultPage === null);
  const shown = useNotes((state) => placeKey(state.place));
  const [cursor, setCursor] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ readonly key: string; readonly at: Point } | null>(null);
  const span = useRowsInView(tree, lineHeight);

  const indexOf = (key: string | null): number =>
    key === null ? -1 : rows.findIndex(({ place }) => placeKey(place) === key);
  const at = indexOf(cursor);
  const active = at >= 0 ? at : Math.max(0, indexOf(shown));
  const idOf = (index: number): string => `${treeId}-${index}`;
  const inView = rows.flatMap((row, index) =>
    (index >= span.from && index < span.to) || index === active ? [{ row, index }] : [],
  );
  // Where nothing can be unfolded, no room is kept for it.
  const isFlat = rows.every(({ isExpanded }) => isExpanded === null);
  const menuRow = menu === null ? undefined : rows[indexOf(menu.key)];

  const open = (row: TreeRow): void => {
    setCursor(placeKey(row.place));
    show(row.place);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const row = rows[active];
    if (event.ctrlKey || event.metaKey || event.altKey || row === undefined) return;
    const isOnTree = event.target === event.currentTarget;
    const move = isOnTree ? treeMove(event.key, rows, active) : null;
    if (move === 'toggle') onToggle?.(row);
    else if (move !== null) {
      const next = rows[move.go];
      if (next !== undefined) setCursor(placeKey(next.place));
      revealRow(event.currentTarget, move.go, lineHeight);
    } else if (isOnTree && (event.key === 'Enter' || event.key === ' ')) open(row);
    else if (asksForMenu(event)) {
      const { left, top } = event.currentTarget.getBoundingClientRect();
      setMenu({ key: placeKey(row.place), at: { x: left + 24, y: top + (active + 1) * lineHeight } });
    } else if (event.key === 'F2') onRename(row);
    else if (event.key === 'Delete') onRemove(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div
        ref={tree}
        role="tree"
        aria-label={label}
        className={styles.tree}
        tabIndex={0}
        aria-activedescendant={rows.length === 0 ? undefined : idOf(active)}
        style={{ height: rows.length * lineHeight }}
        onKeyDown={onKeyDown}
      >
        {inView.map(({ row, index }) => (
          <Line
            key={placeKey(row.place)}
            id={idOf(index)}
            row={row}
            index={index}
            isActive={index === active}
            isFlat={isFlat}
            isShown={inNotes && placeKey(row.place) === shown}
            onShow={() => {
              open(row);
              layout.closeDrawer();
            }}
            onToggle={() => onToggle?.(row)}
            onMenu={(point) => {
              setCursor(placeKey(row.place));
              setMenu({ key: placeKey(row.place), at: point });
            }}
          />
        ))}
      </div>
      {menu !== null && menuRow !== undefined && (
        <MenuAt
          at={menu.at}
          label={`Options for ${menuRow.name}`}
          entries={() => menuOf(menuRow)}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  );
}
