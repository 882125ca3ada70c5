import type { EditorView } from '@codemirror/view';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TextLength } from './counting.ts';
import type { Heading } from './outline.ts';

/** What the parts around the text show of it. All of it is gone once the text is off the screen. */
export interface OpenText {
  /** Null while no text is on the screen. */
  readonly view: EditorView | null;
  readonly headings: readonly Heading[];
  /** The heading that the cursor stands under, by its index: -1 before the first. */
  readonly heading: number;
  /** Null until it has been counted. */
  readonly length: TextLength | null;
  /** Of what is selected; null while nothing is. */
  readonly selected: TextLength | null;
  /** Counts how often the cursor has moved or the text has changed, a moment later. */
  readonly moved: number;
}

export type OpenEditor = StoreApi<OpenText>;

export const noText: OpenText = {
  view: null,
  headings: [],
  heading: -1,
  length: null,
  selected: null,
  moved: 0,
};

export function createOpenEditor(): OpenEditor {
  return createStore<OpenText>(() => noText);
}
