import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import styles from './Preview.module.css';
import { surroundings } from './surroundings.ts';

/** A picture as the text names it. */
export interface Picture {
  readonly name: string;
  readonly address: string;
}

export function pictureOf(state: EditorState, node: SyntaxNode): Picture | null {
  const [open, close] = node.getChildren('LinkMark');
  const url = node.getChild('URL');
  if (open === undefined || close === undefined || url === null) return null;
  return { name: state.sliceDoc(open.to, close.from), address: state.sliceDoc(url.from, url.to) };
}

function box(name: string, words: string): HTMLElement {
  const element = document.createElement('span');
  element.className = styles.missing ?? '';
  element.role = 'img';
  element.ariaLabel = `${name === '' ? 'Picture' : name}. ${words}`;
  const title = document.createElement('strong');
  title.textContent = name === '' ? 'Picture' : name;
  const why = document.createElement('span');
  why.textContent = words;
  element.append(title, why);
  return element;
}

/** A picture of this vault, or a box that says why there is none: nothing is ever fetched from elsewhere. */
export function pictureElement(view: EditorView, { name, address }: Picture): HTMLElement {
  const id = /^attachment:([0-9a-f]{32})$/.exec(address)?.[1];
  if (id === undefined) return box(name, `${address} is not in this vault. Nothing is fetched from there.`);
  const source = view.state.facet(surroundings).fileAddress(id);
  if (source === null) return box(name, 'This picture cannot be shown yet.');
  const image = document.createElement('img');
  image.className = styles.picture ?? '';
  image.alt = name;
  image.draggable = false;
  image.addEventListener('load', () => view.requestMeasure());
  image.addEventListener('error', () => {
    image.replaceWith(box(name, 'This file is not in the vault, or is no picture.'));
    view.requestMeasure();
  });
  image.src = source;
  return image;
}
