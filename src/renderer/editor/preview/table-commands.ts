import { EditorSelection, type ChangeSpec, type Extension } from '@codemirror/state';
import {
  ViewPlugin,
  type Command,
  type EditorView,
  type KeyBinding,
  type ViewUpdate,
} from '@codemirror/view';
import { tableAt, tableRangeAt, type TablePlace } from './table-place.ts';
import {
  cellsOf,
  withColumn,
  withNextAlignment,
  withoutColumn,
  withoutRow,
  withRow,
  writtenTable,
  type TableText,
} from './table-text.ts';

interface Goal {
  readonly table: TableText;
  readonly row: number;
  readonly column: number;
}

/** Only lines that differ are changed, so that undoing and other cursors are left in peace. */
function changesBetween(from: number, before: readonly string[], after: readonly string[]): ChangeSpec {
  if (before.length !== after.length) {
    return { from, to: from + before.join('\n').length, insert: after.join('\n') };
  }
  const changes: ChangeSpec[] = [];
  let start = from;
  for (const [index, line] of before.entries()) {
    const insert = after[index] ?? '';
    if (insert !== line) changes.push({ from: start, to: start + line.length, insert });
    start += line.length + 1;
  }
  return changes;
}

/** Writes a table in place of the one there and selects the words of a cell. */
function write(view: EditorView, place: TablePlace, { table, row, column }: Goal): void {
  const lines = writtenTable(table);
  const index = row === 0 ? 0 : row + 1;
  const start = place.from + lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0);
  const cell = cellsOf(lines[index] ?? '')[column] ?? { from: 0, to: 0 };
  view.dispatch({
    changes: changesBetween(place.from, place.lines, lines),
    selection: EditorSelection.single(start + cell.from, start + cell.to),
    scrollIntoView: true,
    userEvent: 'input.table',
  });
}

/** A command on the cell at the cursor, which does nothing outside of tables. */
function inTable(goal: (place: TablePlace, view: EditorView) => Goal | null): Command {
  return (view) => {
    if (view.state.readOnly) return false;
    const place = tableAt(view.state, view.state.selection.main.head);
    if (place === null) return false;
    const next = goal(place, view);
    if (next !== null) write(view, place, next);
    return true;
  };
}

export const nextCell = inTable(({ table, row, column }) => {
  if (column + 1 < table.alignments.length) return { table, row, column: column + 1 };
  const isLast = row + 1 >= table.rows.length;
  return { table: isLast ? withRow(table, row + 1) : table, row: row + 1, column: 0 };
});

export const previousCell = inTable(({ table, row, column }) => {
  if (column > 0) return { table, row, column: column - 1 };
  return row === 0 ? null : { table, row: row - 1, column: table.alignments.length - 1 };
});

/** Takes an empty last row away and goes on below the table. */
function leave(view: EditorView, { from, lines, table, row }: TablePlace): void {
  const after = writtenTable(withoutRow(table, row));
  const text = after.join('\n');
  const to = from + lines.join('\n').length;
  // Without an empty line between them, what is written next would be a row.
  const gap = '\n\n';
  view.dispatch({
    changes: { from, to, insert: text + gap },
    selection: { anchor: from + text.length + gap.length },
    scrollIntoView: true,
    userEvent: 'input.table',
  });
}

export const nextRow = inTable((place, view) => {
  const { table, row, column } = place;
  const isLast = row + 1 >= table.rows.length;
  if (isLast && row > 0 && table.rows[row]?.every((text) => text === '') === true) {
    leave(view, place);
    return null;
  }
  return { table: isLast ? withRow(table, row + 1) : table, row: row + 1, column };
});

/** What can be done to the table at the cursor, by names for a menu. */
export const tableActions = {
  'Add row below': inTable(({ table, row, column }) => ({
    table: withRow(table, row + 1),
    row: row + 1,
    column,
  })),
  'Add column after': inTable(({ table, row, column }) => ({
    table: withColumn(table, column + 1),
    row,
    column: column + 1,
  })),
  'Align column': inTable(({ table, row, column }) => ({
    table: withNextAlignment(table, column),
    row,
    column,
  })),
  'Remove row': inTable(({ table, row, column }) => ({
    table: withoutRow(table, row),
    row: Math.min(row, table.rows.length - 2),
    column,
  })),
  'Remove column': inTable(({ table, row, column }) => ({
    table: withoutColumn(table, column),
    row,
    column: Math.max(0, Math.min(column, table.alignments.length - 2)),
  })),
} as const satisfies Readonly<Record<string, Command>>;

export const tableKeys: readonly KeyBinding[] = [
  { key: 'Tab', run: nextCell, shift: previousCell },
  { key: 'Enter', run: nextRow },
];

function align(view: EditorView, position: number): void {
  const place = tableAt(view.state, Math.min(position, view.state.doc.length));
  if (place === null) return;
  const changes = changesBetween(place.from, place.lines, writtenTable(place.table));
  view.dispatch({ changes, userEvent: 'input.table' });
}

/** Puts the strokes of a table below each other once somebody who changed it has left it. */
export const alignOnLeaving: Extension = ViewPlugin.fromClass(
  class {
    /** Where the table begins that was changed. */
    #changed: number | null = null;
    #isGone = false;

    update({ view, state, changes, docChanged, selectionSet, focusChanged, transactions }: ViewUpdate): void {
      if (!docChanged && this.#changed === null) return;
      const range = tableRangeAt(state, state.selection.main.head);
      if (this.#changed !== null) this.#changed = changes.mapPos(this.#changed, -1);
      if (this.#changed !== null && (selectionSet || focusChanged)) this.#leaveUnlessIn(view, range);
      const isTyped = transactions.some((one) => one.isUserEvent('input') || one.isUserEvent('delete'));
      if (docChanged && isTyped && range !== null && view.hasFocus) this.#changed = range.from;
    }

    #leaveUnlessIn(view: EditorView, range: { readonly from: number } | null): void {
      const changed = this.#changed;
      if (changed === null || (view.hasFocus && range?.from === changed)) return;
      this.#changed = null;
      // An editor cannot be changed while it takes in a change.
      queueMicrotask(() => {
        if (!this.#isGone && !view.state.readOnly) align(view, changed);
      });
    }

    destroy(): void {
      this.#isGone = true;
    }
  },
);
