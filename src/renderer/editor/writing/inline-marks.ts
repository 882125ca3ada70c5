import { EditorSelection, type ChangeSpec, type EditorState, type TransactionSpec } from '@codemirror/state';

/** What can be done to words within a line. */
export type InlineMark = 'bold' | 'italic' | 'strike' | 'code';

/** The sign of each mark, and how often it stands on each side. */
const signs = {
  bold: { sign: '*', times: 2 },
  italic: { sign: '*', times: 1 },
  strike: { sign: '~', times: 2 },
  code: { sign: '`', times: 1 },
} as const satisfies Record<InlineMark, { sign: string; times: number }>;

/** Words that a mark goes around, without the signs they have. */
interface Words {
  readonly from: number;
  readonly to: number;
}

/** What a line begins with before its words: quotes, lists, tasks and headings. */
const lineStart = /^[ \t]*(?:>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,9}[.)][ \t]+|#{1,6}[ \t]+)*/;

function runBefore(text: string, at: number, sign: string): number {
  let start = at;
  while (start > 0 && text[start - 1] === sign) start -= 1;
  return at - start;
}

function runAfter(text: string, at: number, sign: string): number {
  let end = at;
  while (text[end] === sign) end += 1;
  return end - at;
}

/** The words of a part of a line: without space at its ends, and without the signs of the mark there. */
function wordsWithin(text: string, from: number, to: number, sign: string): Words | null {
  const before = lineStart.exec(text)?.[0].length ?? 0;
  let [start, end] = [Math.max(from, Math.min(to, before)), to];
  const skips = (character: string | undefined): boolean =>
    character !== undefined && (character === sign || character.trim() === '');
  while (start < end && skips(text[start])) start += 1;
  while (end > start && skips(text[end - 1])) end -= 1;
  return start < end ? { from: start, to: end } : null;
}

/** How often the sign has to stand on each side: code that holds backticks takes more of them (CommonMark 6.1). */
function timesAround(mark: InlineMark, words: string): number {
  if (mark !== 'code') return signs[mark].times;
  const runs = words.match(/`+/g) ?? [];
  return Math.max(0, ...runs.map(({ length }) => length)) + 1;
}

/** In longer lines no word is looked for around the cursor: the editor walks to its ends letter by letter. In UTF-16 code units. */
const longestWithWords = 20_000;

function wordAround(state: EditorState, position: number): Words | null {
  return state.doc.lineAt(position).length > longestWithWords ? null : state.wordAt(position);
}

interface Place extends Words {
  readonly line: { readonly from: number; readonly text: string };
  readonly times: number;
  readonly marked: boolean;
}

function placeOf(line: Place['line'], { from, to }: Words, mark: InlineMark): Place {
  const { sign } = signs[mark];
  const times = timesAround(mark, line.text.slice(from, to));
  const around = Math.min(runBefore(line.text, from, sign), runAfter(line.text, to, sign));
  // Signs add up: three asterisks are one for italic and two for bold.
  return { line, from, to, times, marked: around % (2 * times) >= times };
}

function placesOf(state: EditorState, mark: InlineMark): readonly Place[] {
  const { sign } = signs[mark];
  const places = new Map<string, Place>();
  for (const range of state.selection.ranges) {
    const word = range.empty ? wordAround(state, range.head) : null;
    const { from, to } = word ?? range;
    for (let at = from; at <= to;) {
      const line = state.doc.lineAt(at);
      const [start, end] = [Math.max(from, line.from) - line.from, Math.min(to, line.to) - line.from];
      // Without a word at the cursor the signs go where it stands, for what is written next.
      const words = from === to ? { from: start, to: end } : wordsWithin(line.text, start, end, sign);
      if (words !== null) {
        const place = placeOf(line, words, mark);
        places.set(`${line.from + place.from}-${line.from + place.to}`, place);
      }
      at = line.to + 1;
    }
  }
  return [...places.values()];
}

function changesOf(places: readonly Place[], mark: InlineMark, marking: boolean): ChangeSpec[] {
  const { sign } = signs[mark];
  return places.flatMap(({ line, from, to, times, marked }): ChangeSpec[] => {
    const [start, end] = [line.from + from, line.from + to];
    if (marking && marked) return [];
    if (!marking)
      return [
        { from: start - times, to: start },
        { from: end, to: end + times },
      ];
    const insert = sign.repeat(times);
    return start === end
      ? [{ from: start, insert: insert + insert }]
      : [
          { from: start, insert },
          { from: end, insert },
        ];
  });
}

/** Whether all that is selected, or the word at the cursor, has a mark. */
export function hasMark(state: EditorState, mark: InlineMark): boolean {
  const places = placesOf(state, mark);
  return places.length > 0 && places.every(({ marked }) => marked);
}

/** Puts a mark around what is selected, or the word at each cursor; takes it off where all have it. */
export function toggleMark(state: EditorState, mark: InlineMark): TransactionSpec | null {
  const places = placesOf(state, mark);
  if (places.length === 0) return null;
  const marking = !places.every(({ marked }) => marked);
  const changes = state.changes(changesOf(places, mark, marking));
  const ranges = state.selection.ranges.map((range) => {
    const place = places.find(({ line, from, to }) => from === to && line.from + from === range.head);
    if (range.empty) {
      // A lone cursor comes to stand between the signs; at the edge of a word it stays on the word's side.
      if (place !== undefined && marking && !place.marked)
        return EditorSelection.cursor(changes.mapPos(range.head, -1) + place.times);
      const word = state.wordAt(range.head);
      return EditorSelection.cursor(changes.mapPos(range.head, word?.to === range.head ? -1 : 1));
    }
    const [from, to] = [changes.mapPos(range.from, 1), changes.mapPos(range.to, -1)];
    return range.anchor <= range.head ? EditorSelection.range(from, to) : EditorSelection.range(to, from);
  });
  return {
    changes,
    selection: EditorSelection.create(ranges, state.selection.mainIndex),
    scrollIntoView: true,
    userEvent: 'input.format',
  };
}
