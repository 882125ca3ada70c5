import { syntaxTree } from '@codemirror/language';
import type { EditorState, Range } from '@codemirror/state';
import { Decoration } from '@codemirror/view';
import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import text from '../NoteText.module.css';
import { isReading, isRevealed } from './attention.ts';
import { attributesOf, targetOf } from './link-target.ts';
import { pictureOf } from './picture.ts';
import styles from './Preview.module.css';
import { Bullet, CodeHead, FormulaSign, PictureSign, Rule, TaskBox } from './signs.ts';
import { surroundings } from './surroundings.ts';

/** What is drawn over one part of the text. */
export interface Drawing {
  readonly decorations: readonly Range<Decoration>[];
  /** What the cursor steps over as over one letter. */
  readonly solid: readonly Range<Decoration>[];
}

interface LineLook {
  readonly classes: Set<string>;
  /** How many lists a line stands in. */
  level: number;
  /** How many quotes. */
  quotes: number;
  /** Columns of a code block’s lines that belong to the list around it; null outside of code. */
  codeIndent: number | null;
  heading: number;
}

const folded = Decoration.replace({});
const classed = (name: string | undefined): Decoration => Decoration.mark({ class: name ?? '' });
const marker = classed(styles.marker);
const done = classed(styles.done);
const subscript = classed(text.subscript);
const superscript = classed(text.superscript);
const footnote = classed(styles.footnote);
const bullet = Decoration.replace({ widget: new Bullet() });
const rule = Decoration.replace({ widget: new Rule() });

/** Longest name of a task for a screen reader, in UTF-16 code units. */
const longestName = 200;

/** Draws the Markdown of one part of the text: folds its signs away, except where somebody is at work. */
export class Pen {
  readonly #state: EditorState;
  readonly #from: number;
  readonly #to: number;
  readonly #decorations: Range<Decoration>[] = [];
  readonly #solid: Range<Decoration>[] = [];
  readonly #lines = new Map<number, LineLook>();
  #level = 0;
  #quotes = 0;

  constructor(state: EditorState, from: number, to: number) {
    this.#state = state;
    this.#from = from;
    this.#to = to;
  }

  draw(): Drawing {
    syntaxTree(this.#state).iterate({
      from: this.#from,
      to: this.#to,
      enter: (node) => this.#enter(node),
      leave: (node) => this.#leave(node),
    });
    this.#drawLines();
    return { decorations: this.#decorations, solid: this.#solid };
  }

  #slice({ from, to }: { readonly from: number; readonly to: number }): string {
    return this.#state.sliceDoc(from, to);
  }

  #add(from: number, to: number, decoration: Decoration): void {
    // What reaches over the end of a line stays as it is: lines are drawn one by one.
    if (from >= to || (decoration.point && to > this.#state.doc.lineAt(from).to)) return;
    this.#decorations.push(decoration.range(from, to));
  }

  #isRevealed({ from, to }: { readonly from: number; readonly to: number }): boolean {
    return isRevealed(this.#state, from, to);
  }

  #lineIsRevealed(position: number): boolean {
    return this.#isRevealed(this.#state.doc.lineAt(position));
  }

  #look(lineFrom: number): LineLook {
    const known = this.#lines.get(lineFrom);
    if (known !== undefined) return known;
    const look: LineLook = { classes: new Set(), level: 0, quotes: 0, codeIndent: null, heading: 0 };
    this.#lines.set(lineFrom, look);
    return look;
  }

  /** Every line of a node that is being drawn. */
  #eachLine(
    { from, to }: { readonly from: number; readonly to: number },
    take: (look: LineLook) => void,
  ): void {
    const { doc } = this.#state;
    const last = doc.lineAt(Math.min(to, this.#to)).number;
    for (let number = doc.lineAt(Math.max(from, this.#from)).number; number <= last; number += 1) {
      take(this.#look(doc.line(number).from));
    }
  }

  #enter(ref: SyntaxNodeRef): boolean {
    const { name } = ref;
    if (name.startsWith('ATXHeading') || name.startsWith('SetextHeading')) this.#heading(ref);
    switch (name) {
      case 'Emphasis':
      case 'StrongEmphasis':
      case 'Strikethrough':
      case 'InlineCode':
        this.#foldMarks(ref.node);
        return true;
      case 'Subscript':
      case 'Superscript':
        this.#add(ref.from, ref.to, name === 'Subscript' ? subscript : superscript);
        this.#foldMarks(ref.node);
        return true;
      case 'Escape':
        if (!this.#isRevealed(ref)) this.#add(ref.from, ref.from + 1, folded);
        return false;
      case 'Link':
        this.#link(ref.node);
        return true;
      case 'WikiLink':
        this.#wikiLink(ref.node);
        return false;
      case 'Autolink':
        if (!this.#isRevealed(ref))
          for (const mark of ref.node.getChildren('LinkMark')) this.#add(mark.from, mark.to, folded);
        return true;
      case 'URL':
        this.#bareAddress(ref.node);
        return false;
      case 'FootnoteReference':
        this.#footnote(ref.node);
        return false;
      case 'FootnoteLabel':
        this.#footnoteLabel(ref.node);
        return false;
      case 'FootnoteDefinition':
        this.#eachLine(ref, ({ classes }) => classes.add(styles.footnoteLine ?? ''));
        return true;
      case 'Image':
        this.#picture(ref.node);
        return false;
      case 'InlineMath':
      case 'DisplayMath':
        this.#formula(ref.node);
        return false;
      case 'MathBlock':
        this.#eachLine(ref, ({ classes }) => classes.add(styles.formulaLine ?? ''));
        return false;
      case 'HorizontalRule':
        if (!this.#lineIsRevealed(ref.from)) this.#add(ref.from, ref.to, rule);
        return false;
      case 'Blockquote':
        this.#quotes += 1;
        this.#eachLine(ref, (look) => (look.quotes = this.#quotes));
        return true;
      case 'QuoteMark':
        this.#quoteMark(ref);
        return false;
      case 'ListItem':
        this.#level += 1;
        this.#eachLine(ref, (look) => (look.level = this.#level));
        return true;
      case 'ListMark':
        this.#listMark(ref.node);
        return false;
      case 'FencedCode':
      case 'CodeBlock':
        this.#code(ref.node);
        return name === 'FencedCode' && this.#quotes > 0;
      case 'Table':
        this.#eachLine(ref, ({ classes }) => classes.add(text.tableLine ?? ''));
        return false;
      default:
        return true;
    }
  }

  #leave({ name }: SyntaxNodeRef): void {
    if (name === 'Blockquote') this.#quotes -= 1;
    if (name === 'ListItem') this.#level -= 1;
  }

  #heading(ref: SyntaxNodeRef): void {
    const level = Number(ref.name.at(-1));
    this.#eachLine(ref, (look) => (look.heading = level));
    if (ref.name.startsWith('Setext') || this.#lineIsRevealed(ref.from)) return;
    const [open, close] = ref.node.getChildren('HeaderMark');
    if (open !== undefined) {
      const space = /^[ \t]*/.exec(this.#state.sliceDoc(open.to, ref.to))?.[0].length ?? 0;
      this.#add(open.from, open.to + space, folded);
    }
    if (close !== undefined) this.#add(close.from, close.to, folded);
  }

  #foldMarks(node: SyntaxNode): void {
    if (this.#isRevealed(node)) return;
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.name.endsWith('Mark')) this.#add(child.from, child.to, folded);
    }
  }

  /** Words that lead somewhere. Answers whether they do. */
  #linkWords(node: SyntaxNode, from: number, to: number, look: string | undefined): boolean {
    const target = targetOf(this.#state, node);
    if (target === null) return false;
    // Where the note is only read there is no cursor: a link takes the focus itself.
    const focus = this.#state.facet(isReading) ? { role: 'link', tabindex: '0' } : {};
    const attributes = { ...attributesOf(target), ...focus };
    this.#add(from, to, Decoration.mark({ class: look ?? '', attributes }));
    return true;
  }

  #link(node: SyntaxNode): void {
    const [open, close] = node.getChildren('LinkMark');
    if (open === undefined || close === undefined) return;
    if (!this.#linkWords(node, open.to, close.from, text.link)) return;
    if (this.#isRevealed(node) || open.to === close.from) return;
    this.#add(open.from, open.to, folded);
    this.#add(close.from, node.to, folded);
  }

  #wikiLink(node: SyntaxNode): void {
    const words = node.getChild('WikiText') ?? node.getChild('WikiTitle');
    if (words === null) return;
    const target = targetOf(this.#state, node);
    const isKnown =
      target?.kind === 'note' && this.#state.facet(surroundings).resolveTitle(target.title) !== null;
    this.#linkWords(node, words.from, words.to, isKnown ? text.link : text.brokenLink);
    if (this.#isRevealed(node)) {
      for (const mark of node.getChildren('WikiMark')) this.#add(mark.from, mark.to, classed(text.sign));
      return;
    }
    this.#add(node.from, words.from, folded);
    this.#add(words.to, node.to, folded);
  }

  #bareAddress(node: SyntaxNode): void {
    const parent = node.parent?.name;
    if (parent !== 'Link' && parent !== 'Image' && parent !== 'LinkReference') {
      this.#linkWords(node, node.from, node.to, text.link);
    }
  }

  #footnote(node: SyntaxNode): void {
    const label = node.getChild('FootnoteLabel');
    if (label === null) return;
    this.#linkWords(node, label.from, label.to, styles.reference);
    if (this.#isRevealed(node)) return;
    for (const mark of node.getChildren('FootnoteMark')) this.#add(mark.from, mark.to, folded);
  }

  #footnoteLabel(node: SyntaxNode): void {
    if (node.parent?.name !== 'FootnoteDefinition') return;
    this.#linkWords(node, node.from, node.to, text.link);
    const [open, close] = node.parent.getChildren('FootnoteMark');
    if (open === undefined || close === undefined) return;
    this.#add(open.from, close.to, footnote);
    if (this.#lineIsRevealed(node.from)) return;
    this.#add(open.from, open.to, folded);
    this.#add(close.from, close.to - 1, folded);
  }

  #picture(node: SyntaxNode): void {
    const picture = pictureOf(this.#state, node);
    if (picture === null || this.#isRevealed(node)) return;
    this.#add(node.from, node.to, Decoration.replace({ widget: PictureSign.of(this.#state, picture) }));
  }

  #formula(node: SyntaxNode): void {
    const [open, close] = node.getChildren('MathMark');
    if (open === undefined || close === undefined) return;
    if (this.#isRevealed(node)) {
      this.#add(node.from, node.to, classed(text.code));
      return;
    }
    const widget = new FormulaSign(
      this.#state.sliceDoc(open.to, close.from).trim(),
      node.name === 'DisplayMath',
    );
    this.#add(node.from, node.to, Decoration.replace({ widget }));
  }

  #quoteMark(ref: SyntaxNodeRef): void {
    if (this.#lineIsRevealed(ref.from)) return;
    const rest = this.#state.sliceDoc(ref.to, ref.to + 40);
    const space = (this.#level > 0 ? /^[ \t]*/ : /^ ?/).exec(rest)?.[0].length ?? 0;
    this.#add(ref.from, ref.to + space, folded);
  }

  #listMark(mark: SyntaxNode): void {
    const item = mark.parent;
    const space = /^[ \t]*/.exec(this.#state.sliceDoc(mark.to, mark.to + 40))?.[0].length ?? 0;
    const end = mark.to + space;
    this.#look(this.#state.doc.lineAt(mark.from).from).classes.add(styles.itemLine ?? '');
    const box = item?.getChild('Task')?.getChild('TaskMarker') ?? null;
    if (item !== null && box !== null && !this.#isRevealed({ from: mark.from, to: box.to })) {
      this.#task(item, mark, box);
      return;
    }
    const isBullet = box === null && item?.parent?.name === 'BulletList';
    if (isBullet && !this.#isRevealed({ from: mark.from, to: mark.to })) this.#add(mark.from, end, bullet);
    else this.#add(mark.from, end, marker);
  }

  #task(item: SyntaxNode, mark: SyntaxNode, box: SyntaxNode): void {
    const task = item.getChild('Task');
    const isDone = this.#slice(box) !== '[ ]';
    const to = task?.to ?? box.to;
    const words = this.#state.sliceDoc(box.to, Math.min(to, box.to + longestName)).trim();
    const widget = new TaskBox(isDone, words, this.#state.facet(isReading));
    this.#add(
      mark.from,
      Math.min(box.to + 1, this.#state.doc.lineAt(box.to).to),
      Decoration.replace({ widget }),
    );
    if (isDone) this.#add(box.to + 1, to, done);
  }

  #code(node: SyntaxNode): void {
    const { doc } = this.#state;
    const first = doc.lineAt(node.from);
    this.#eachLine(node, (look) => {
      look.classes.add(text.codeLine ?? '');
      look.codeIndent = this.#level === 0 ? 0 : node.from - first.from;
    });
    if (node.name === 'FencedCode') this.#fences(node);
  }

  #fences(node: SyntaxNode): void {
    const { doc } = this.#state;
    const info = node.getChild('CodeInfo');
    const [open, close] = node.getChildren('CodeMark');
    if (open === undefined) return;
    const isShown = this.#isRevealed(node);
    const widget = new CodeHead(info === null ? '' : this.#slice(info), !isShown);
    const end = doc.lineAt(open.from).to;
    if (isShown) {
      this.#decorations.push(Decoration.widget({ widget, side: 1 }).range(end));
      return;
    }
    this.#add(open.from, end, Decoration.replace({ widget }));
    if (close === undefined) return;
    this.#add(close.from, close.to, folded);
    this.#look(doc.lineAt(close.from).from).classes.add(styles.codeEnd ?? '');
  }

  #drawLines(): void {
    const { doc } = this.#state;
    for (let position = this.#from; position <= this.#to;) {
      const line = doc.lineAt(position);
      const look = this.#lines.get(line.from);
      this.#decorations.push(lineDecoration(look, this.#state.facet(isReading)).range(line.from));
      if (look !== undefined && look.level > 0) this.#foldIndent(line.from, line.text, look);
      position = line.to + 1;
    }
  }

  /** What a list’s level tells by the room on its left need not be told by spaces too. */
  #foldIndent(from: number, line: string, { codeIndent }: LineLook): void {
    const space = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const width = codeIndent === null ? space : Math.min(space, codeIndent);
    // A line of nothing but spaces keeps them: the cursor must have a place in it.
    if (width === 0 || width === line.length) return;
    this.#add(from, from + width, folded);
    this.#solid.push(folded.range(from, from + width));
  }
}

const plain = Decoration.line({ attributes: { dir: 'auto' } });
const headings: readonly (string | undefined)[] = [
  undefined,
  styles.heading1,
  styles.heading2,
  styles.heading3,
  styles.heading4,
  styles.heading4,
  styles.heading4,
];

function lineDecoration(look: LineLook | undefined, isRead: boolean): Decoration {
  if (look === undefined) return plain;
  const { classes, level, quotes, heading } = look;
  if (level > 0) classes.add(styles.listLine ?? '');
  if (quotes > 0) classes.add(text.quoteLine ?? '');
  if (quotes > 1) classes.add(text.deepQuote ?? '');
  if (heading > 0) classes.add(headings[heading] ?? '');
  const attributes: Record<string, string> = { dir: 'auto' };
  if (level > 0) attributes.style = `--level: ${level}`;
  if (quotes > 1) attributes.style = `${attributes.style ?? ''}; --quotes: ${quotes}`;
  if (isRead && heading > 0) Object.assign(attributes, { role: 'heading', 'aria-level': String(heading) });
  return Decoration.line({ class: [...classes].join(' '), attributes });
}
