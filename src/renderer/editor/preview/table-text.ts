/** One cell of a row of a table, by its place in the row’s line. Spaces around the words do not belong to it. */
export interface Cell {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export type Alignment = 'none' | 'start' | 'centre' | 'end';

/** A table of Markdown: its rows of cells without the line between head and body, which `alignments` stands for. */
export interface TableText {
  readonly rows: readonly (readonly string[])[];
  readonly alignments: readonly Alignment[];
}

function cellBetween(line: string, from: number, to: number): Cell {
  const inside = line.slice(from, to);
  const text = inside.trim();
  const start = text === '' ? Math.min(from + 1, to) : from + inside.indexOf(text);
  return { from: start, to: start + text.length, text };
}

/** The cells of a line: what lies between its strokes. A stroke after a backslash is part of a cell. */
export function cellsOf(line: string): readonly Cell[] {
  const strokes: number[] = [];
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '|') strokes.push(at);
  }
  const start = line.search(/\S/);
  const end = line.trimEnd().length;
  const first = strokes[0] === start ? start + 1 : Math.max(0, start);
  const last = strokes.at(-1) === end - 1 && strokes.length > (strokes[0] === start ? 1 : 0) ? end - 1 : end;
  const bounds = [first - 1, ...strokes.filter((at) => at >= first && at < last), last];
  return bounds.slice(1).map((to, index) => cellBetween(line, (bounds[index] ?? 0) + 1, to));
}

/** Whether a line can stand between the head and the body of a table. */
export function isDelimiter(line: string): boolean {
  return /^\s*(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*(?:\|\s*)?$/.test(line);
}

function alignmentOf(cell: string): Alignment {
  const [start, end] = [cell.startsWith(':'), cell.endsWith(':')];
  if (start) return end ? 'centre' : 'start';
  return end ? 'end' : 'none';
}

/** Reads the lines of a table; null if they are none. */
export function readTable(lines: readonly string[]): TableText | null {
  const [head, delimiter, ...body] = lines;
  if (head === undefined || delimiter === undefined || !isDelimiter(delimiter)) return null;
  const rows = [head, ...body].map((line) => cellsOf(line).map(({ text }) => text));
  return { rows, alignments: cellsOf(delimiter).map(({ text }) => alignmentOf(text)) };
}

/** Letters and signs that take the room of two in a font of fixed width (Unicode Standard Annex 11: wide and fullwidth). */
const wide =
  /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Bopomofo}|\p{Script=Yi}|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6])|\ufe0f/u;
const unseen = /^[\p{Mark}\p{Cf}]+$/u;
const letters = new Intl.Segmenter('en');

/** The room that a text takes in a font of fixed width, in widths of one letter. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of letters.segment(text))
    width += unseen.test(segment) ? 0 : wide.test(segment) ? 2 : 1;
  return width;
}

function padded(text: string, width: number, alignment: Alignment): string {
  const room = Math.max(0, width - widthOf(text));
  const before = alignment === 'end' ? room : alignment === 'centre' ? room >> 1 : 0;
  return ' '.repeat(before) + text + ' '.repeat(room - before);
}

function dashes(width: number, alignment: Alignment): string {
  const [start, end] = [
    alignment === 'start' || alignment === 'centre' ? ':' : '',
    alignment === 'end' || alignment === 'centre' ? ':' : '',
  ];
  return start + '-'.repeat(width - start.length - end.length) + end;
}

/** The widest column, in letters: a long text in one cell must not push all others off the screen. */
const widestColumn = 60;

/** The lines of a table with its strokes below each other. Words are never changed; missing cells are added. */
export function writtenTable({ rows, alignments }: TableText): readonly string[] {
  const count = Math.max(alignments.length, ...rows.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, column) => ({
    alignment: alignments[column] ?? 'none',
    width: Math.max(3, ...rows.map((row) => Math.min(widestColumn, widthOf(row[column] ?? '')))),
  }));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const written = rows.map((row) =>
    line(columns.map(({ width, alignment }, column) => padded(row[column] ?? '', width, alignment))),
  );
  const between = line(columns.map(({ width, alignment }) => dashes(width, alignment)));
  return written.toSpliced(1, 0, between);
}

/** The table with an empty column before `column`. */
export function withColumn({ rows, alignments }: TableText, column: number): TableText {
  const grown = rows.map((row) => (row.length < column ? row : row.toSpliced(column, 0, '')));
  return { rows: grown, alignments: alignments.toSpliced(column, 0, 'none') };
}

/** The table without a column; the last one stays. */
export function withoutColumn(table: TableText, column: number): TableText {
  if (table.alignments.length < 2) return table;
  return {
    rows: table.rows.map((row) => row.toSpliced(column, 1)),
    alignments: table.alignments.toSpliced(column, 1),
  };
}

/** The table with an empty row before `row`; the first row is the head, and stays the first. */
export function withRow({ rows, alignments }: TableText, row: number): TableText {
  return {
    rows: rows.toSpliced(
      Math.max(1, row),
      0,
      alignments.map(() => ''),
    ),
    alignments,
  };
}

/** The table without a row; the head stays. */
export function withoutRow({ rows, alignments }: TableText, row: number): TableText {
  return { rows: row < 1 ? rows : rows.toSpliced(row, 1), alignments };
}

/** The table with the next alignment for a column: none, start, centre, end, and none again. */
export function withNextAlignment({ rows, alignments }: TableText, column: number): TableText {
  const order: readonly Alignment[] = ['none', 'start', 'centre', 'end'];
  const next = order[(order.indexOf(alignments[column] ?? 'none') + 1) % order.length] ?? 'none';
  return { rows, alignments: alignments.toSpliced(column, 1, next) };
}
