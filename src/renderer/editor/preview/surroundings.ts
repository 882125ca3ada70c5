import { Facet } from '@codemirror/state';
import type { NoteId } from '../../../contract/index.ts';

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
  /** Where a picture’s bytes come from; null while that is not known. `id`: 32 hex digits. */
  fileAddress(id: string): string | null;
  /** Copies a text, which does not stay on the clipboard for ever. Answers whether it is there. */
  copy(text: string): boolean;
}

const alone: Surroundings = {
  resolveTitle: () => null,
  openNote: () => undefined,
  openAddress: () => undefined,
  suggestTitles: () => Promise.resolve([]),
  fileAddress: () => null,
  copy: () => false,
};

/** The app around an editor. */
export const surroundings = Facet.define<Surroundings, Surroundings>({
  combine: ([first = alone]) => first,
});

/** Whether not even a task may be ticked, as in the trash. */
export const isFrozen = Facet.define<boolean, boolean>({ combine: (values) => values.includes(true) });
