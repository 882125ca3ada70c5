import type { EditorState, Text } from '@codemirror/state';

interface Place {
  readonly from: number;
  readonly to: number;
}

/** Where a text stands in a note for the first time outside of `not`; null if nowhere. Reads the note once, in pieces. */
function find(doc: Text, sought: RegExp): Place | null {
  for (let number = 1; number <= doc.lines; number += 1) {
    const line = doc.line(number);
    const found = sought.exec(line.text);
    if (found !== null)
      return { from: line.from + found.index, to: line.from + found.index + found[0].length };
  }
  return null;
}

const quoted = (label: string): string => label.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Where a footnote’s text is: behind its label. */
export function definitionOf({ doc }: EditorState, label: string): Place | null {
  return find(doc, new RegExp(`^ {0,3}\\[\\^${quoted(label)}\\]:[ \\t]*`));
}

/** Where a footnote is first referred to. */
export function referenceTo({ doc }: EditorState, label: string): Place | null {
  return find(doc, new RegExp(`\\[\\^${quoted(label)}\\](?!:)`));
}

/** What a footnote says, without its label; null if it is nowhere. */
export function footnoteText(state: EditorState, label: string): string | null {
  const place = definitionOf(state, label);
  return place === null ? null : state.sliceDoc(place.to, state.doc.lineAt(place.to).to);
}
