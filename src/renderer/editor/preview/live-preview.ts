import { syntaxTree } from '@codemirror/language';
import { Prec, type Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  keymap,
  ViewPlugin,
  type Command,
  type DecorationSet,
  type PluginValue,
  type ViewUpdate,
} from '@codemirror/view';
import { attentionMoved, followAttention } from './attention.ts';
import { blockKeys, blockPreview, linksChanged } from './blocks.ts';
import { forgetCode } from './code-languages.ts';
import { Pen } from './folding.ts';
import { followAtCursor, linkFollowing } from './following.ts';
import { listKeys } from './list-nesting.ts';
import { alignOnLeaving, tableActions, tableKeys } from './table-commands.ts';
import { tableMenu } from './table-menu.ts';
import { toggleTasks } from './task.ts';
import { wikiCompletion } from './wiki-completion.ts';

/** What is drawn over the lines on the screen, and over no others. */
class Drawn implements PluginValue {
  decorations: DecorationSet = Decoration.none;
  solid: DecorationSet = Decoration.none;

  constructor(view: EditorView) {
    this.#draw(view);
  }

  update({ view, startState, state, docChanged, viewportChanged, transactions }: ViewUpdate): void {
    const isStale =
      docChanged ||
      viewportChanged ||
      syntaxTree(startState) !== syntaxTree(state) ||
      attentionMoved(startState, state) ||
      transactions.some(({ effects }) => effects.some((effect) => effect.is(linksChanged)));
    if (isStale) this.#draw(view);
  }

  destroy(): void {
    forgetCode();
  }

  #draw(view: EditorView): void {
    const drawings = view.visibleRanges.map(({ from, to }) => new Pen(view.state, from, to).draw());
    this.decorations = Decoration.set(
      drawings.flatMap(({ decorations }) => decorations),
      true,
    );
    this.solid = Decoration.set(
      drawings.flatMap(({ solid }) => solid),
      true,
    );
  }
}

const drawing = ViewPlugin.fromClass(Drawn, {
  decorations: ({ decorations }) => decorations,
  provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.solid ?? Decoration.none),
});

/** One key for what is at the cursor: it follows a link, adds a row to a table, or ticks a task. */
const act: Command = (view) =>
  followAtCursor(view) || tableActions['Add row below'](view) || toggleTasks(view);

/** Markdown as it will be read, while it is written: signs show only where somebody is at work. */
export const livePreview: Extension = [
  followAttention,
  drawing,
  blockPreview,
  linkFollowing,
  alignOnLeaving,
  tableMenu,
  wikiCompletion,
  Prec.high(keymap.of([{ key: 'Mod-Enter', run: act }, ...tableKeys, ...listKeys, ...blockKeys])),
];
