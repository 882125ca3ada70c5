import { syntaxHighlighting, syntaxTree } from '@codemirror/language';
import { RangeSetBuilder, type Extension } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type EditorView,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { tagHighlighter, tags } from '@lezer/highlight';
import { hangingIndent, hangingPrefix, leadingSpace } from './hanging-indent.ts';
import styles from './NoteText.module.css';

const inline = tagHighlighter([
  { tag: tags.heading1, class: styles.heading1 ?? '' },
  { tag: tags.heading2, class: styles.heading2 ?? '' },
  { tag: tags.heading3, class: styles.heading3 ?? '' },
  { tag: [tags.heading4, tags.heading5, tags.heading6], class: styles.heading4 ?? '' },
  { tag: tags.strong, class: styles.strong ?? '' },
  { tag: tags.emphasis, class: styles.emphasis ?? '' },
  { tag: tags.strikethrough, class: styles.struck ?? '' },
  { tag: tags.monospace, class: styles.code ?? '' },
  { tag: tags.link, class: styles.link ?? '' },
  { tag: [tags.url, tags.labelName], class: styles.address ?? '' },
  { tag: tags.atom, class: styles.task ?? '' },
  {
    tag: [tags.processingInstruction, tags.contentSeparator, tags.meta, tags.comment],
    class: styles.sign ?? '',
  },
]);

/** Classes for whole lines, by the node of the syntax tree that covers them. */
const lineClasses: Readonly<Record<string, string | undefined>> = {
  FencedCode: styles.codeLine,
  CodeBlock: styles.codeLine,
  Blockquote: styles.quoteLine,
  Table: styles.tableLine,
};

function lineDecoration(view: EditorView, text: string, classNames: ReadonlySet<string>): Decoration {
  const indent = classNames.size === 0 ? hangingIndent(view.contentDOM, text) : null;
  return Decoration.line({
    class: [...classNames].join(' '),
    attributes: {
      dir: 'auto',
      ...(indent === null ? {} : { style: `padding-inline-start: ${indent}px; text-indent: -${indent}px` }),
    },
  });
}

function classesByLine(view: EditorView, from: number, to: number): Map<number, Set<string>> {
  const byLine = new Map<number, Set<string>>();
  syntaxTree(view.state).iterate({
    from,
    to,
    enter: (node) => {
      const name = lineClasses[node.name];
      if (name === undefined) return;
      const { doc } = view.state;
      const last = doc.lineAt(Math.min(node.to, to)).number;
      for (let number = doc.lineAt(Math.max(node.from, from)).number; number <= last; number += 1) {
        const start = doc.line(number).from;
        byLine.set(start, (byLine.get(start) ?? new Set()).add(name));
      }
    },
  });
  return byLine;
}

const indentation = Decoration.mark({ class: styles.indentation ?? '' });

const none: ReadonlySet<string> = new Set();

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    const classNames = classesByLine(view, from, to);
    for (let position = from; position <= to;) {
      const line = view.state.doc.lineAt(position);
      builder.add(line.from, line.from, lineDecoration(view, line.text, classNames.get(line.from) ?? none));
      const space = hangingPrefix(line.text) === null ? '' : leadingSpace(line.text);
      if (space !== '') builder.add(line.from, line.from + space.length, indentation);
      position = line.to + 1;
    }
  }
  return builder.finish();
}

/** Marks lines of code, quotes and lists, and lets each line have its own writing direction. */
const lines = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }

    update(update: ViewUpdate): void {
      const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || parsed) this.decorations = decorate(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** How Markdown looks while it is written: its signs stay, and step back. */
export const markdownLook: Extension = [syntaxHighlighting(inline), lines];
