import type { Extension, Text } from '@codemirror/state';
import { ViewPlugin, type EditorView, type ViewUpdate } from '@codemirror/view';
import { lengthOf, noLength, together, type TextLength } from './counting.ts';
import { noText, type OpenEditor, type OpenText } from './open-editor.ts';
import { headingAt, HeadingFinder, type Heading } from './outline.ts';
import { inSlices } from './slices.ts';

/** How long typing must pause before the text is looked through again, in milliseconds; longer in longer notes. */
const pause = 150;
const longestPause = 1_500;
/** The most of a line that is counted at once, in UTF-16 code units. */
const piece = 20_000;
/** The most that is selected of which words are counted, in UTF-16 code units. */
const longestSelection = 1_000_000;

function* walk(
  doc: Text,
  done: (headings: readonly Heading[], length: TextLength) => void,
): Generator<void, void> {
  const finder = new HeadingFinder();
  let length = noLength;
  let from = 0;
  for (const line of doc.iterLines()) {
    finder.line(line, from);
    for (let at = 0; at < line.length; at += piece) {
      length = together(length, lengthOf(line.slice(at, at + piece)));
      yield;
    }
    from += line.length + 1;
    yield;
  }
  done(finder.headings, { ...length, characters: length.characters + doc.lines - 1 });
}

function selectedLength({ state: { doc, selection } }: EditorView): TextLength | null {
  const ranges = selection.ranges.filter(({ empty }) => !empty);
  if (ranges.length === 0 || ranges.reduce((sum, { from, to }) => sum + to - from, 0) > longestSelection)
    return null;
  return ranges
    .map(({ from, to }) => lengthOf(doc.sliceString(from, to)))
    .reduce((sum, each) => together(sum, each));
}

/** Tells `editor` which text is on the screen, what its headings are, how long it is, and where the cursor stands in it. */
export function observed(editor: OpenEditor): Extension {
  return ViewPlugin.fromClass(
    class {
      readonly #view: EditorView;
      #timer: ReturnType<typeof setTimeout> | undefined;
      #stop: () => void = () => undefined;
      #seen: Text | null = null;

      constructor(view: EditorView) {
        this.#view = view;
        editor.setState({ ...noText, view });
        this.#later(0);
      }

      update({ docChanged, selectionSet, state }: ViewUpdate): void {
        if (docChanged) this.#stop();
        if (docChanged || selectionSet) this.#later(Math.min(longestPause, pause + state.doc.length / 1_000));
      }

      destroy(): void {
        clearTimeout(this.#timer);
        this.#stop();
        this.#seen = null;
        // The next text may have taken the place already.
        if (editor.getState().view === this.#view) editor.setState(noText);
      }

      #later(wait: number): void {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#look(), wait);
      }

      #look(): void {
        const { doc, selection } = this.#view.state;
        const { headings, moved } = editor.getState();
        this.#tell({
          moved: moved + 1,
          selected: selectedLength(this.#view),
          heading: headingAt(headings, selection.main.head),
        });
        if (doc === this.#seen) return;
        this.#stop();
        this.#stop = inSlices(
          walk(doc, (found, length) => {
            this.#seen = doc;
            this.#tell({
              headings: found,
              length,
              heading: headingAt(found, this.#view.state.selection.main.head),
            });
          }),
        );
      }

      #tell(change: Partial<OpenText>): void {
        if (editor.getState().view === this.#view) editor.setState(change);
      }
    },
  );
}
