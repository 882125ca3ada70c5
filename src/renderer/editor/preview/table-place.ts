import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { cellsOf, readTable, type TableText } from './table-text.ts';

/** Tables with more than this, in UTF-16 code units, stay plain text: they would be slow to lay out and to align. */
const longestTable = 60_000;
const mostLines = 400;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** A table of the text, and which of its cells a place is in. */
export interface TablePlace extends Range {
  readonly lines: readonly string[];
  readonly table: TableText;
  /** The head is row 0. */
  readonly row: number;
  readonly column: number;
}

/** Whether a table is small enough to be shown and edited as one. Those in lists and quotes are text. */
export function isHandled(state: EditorState, { from, to }: Range, parent: SyntaxNode | null): boolean {
  if (parent?.name !== 'Document' || to - from > longestTable) return false;
  return state.doc.lineAt(to).number - state.doc.lineAt(from).number < mostLines;
}

/** The lines of the table at a place, or null. */
export function tableRangeAt(state: EditorState, position: number): Range | null {
  for (const side of [-1, 1] as const) {
    let node: SyntaxNode | null = syntaxTree(state).resolveInner(position, side);
    while (node !== null && node.name !== 'Table') node = node.parent;
    if (node === null || !isHandled(state, node, node.parent)) continue;
    return { from: state.doc.lineAt(node.from).from, to: state.doc.lineAt(node.to).to };
  }
  return null;
}

export function linesOf(state: EditorState, { from, to }: Range): readonly string[] {
  return state.sliceDoc(from, to).split('\n');
}

/** The table at a place in full, or null. */
export function tableAt(state: EditorState, position: number): TablePlace | null {
  const range = tableRangeAt(state, position);
  if (range === null) return null;
  const lines = linesOf(state, range);
  const table = readTable(lines);
  if (table === null) return null;
  const line = state.doc.lineAt(position);
  const index = line.number - state.doc.lineAt(range.from).number;
  const cells = cellsOf(line.text);
  const beyond = cells.findIndex(({ to }) => position - line.from <= to);
  const column = index === 1 ? table.alignments.length - 1 : beyond < 0 ? cells.length - 1 : beyond;
  return { ...range, lines, table, row: Math.max(0, index - 1), column: Math.max(0, column) };
}
