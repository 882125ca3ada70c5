import { Facet } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

/** What writing needs of the app around the text. */
export interface WritingDesk {
  /** Tells the person something. */
  say(text: string): void;
  /** Puts files that the window has been given into the note, and writes their names at the cursor. */
  takeFiles(view: EditorView, files: readonly File[]): void;
  /** Asks the person for files, and does the same with them. */
  chooseFiles(view: EditorView): void;
}

const nobody: WritingDesk = {
  say: () => undefined,
  takeFiles: () => undefined,
  chooseFiles: () => undefined,
};

export const writingDesk = Facet.define<WritingDesk, WritingDesk>({ combine: ([first = nobody]) => first });
