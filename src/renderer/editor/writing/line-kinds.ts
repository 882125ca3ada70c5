import type { ChangeSpec, EditorState, Line, TransactionSpec } from '@codemirror/state';
import { tableRangeAt } from '../preview/table-place.ts';

/** What a line can be made by what it begins with. */
export type LineKind =
  'heading1' | 'heading2' | 'heading3' | 'heading4' | 'bullets' | 'numbers' | 'tasks' | 'quote';

interface Beginning {
  /** What makes a line of this kind: takes the indentation and the beginning. */
  readonly has: RegExp;
  /** What beginning of another kind it takes the place of. */
  readonly replaces: RegExp;
  readonly put: (index: number) => string;
}

const anyHeading = /^#{1,6}[ \t]+/;
const anyItem = /^(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,9}[.)][ \t]+)/;

function heading(level: number): Beginning {
  const signs = '#'.repeat(level);
  return { has: new RegExp(`^${signs}[ \\t]+`), replaces: anyHeading, put: () => `${signs} ` };
}

const beginnings: Readonly<Record<LineKind, Beginning>> = {
  heading1: heading(1),
  heading2: heading(2),
  heading3: heading(3),
  heading4: heading(4),
  bullets: { has: /^[-*+][ \t]+(?!\[[ xX]\][ \t])/, replaces: anyItem, put: () => '- ' },
  numbers: { has: /^\d{1,9}[.)][ \t]+/, replaces: anyItem, put: (index) => `${index + 1}. ` },
  tasks: { has: /^[-*+][ \t]+\[[ xX]\][ \t]+/, replaces: anyItem, put: () => '- [ ] ' },
  quote: { has: /^>[ \t]?/, replaces: /^(?!)/, put: () => '> ' },
};

/** The lines that are selected. Empty ones between others are left alone. */
function chosenLines({ doc, selection }: EditorState): readonly Line[] {
  const lines = new Map<number, Line>();
  for (const { from, to } of selection.ranges) {
    for (let at = from; at <= to;) {
      const line = doc.lineAt(at);
      lines.set(line.from, line);
      at = line.to + 1;
    }
  }
  const all = [...lines.values()];
  const written = all.filter(({ text }) => text.trim() !== '');
  return written.length > 0 ? written : all;
}

function indentOf({ text }: Line): number {
  return text.length - text.trimStart().length;
}

/** Whether all lines that are selected are of a kind. */
export function isLineKind(state: EditorState, kind: LineKind): boolean {
  const { has } = beginnings[kind];
  return chosenLines(state).every((line) => has.test(line.text.slice(indentOf(line))));
}

/** Whether lines are some of a table and not all of it: a sign before them would take them out of it. */
function isPartOfTable(state: EditorState, lines: readonly Line[]): boolean {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return false;
  const table = tableRangeAt(state, first.from);
  return table !== null && last.to <= table.to && (first.from > table.from || last.to < table.to);
}

/** Makes the lines that are selected of a kind, or plain again where all of them are of it. Rows of a table stay as they are. */
export function toggleLines(state: EditorState, kind: LineKind): TransactionSpec {
  const { has, replaces, put } = beginnings[kind];
  const chosen = chosenLines(state);
  const lines = isPartOfTable(state, chosen) ? [] : chosen;
  const off = isLineKind(state, kind);
  const changes = lines.flatMap((line, index): ChangeSpec[] => {
    const from = line.from + indentOf(line);
    const rest = line.text.slice(indentOf(line));
    if (off) return [{ from, to: from + (has.exec(rest)?.[0].length ?? 0) }];
    // A number may have to change, which makes the line of this kind all the same.
    if (has.test(rest) && kind !== 'numbers') return [];
    return [{ from, to: from + (replaces.exec(rest)?.[0].length ?? 0), insert: put(index) }];
  });
  const made = state.changes(changes);
  return {
    changes: made,
    selection: state.selection.map(made, 1),
    scrollIntoView: true,
    userEvent: 'input.format',
  };
}

/** Makes the lines that are selected plain text: no headings. */
export function plainLines(state: EditorState): TransactionSpec {
  const changes = chosenLines(state).map((line) => {
    const from = line.from + indentOf(line);
    return { from, to: from + (anyHeading.exec(line.text.slice(indentOf(line)))?.[0].length ?? 0) };
  });
  return { changes, userEvent: 'input.format' };
}
