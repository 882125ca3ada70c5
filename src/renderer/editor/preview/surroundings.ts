import { Facet } from '@codemirror/state';
import type { NoteId } from '../../../contract/index.ts';

/** Where a picture’s bytes come from, on the page’s own origin, or why it is not drawn. */
export type PictureSource =
  | { readonly is: 'there'; readonly address: string }
  | { readonly is: 'waiting' }
  | { readonly is: 'not-drawn'; readonly why: string };

/** What the text of a note needs of the app around it. */
export interface Surroundings {
  /** The note that a link’s title names, or null. Quick: called for each link on the screen. */
  resolveTitle(title: string): NoteId | null;
  /** Opens the note of that title, or offers to create it. */
  openNote(title: string): void;
  /** Opens an address of the web, after asking. */
  openAddress(address: string): void;
  /** Titles that go on like `text`, best first. Never rejects. */
  suggestTitles(text: string): Promise<readonly string[]>;
  /** A file of the note as a picture. `id`: 32 hex digits. Quick: called for each picture on the screen. */
  pictureSource(id: string): PictureSource;
  /** Shows a file of the note, or says that it is not there. */
  openFile(id: string): void;
  /** A file of the note in a few words. */
  fileWords(id: string): string;
  /** Copies a text, which does not stay on the clipboard for ever. Answers whether it is there. */
  copy(text: string): boolean;
}

const alone: Surroundings = {
  resolveTitle: () => null,
  openNote: () => undefined,
  openAddress: () => undefined,
  suggestTitles: () => Promise.resolve([]),
  pictureSource: () => ({ is: 'waiting' }),
  openFile: () => undefined,
  fileWords: () => '',
  copy: () => false,
};

/** The app around an editor. */
export const surroundings = Facet.define<Surroundings, Surroundings>({
  combine: ([first = alone]) => first,
});

/** Whether not even a task may be ticked, as in the trash. */
export const isFrozen = Facet.define<boolean, boolean>({ combine: (values) => values.includes(true) });
