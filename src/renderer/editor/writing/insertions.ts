import {
  EditorSelection,
  type EditorState,
  type SelectionRange,
  type TransactionSpec,
} from '@codemirror/state';

/** Text that is put in, and what of it is selected then: from and to in UTF-16 code units of it. */
interface Piece {
  readonly text: string;
  readonly select: readonly [from: number, to: number];
}

/** An address as somebody would copy it: one word with a scheme. */
const address = /^(?:https?:\/\/|mailto:)\S+$/i;

/** Replaces each selection by what is made of its words. */
function inPlace(state: EditorState, make: (words: string) => Piece): TransactionSpec {
  return {
    ...state.changeByRange((range) => {
      const { text, select } = make(state.sliceDoc(range.from, range.to));
      const [from, to] = select;
      return {
        changes: { from: range.from, to: range.to, insert: text },
        range: EditorSelection.range(range.from + from, range.from + to),
      };
    }),
    scrollIntoView: true,
    userEvent: 'input.format',
  };
}

/** A link of the selected words, or to the selected address. What is missing is left to be typed. */
export function link(state: EditorState): TransactionSpec {
  return inPlace(state, (words) => {
    if (address.test(words)) return { text: `[](${words})`, select: [1, 1] };
    const escaped = words.replaceAll(/[[\]]/g, '\\$&');
    const end = escaped.length + 3;
    return words === ''
      ? { text: '[](https://)', select: [1, 1] }
      : { text: `[${escaped}](https://)`, select: [end, end + 8] };
  });
}

/** A link to another note, of the selected words. */
export function noteLink(state: EditorState): TransactionSpec {
  return inPlace(state, (words) => {
    const title = words.replaceAll(/[[\]|\n]/g, ' ').trim();
    return { text: `[[${title}]]`, select: [2, 2 + title.length] };
  });
}

/** Formula within a line. */
export function formula(state: EditorState): TransactionSpec {
  return inPlace(state, (words) => ({ text: `$${words}$`, select: [1, 1 + words.length] }));
}

/** Plain words, such as a date. */
export function words(state: EditorState, text: string): TransactionSpec {
  return inPlace(state, () => ({ text, select: [text.length, text.length] }));
}

/** Puts lines of their own in after the line of the cursor, or in its place if it is empty, with free lines around them. */
function onOwnLines(state: EditorState, { text, select }: Piece): TransactionSpec {
  const { doc, selection } = state;
  const line = doc.lineAt(selection.main.to);
  const blank = line.text.trim() === '';
  const from = blank ? line.from : line.to;
  const [lineBefore, lineAfter] = [line.number - (blank ? 1 : 0), line.number + 1];
  const isFree = (number: number): boolean =>
    number < 1 || number > doc.lines || doc.line(number).text.trim() === '';
  const before = `${blank ? '' : '\n'}${isFree(lineBefore) ? '' : '\n'}`;
  const after = isFree(lineAfter) || text.endsWith('\n') ? '' : '\n';
  return {
    changes: { from, to: line.to, insert: before + text + after },
    selection: {
      anchor: from + before.length + select[0],
      head: from + before.length + select[1],
    },
    scrollIntoView: true,
    userEvent: 'input.format',
  };
}

/** A fence longer than any in the text, so that it ends where it should. */
function fenceFor(text: string): string {
  const runs = text.match(/`{3,}/g) ?? [];
  return '`'.repeat(Math.max(2, ...runs.map(({ length }) => length)) + 1);
}

function wholeLines({ doc }: EditorState, { from, to }: SelectionRange): readonly [from: number, to: number] {
  return [doc.lineAt(from).from, doc.lineAt(to).to];
}

/** Code with lines of its own: what is selected, or nothing yet. */
export function codeBlock(state: EditorState): TransactionSpec {
  const { main } = state.selection;
  if (main.empty) return onOwnLines(state, { text: '```\n\n```', select: [4, 4] });
  const [from, to] = wholeLines(state, main);
  const fence = fenceFor(state.sliceDoc(from, to));
  return {
    changes: [
      { from, insert: `${fence}\n` },
      { from: to, insert: `\n${fence}` },
    ],
    scrollIntoView: true,
    userEvent: 'input.format',
  };
}

/** A formula with lines of its own. */
export function formulaBlock(state: EditorState): TransactionSpec {
  return onOwnLines(state, { text: '$$\n\n$$', select: [3, 3] });
}

/** A line across the page. */
export function divider(state: EditorState): TransactionSpec {
  return onOwnLines(state, { text: '---\n', select: [4, 4] });
}

/** A table whose first row names the columns. `rows` counts the others. */
export function table(state: EditorState, rows: number, columns: number): TransactionSpec {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const cells = (make: (index: number) => string): string =>
    row(Array.from({ length: columns }, (_, index) => make(index)));
  const lines = [
    cells((index) => `Column ${index + 1}`),
    cells(() => '--------'),
    ...Array.from({ length: rows }, () => cells(() => '        ')),
  ];
  return onOwnLines(state, { text: `${lines.join('\n')}\n`, select: [2, 2 + 'Column 1'.length] });
}

/** The most of a note that is looked through for the numbers of its footnotes, in UTF-16 code units. */
const footnotesSought = 2_000_000;

/** A footnote with the next free number: its sign at the cursor, its text at the end of the note. */
export function footnote(state: EditorState): TransactionSpec {
  const { doc, selection } = state;
  const taken = doc.sliceString(0, footnotesSought).matchAll(/\[\^(\d{1,6})\]/g);
  let number = 1;
  for (const [, digits] of taken) number = Math.max(number, Number(digits) + 1);
  const sign = `[^${number}]`;
  const last = doc.line(doc.lines).text;
  const gap = last.trim() === '' ? '' : /^\[\^[^\]]+\]:/.test(last) ? '\n' : '\n\n';
  const definition = `${gap}${sign}: `;
  const end = doc.length + sign.length + definition.length;
  return {
    changes: [
      { from: selection.main.to, insert: sign },
      { from: doc.length, insert: definition },
    ],
    selection: { anchor: end },
    scrollIntoView: true,
    userEvent: 'input.format',
  };
}
