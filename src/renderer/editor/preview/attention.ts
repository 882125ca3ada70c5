import { searchPanelOpen } from '@codemirror/search';
import {
  Facet,
  StateEffect,
  StateField,
  type EditorSelection,
  type EditorState,
  type Extension,
} from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';

/** Where somebody is at work, and sees Markdown’s signs; everywhere else they are folded away. */
interface Attention {
  readonly hasFocus: boolean;
  /** While the mouse is held down nothing may move under it. */
  readonly isPressed: boolean;
  /** Null where all is folded. */
  readonly selection: EditorSelection | null;
}

/** Says whether the text has the focus. */
export const focused = StateEffect.define<boolean>();
const pressed = StateEffect.define<boolean>();

/** Whether the note is there to be read: all signs are folded, and a click follows a link. */
export const isReading = Facet.define<boolean, boolean>({ combine: (values) => values.includes(true) });

const attention = StateField.define<Attention>({
  create: () => ({ hasFocus: false, isPressed: false, selection: null }),
  update(before, transaction) {
    let { hasFocus, isPressed } = before;
    for (const effect of transaction.effects) {
      if (effect.is(focused)) hasFocus = effect.value;
      if (effect.is(pressed)) isPressed = effect.value;
    }
    const held = isPressed && !transaction.docChanged;
    const isShown = hasFocus || searchPanelOpen(transaction.state);
    const selection = held ? before.selection : isShown ? transaction.newSelection : null;
    const isSame =
      hasFocus === before.hasFocus && isPressed === before.isPressed && selection === before.selection;
    return isSame ? before : { hasFocus, isPressed, selection };
  },
});

/** Whether the signs between two places are shown. */
export function isRevealed(state: EditorState, from: number, to: number): boolean {
  if (state.facet(isReading)) return false;
  const selection = state.field(attention).selection;
  return selection?.ranges.some((range) => range.from <= to && range.to >= from) ?? false;
}

/** Whether anything may have come to be shown or folded between two states of one text. */
export function attentionMoved(before: EditorState, after: EditorState): boolean {
  return (
    before.field(attention).selection !== after.field(attention).selection ||
    before.facet(isReading) !== after.facet(isReading)
  );
}

/** What ends a press. Text that is dragged away ends without the button being let go over the page. */
const pressEnds = ['mouseup', 'dragend'] as const;

/** Follows the mouse button, which may be let go anywhere. */
const followPress = ViewPlugin.fromClass(
  class {
    readonly #view: EditorView;

    constructor(view: EditorView) {
      this.#view = view;
      view.contentDOM.addEventListener('mousedown', this.#press, { capture: true });
      for (const end of pressEnds) view.dom.ownerDocument.addEventListener(end, this.#release);
    }

    readonly #press = ({ button }: MouseEvent): void => {
      if (button === 0) this.#view.dispatch({ effects: pressed.of(true) });
    };

    readonly #release = (): void => {
      if (this.#view.state.field(attention).isPressed) this.#view.dispatch({ effects: pressed.of(false) });
    };

    destroy(): void {
      this.#view.contentDOM.removeEventListener('mousedown', this.#press, { capture: true });
      for (const end of pressEnds) this.#view.dom.ownerDocument.removeEventListener(end, this.#release);
    }
  },
);

export const followAttention: Extension = [
  attention,
  EditorView.focusChangeEffect.of((_state, hasFocus) => focused.of(hasFocus)),
  followPress,
];
