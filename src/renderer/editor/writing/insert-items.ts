import { startCompletion } from '@codemirror/autocomplete';
import type { EditorState, TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import * as insertions from './insertions.ts';
import { toggleLines, type LineKind } from './line-kinds.ts';
import { writingDesk } from './writing-desk.ts';

/** Something that can be put into a note. */
export interface InsertItem {
  readonly name: string;
  /** What it is for, or how it is written, in a few words. */
  readonly about: string;
  /** Other words that people look for it by. */
  readonly words: readonly string[];
  readonly group: 'Text' | 'Blocks' | 'Links and files' | 'Date and time';
  readonly change: (state: EditorState) => TransactionSpec;
  /** What is done after the change. */
  readonly then?: (view: EditorView) => void;
}

/** The most rows and columns of a table that are put in at once. */
const mostCells = 30;
const usualCells = 3;

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

function line(kind: LineKind) {
  return (state: EditorState): TransactionSpec => toggleLines(state, kind);
}

function nothing(): TransactionSpec {
  return {};
}

export function tableItem(rows: number, columns: number): InsertItem {
  return {
    name: 'Table',
    about: `${rows} × ${columns}`,
    words: ['grid', 'columns', 'rows'],
    group: 'Blocks',
    change: (state) => insertions.table(state, rows, columns),
  };
}

export const textItems: readonly InsertItem[] = [
  { name: 'Heading 1', about: '#', words: ['title', 'h1'], group: 'Text', change: line('heading1') },
  { name: 'Heading 2', about: '##', words: ['title', 'h2'], group: 'Text', change: line('heading2') },
  { name: 'Heading 3', about: '###', words: ['title', 'h3'], group: 'Text', change: line('heading3') },
  {
    name: 'Bulleted list',
    about: '-',
    words: ['points', 'unordered', 'list'],
    group: 'Text',
    change: line('bullets'),
  },
  { name: 'Numbered list', about: '1.', words: ['ordered', 'list'], group: 'Text', change: line('numbers') },
  {
    name: 'Task',
    about: '- [ ]',
    words: ['to-do', 'todo', 'checkbox', 'list'],
    group: 'Text',
    change: line('tasks'),
  },
  { name: 'Quote', about: '>', words: ['blockquote', 'citation'], group: 'Text', change: line('quote') },
];

export const blockItems: readonly InsertItem[] = [
  {
    name: 'Code block',
    about: '```',
    words: ['fence', 'program'],
    group: 'Blocks',
    change: insertions.codeBlock,
  },
  tableItem(usualCells, usualCells),
  {
    name: 'Divider',
    about: '---',
    words: ['line', 'rule', 'separator'],
    group: 'Blocks',
    change: insertions.divider,
  },
  {
    name: 'Formula',
    about: '$$',
    words: ['math', 'equation', 'latex'],
    group: 'Blocks',
    change: insertions.formulaBlock,
  },
  {
    name: 'Formula in the line',
    about: '$',
    words: ['math', 'equation', 'latex', 'inline'],
    group: 'Blocks',
    change: insertions.formula,
  },
  {
    name: 'Footnote',
    about: '[^1]',
    words: ['reference', 'note'],
    group: 'Blocks',
    change: insertions.footnote,
  },
];

export const linkItems: readonly InsertItem[] = [
  {
    name: 'Link to a note',
    about: '[[',
    words: ['wiki', 'internal'],
    group: 'Links and files',
    change: insertions.noteLink,
    then: (view) => void startCompletion(view),
  },
  {
    name: 'Link to an address',
    about: '[ ](…)',
    words: ['url', 'web'],
    group: 'Links and files',
    change: insertions.link,
  },
  {
    name: 'Picture or file…',
    about: 'Kept in the note',
    words: ['image', 'photo', 'attachment', 'file', 'upload'],
    group: 'Links and files',
    change: nothing,
    then: (view) => view.state.facet(writingDesk).chooseFiles(view),
  },
];

export const timeItems: readonly InsertItem[] = [
  {
    name: 'Today’s date',
    about: '',
    words: ['day', 'today'],
    group: 'Date and time',
    change: (state) => insertions.words(state, day.format(Date.now())),
  },
  {
    name: 'Time',
    about: '',
    words: ['now', 'clock', 'hour'],
    group: 'Date and time',
    change: (state) => insertions.words(state, time.format(Date.now())),
  },
];

const items: readonly InsertItem[] = [...textItems, ...blockItems, ...linkItems, ...timeItems];

/** A table of the size that is being typed: what is still missing of it is as usual. */
function sizedTable(asked: string): InsertItem | null {
  const size = /^table (\d{1,2})(?: ?[x×*](?: ?(\d{1,2}))?)?$/i.exec(asked);
  if (size === null) return null;
  const [rows, columns] = [Number(size[1]), Number(size[2] ?? usualCells)];
  const fits = [rows, columns].every((count) => count >= 1 && count <= mostCells);
  return fits ? tableItem(rows, columns) : null;
}

/** What can be put in, by the beginning of one of its words: those that begin with it first. */
export function itemsFor(asked: string): readonly InsertItem[] {
  const wanted = asked.trim().toLowerCase();
  if (wanted === '') return items;
  const table = sizedTable(wanted);
  if (table !== null) return [table];
  const byName = items.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  const byWord = items.filter(
    (item) =>
      !byName.includes(item) &&
      [...item.name.toLowerCase().split(' ').slice(1), ...item.words].some((word) => word.startsWith(wanted)),
  );
  return [...byName, ...byWord];
}

/** Puts an item in. `typed`: what was typed to find it, which goes. */
export function insertItem(
  view: EditorView,
  { change, then }: InsertItem,
  typed: { readonly from: number; readonly to: number } | null = null,
  more: TransactionSpec = {},
): void {
  const away: TransactionSpec = typed === null ? {} : { changes: { from: typed.from, to: typed.to } };
  const { state } = view.state.update(away);
  view.dispatch(view.state.update(away, { ...change(state), sequential: true }, more));
  view.focus();
  then?.(view);
}
