import { SearchQuery, setSearchQuery } from '@codemirror/search';
import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  keymap,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { foldedTerms, termMatches, type Span } from '../finding/term-matches.ts';

/** How much of a text is looked through for the first match, and how much of it at once, in UTF-16 code units. */
const reach = 1_048_576;
const piece = 32_768;
/** What is looked through around what is on the screen, so that a term is not cut there. */
const margin = 200;

const setTerms = StateEffect.define<readonly string[]>();
const none: readonly string[] = [];

/** The folded terms that are marked. Whoever writes has no use for the marks any more. */
const terms = StateField.define<readonly string[]>({
  create: () => none,
  update(before, { effects, docChanged }) {
    for (const effect of effects) if (effect.is(setTerms)) return effect.value;
    return docChanged ? none : before;
  },
});

const mark = Decoration.mark({ class: 'cm-found', tagName: 'mark' });

function marksIn(view: EditorView): DecorationSet {
  const wanted = view.state.field(terms);
  if (wanted.length === 0) return Decoration.none;
  const { doc } = view.state;
  const spans = view.visibleRanges.flatMap(({ from, to }) => {
    const start = Math.max(0, from - margin);
    const text = doc.sliceString(start, Math.min(doc.length, to + margin));
    return termMatches(text, wanted)
      .map((span) => ({ from: span.from + start, to: span.to + start }))
      .filter((span) => span.to > from && span.from < to);
  });
  return Decoration.set(
    spans.map((span) => mark.range(span.from, span.to)),
    true,
  );
}

/** The first match of a text; null if there is none near enough to its beginning. */
function firstIn({ doc }: EditorState, wanted: readonly string[]): Span | null {
  for (let start = 0; start < Math.min(doc.length, reach); start += piece) {
    const text = doc.sliceString(start, Math.min(doc.length, start + piece + margin));
    const [first] = termMatches(text, wanted);
    if (first !== undefined) return { from: first.from + start, to: first.to + start };
  }
  return null;
}

/**
 * Marks terms in the text on the screen until somebody types or presses Escape. `goes`: the first one comes into view, with the
 * cursor at it; where there is but one term, the keys for the next match go on to it.
 */
export function markTerms(view: EditorView, written: readonly string[], goes: boolean): void {
  const wanted = foldedTerms(written);
  const effects: StateEffect<unknown>[] = [setTerms.of(wanted)];
  const first = goes && wanted.length > 0 ? firstIn(view.state, wanted) : null;
  if (first === null) {
    view.dispatch({ effects });
    return;
  }
  if (wanted.length === 1) {
    const search = view.state.sliceDoc(first.from, first.to);
    effects.push(setSearchQuery.of(new SearchQuery({ search, literal: true })));
  }
  effects.push(EditorView.scrollIntoView(first.from, { y: 'center' }));
  view.dispatch({ effects, selection: { anchor: first.from } });
}

/** Whether something is marked in a text. */
export function hasTerms(state: EditorState): boolean {
  return state.field(terms, false) !== undefined && state.field(terms).length > 0;
}

function dropTerms(view: EditorView): boolean {
  if (!hasTerms(view.state)) return false;
  view.dispatch({ effects: setTerms.of(none) });
  return true;
}

const marking = ViewPlugin.fromClass(
  class {
    marks: DecorationSet;

    constructor(view: EditorView) {
      this.marks = marksIn(view);
    }

    update({ view, viewportChanged, docChanged, startState, state }: ViewUpdate): void {
      if (viewportChanged || docChanged || startState.field(terms) !== state.field(terms))
        this.marks = marksIn(view);
    }
  },
  { decorations: ({ marks }) => marks },
);

/** Shows in the text what a search has found. */
export const foundTerms: Extension = [terms, marking, keymap.of([{ key: 'Escape', run: dropTerms }])];
