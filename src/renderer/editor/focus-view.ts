import { Compartment, RangeSetBuilder, type EditorState, type Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  ViewPlugin,
  type DecorationSet,
  type PluginValue,
  type ViewUpdate,
} from '@codemirror/view';
import type { Layout, TextView } from '../workspace/layout-store.ts';
import styles from './FocusView.module.css';

const dimmed = Decoration.line({ class: styles.dimmed ?? '' });

/** How far a paragraph is followed up and down, in lines: one that long fills every screen. */
const farthest = 200;

/** The lines around the cursor up to the next empty ones, by their numbers. */
export function paragraphAt({ doc, selection }: EditorState): readonly [first: number, last: number] {
  const isEmpty = (number: number): boolean => doc.line(number).text.trim() === '';
  const { number } = doc.lineAt(selection.main.head);
  let [first, last] = [number, number];
  if (isEmpty(number)) return [first, last];
  while (first > 1 && number - first < farthest && !isEmpty(first - 1)) first -= 1;
  while (last < doc.lines && last - number < farthest && !isEmpty(last + 1)) last += 1;
  return [first, last];
}

function dim({ state, visibleRanges }: EditorView): DecorationSet {
  const [first, last] = paragraphAt(state);
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of visibleRanges) {
    for (let at = from; at <= to;) {
      const line = state.doc.lineAt(at);
      if (line.number < first || line.number > last) builder.add(line.from, line.from, dimmed);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

/** Steps every paragraph back but the one of the cursor. */
const oneParagraph = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = dim(view);
    }

    update({ docChanged, selectionSet, viewportChanged, view }: ViewUpdate): void {
      if (docChanged || selectionSet || viewportChanged) this.decorations = dim(view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Keeps the line that is written in the middle. What the pointer chose is seen already, and stays where it is. */
const middle: Extension = EditorView.updateListener.of(({ view, transactions, docChanged, selectionSet }) => {
  if (!(docChanged || selectionSet) || !view.hasFocus) return;
  if (transactions.some((each) => each.isUserEvent('select.pointer'))) return;
  // Measured after this update is drawn.
  const { head } = view.state.selection.main;
  queueMicrotask(() => {
    if (view.dom.isConnected && view.state.selection.main.head === head)
      view.dispatch({ effects: EditorView.scrollIntoView(head, { y: 'center' }) });
  });
});

function extensionOf({ focus, typewriter }: TextView): Extension {
  return [
    focus ? oneParagraph : [],
    typewriter ? middle : [],
    typewriter ? EditorView.contentAttributes.of({ class: styles.typewriter ?? '' }) : [],
  ];
}

/** Focus mode and typewriter scrolling, as the layout says, for as long as the text is shown. */
export function focusView({ store }: Layout): Extension {
  const place = new Compartment();
  const follow = ViewPlugin.define((view): PluginValue => {
    const unfollow = store.subscribe(({ view: shown }, { view: before }) => {
      if (shown !== before) view.dispatch({ effects: place.reconfigure(extensionOf(shown)) });
    });
    return { destroy: unfollow };
  });
  return [place.of(extensionOf(store.getState().view)), follow];
}
