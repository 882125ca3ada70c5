import { syntaxTree } from '@codemirror/language';
import { StateEffect, StateField, type EditorState, type Extension, type Range } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type Command,
} from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { attentionMoved, isRevealed } from './attention.ts';
import { formulaElement } from './math.ts';
import { isHandled, linesOf } from './table-place.ts';
import { readTable } from './table-text.ts';
import { TableWidget } from './table-widget.ts';

/** How far beyond the screen blocks are set, in UTF-16 code units. */
const margin = 4_000;

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Blocks {
  readonly decorations: DecorationSet;
  /** The part of the text that was looked through: what is on the screen and a little around it. */
  readonly span: Span;
  /** Counts the times that titles of notes changed. */
  readonly linksVersion: number;
}

const look = StateEffect.define<Span>({
  map: ({ from, to }, changes) => ({ from: changes.mapPos(from, -1), to: changes.mapPos(to, 1) }),
});

/** Says that links may lead elsewhere than before. */
export const linksChanged = StateEffect.define();

class FormulaWidget extends WidgetType {
  readonly #formula: string;

  constructor(formula: string) {
    super();
    this.#formula = formula;
  }

  override eq(other: FormulaWidget): boolean {
    return this.#formula === other.#formula;
  }

  override get estimatedHeight(): number {
    return 60;
  }

  override toDOM(view: EditorView): HTMLElement {
    return formulaElement(view, this.#formula, true);
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

function widgetFor(state: EditorState, node: SyntaxNode, span: Span, version: number): WidgetType | null {
  if (node.name === 'MathBlock') {
    const [open, close] = node.getChildren('MathMark');
    if (open === undefined || close === undefined) return null;
    return new FormulaWidget(state.sliceDoc(open.to, close.from).trim());
  }
  if (!isHandled(state, node, node.parent)) return null;
  const lines = linesOf(state, span);
  const table = readTable(lines);
  return table === null ? null : new TableWidget(lines.join('\n'), table, span.from, version);
}

function blocksIn(state: EditorState, { from, to }: Span, version: number): readonly Range<Decoration>[] {
  const found: Range<Decoration>[] = [];
  syntaxTree(state).iterate({
    from,
    to,
    enter(node) {
      if (node.type.isTop) return true;
      if (node.name !== 'Table' && node.name !== 'MathBlock') return false;
      const lines = { from: state.doc.lineAt(node.from).from, to: state.doc.lineAt(node.to).to };
      if (isRevealed(state, lines.from, lines.to)) return false;
      const widget = widgetFor(state, node.node, lines, version);
      if (widget !== null)
        found.push(Decoration.replace({ widget, block: true }).range(lines.from, lines.to));
      return false;
    },
  });
  return found;
}

function lookedAt(state: EditorState, before: DecorationSet, span: Span, linksVersion: number): Blocks {
  // A part of a line would hide where a block begins.
  const from = state.doc.lineAt(Math.min(span.from, state.doc.length)).from;
  const to = state.doc.lineAt(Math.min(span.to, state.doc.length)).to;
  const add = blocksIn(state, { from, to }, linksVersion);
  const decorations = before.update({ filterFrom: from, filterTo: to, filter: () => false, add, sort: true });
  return { decorations, span: { from, to }, linksVersion };
}

/** Blocks that are set in place of their source. Those far from the screen stay as they were seen last. */
const blocks = StateField.define<Blocks>({
  create: (state) => lookedAt(state, Decoration.none, { from: 0, to: margin }, 0),
  update(value, transaction) {
    const { state, startState, changes } = transaction;
    const effect = transaction.effects.find((one) => one.is(look));
    const relinked = transaction.effects.some((one) => one.is(linksChanged));
    const isNew =
      transaction.docChanged ||
      effect !== undefined ||
      relinked ||
      attentionMoved(startState, state) ||
      syntaxTree(startState) !== syntaxTree(state);
    if (!isNew) return value;
    const span = effect?.value ?? {
      from: changes.mapPos(value.span.from, -1),
      to: changes.mapPos(value.span.to, 1),
    };
    const mapped = transaction.docChanged ? value.decorations.map(changes) : value.decorations;
    return lookedAt(state, mapped, span, value.linksVersion + (relinked ? 1 : 0));
  },
  provide: (field) => EditorView.decorations.from(field, (value) => value.decorations),
});

/** Keeps the part that is looked through around the screen. */
class Follow {
  readonly #view: EditorView;
  #isAsked = false;
  #isGone = false;

  constructor(view: EditorView) {
    this.#view = view;
    this.update();
  }

  update(): void {
    const { viewport, state } = this.#view;
    const { span } = state.field(blocks);
    const isSeen = span.from <= viewport.from && span.to >= viewport.to;
    // What was pasted belongs to the part, and may be long.
    const isLong = span.to - span.from > viewport.to - viewport.from + 8 * margin;
    if ((isSeen && !isLong) || this.#isAsked) return;
    this.#isAsked = true;
    // An editor cannot be changed while it takes in a change.
    queueMicrotask(() => this.#look());
  }

  destroy(): void {
    this.#isGone = true;
  }

  #look(): void {
    this.#isAsked = false;
    if (this.#isGone) return;
    const { from, to } = this.#view.viewport;
    this.#view.dispatch({ effects: look.of({ from: Math.max(0, from - margin), to: to + margin }) });
  }
}

/** Moves the cursor into a block from the line above or below it: a block has no line of its own to stop at. */
function enterBlock(forward: boolean): Command {
  return (view) => {
    const { state } = view;
    const { main } = state.selection;
    const line = state.doc.lineAt(main.head);
    const beside = forward ? line.to + 1 : line.from - 1;
    if (!main.empty || beside < 0 || beside > state.doc.length) return false;
    const moved = view.moveVertically(main, forward).head;
    if (moved !== main.head && moved > line.from && moved < line.to) return false;
    const found: number[] = [];
    state.field(blocks).decorations.between(beside, beside, (from, to) => {
      found.push(forward ? from : state.doc.lineAt(to).from);
    });
    const [inside] = found;
    if (inside === undefined) return false;
    view.dispatch({ selection: { anchor: inside }, scrollIntoView: true, userEvent: 'select' });
    return true;
  };
}

export const blockKeys = [
  { key: 'ArrowDown', run: enterBlock(true) },
  { key: 'ArrowUp', run: enterBlock(false) },
];

/** Tables and formulas of several lines, set where nobody writes in them. */
export const blockPreview: Extension = [blocks, ViewPlugin.fromClass(Follow)];
