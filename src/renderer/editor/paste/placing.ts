import type { EditorState } from '@codemirror/state';
import { tableRangeAt } from '../preview/table-place.ts';
import { cellText } from './cell-text.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** What pasted Markdown replaces, and by what. The cursor goes behind the first `length` UTF-16 code units of it. */
export interface Placed extends Range {
  readonly insert: string;
  readonly length: number;
}

const block = /\n|^(?:#{1,6} |[-*+>] |\||\d+\. |```|---$)/;
const item = /^(?:[-*+]|\d{1,9}[.)]) /;
/** Nothing but the signs of quotes and of one item. */
const onlySigns = /^(?<quote>[ \t>]*)(?<item>(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?$/;

/** Each line but the first begins with this, unless nothing is on it. */
function withMargin(text: string, margin: string): string {
  return text.replaceAll(/\n(?!\n|$)/g, `\n${margin}`).replaceAll(/\n(?=\n)/g, `\n${margin.trimEnd()}`);
}

/**
 * Where pasted Markdown stands: blocks do not share a line with other words, those of an item or a quote stay in it, and a list
 * that is pasted into an item that is still empty takes its place.
 */
export function placedIn(state: EditorState, { from, to }: Range, markdown: string): Placed {
  const as = (insert: string): Placed => ({ from, to, insert, length: insert.length });
  if (!block.test(markdown)) return as(markdown);
  const [line, lastLine] = [state.doc.lineAt(from), state.doc.lineAt(to)];
  const [before, after] = [state.sliceDoc(line.from, from), state.sliceDoc(to, lastLine.to)];
  const signs = onlySigns.exec(before)?.groups;
  const quote = signs?.quote ?? '';
  const itemSigns = signs?.item ?? '';
  const takesItem = itemSigns !== '' && item.test(markdown);
  const margin = quote + (takesItem ? '' : ' '.repeat(/^\S+\s+/.exec(itemSigns)?.[0].length ?? 0));
  const start = takesItem ? from - itemSigns.length : signs ? from : line.from + before.trimEnd().length;
  const text = (signs ? '' : '\n\n') + (signs ? withMargin(markdown, margin) : markdown);
  if (after.trim() === '') return { from: start, to, insert: text, length: text.length };
  const end = to + (after.length - after.trimStart().length);
  return { from: start, to: end, insert: `${text}\n\n`, length: text.length };
}

/** Whether what is selected lies within one row of a table. */
export function isInRow(state: EditorState): boolean {
  const { from, to } = state.selection.main;
  return state.doc.lineAt(from).to >= to && tableRangeAt(state, from) !== null;
}

/** Pasted text as a cell takes it: see `cellText`. Rows stay rows. */
export function textInCell(text: string): string {
  const rows = /^\s*\|.*\|\s*$/;
  if (
    text
      .trim()
      .split('\n')
      .every((line) => rows.test(line))
  )
    return text;
  return cellText(text.replaceAll(/[\r\t]/g, '\n'));
}
