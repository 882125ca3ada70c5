import type { EditorView } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import styles from '../NoteText.module.css';
import { attributesOf, targetOf } from './link-target.ts';
import { formulaElement } from './math.ts';
import { pictureElement, pictureOf } from './picture.ts';
import { surroundings } from './surroundings.ts';

const tags: Readonly<Record<string, 'em' | 'strong' | 's' | 'code' | 'sub' | 'sup'>> = {
  Emphasis: 'em',
  StrongEmphasis: 'strong',
  Strikethrough: 's',
  InlineCode: 'code',
  Subscript: 'sub',
  Superscript: 'sup',
  FootnoteReference: 'sup',
};

const classes: Readonly<Record<string, string | undefined>> = {
  em: styles.emphasis,
  strong: styles.strong,
  s: styles.struck,
  code: styles.code,
  sub: styles.subscript,
  sup: styles.superscript,
};

/** What only tells the meaning of the words beside it. */
const signs: ReadonlySet<string> = new Set([
  'EmphasisMark',
  'StrikethroughMark',
  'CodeMark',
  'LinkMark',
  'LinkTitle',
  'SubscriptMark',
  'SuperscriptMark',
  'FootnoteMark',
  'WikiMark',
  'MathMark',
]);

function linkElement(view: EditorView, node: SyntaxNode): HTMLElement | null {
  const target = targetOf(view.state, node);
  if (target === null) return null;
  const link = document.createElement(node.name === 'FootnoteReference' ? 'sup' : 'span');
  const isBroken =
    target.kind === 'note' && view.state.facet(surroundings).resolveTitle(target.title) === null;
  link.className = (isBroken ? styles.brokenLink : styles.link) ?? '';
  link.role = 'link';
  for (const [name, value] of Object.entries(attributesOf(target))) link.setAttribute(name, value);
  return link;
}

/** Where the children of a link begin and end that are its words. */
function wordsOf(node: SyntaxNode): readonly [from: number, to: number] {
  if (node.name === 'Link') {
    const [open, close] = node.getChildren('LinkMark');
    return open !== undefined && close !== undefined ? [open.to, close.from] : [node.from, node.to];
  }
  const shown = node.name === 'WikiLink' ? (node.getChild('WikiText') ?? node.getChild('WikiTitle')) : null;
  return shown === null ? [node.from, node.to] : [shown.from, shown.to];
}

function appendNode(view: EditorView, parent: HTMLElement, node: SyntaxNode): void {
  const { state } = view;
  const source = state.sliceDoc(node.from, node.to);
  if (signs.has(node.name)) return;
  if (node.name === 'InlineMath' || node.name === 'DisplayMath') {
    parent.append(formulaElement(view, source.replaceAll(/^\$+|\$+$/g, ''), false));
    return;
  }
  if (node.name === 'Image') {
    const picture = pictureOf(state, node);
    parent.append(picture === null ? source : pictureElement(view, picture));
    return;
  }
  if (node.name === 'HTMLTag' && /^<br\s*\/?>$/i.test(source)) {
    parent.append(document.createElement('br'));
    return;
  }
  if (node.name === 'Escape') {
    parent.append(source.slice(1));
    return;
  }
  const tag = tags[node.name];
  const link = linkElement(view, node);
  const element = link ?? (tag === undefined ? null : document.createElement(tag));
  if (element === null) {
    appendContent(view, parent, node, node.from, node.to);
    return;
  }
  if (link === null && tag !== undefined) element.className = classes[tag] ?? '';
  appendContent(view, element, node, ...wordsOf(node));
  parent.append(element);
}

/** Adds the words of a node between two places to an element, looking as they do in the text. */
export function appendContent(
  view: EditorView,
  parent: HTMLElement,
  node: SyntaxNode,
  from: number,
  to: number,
): void {
  let position = from;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.from < from || child.to > to) continue;
    if (child.from > position) parent.append(view.state.sliceDoc(position, child.from));
    appendNode(view, parent, child);
    position = child.to;
  }
  if (position < to) parent.append(view.state.sliceDoc(position, to));
}
