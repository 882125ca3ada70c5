import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { isReading } from './attention.ts';
import { attributesOf, fileOf } from './link-target.ts';
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
  const name = state.sliceDoc(open.to, close.from).replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
  return { name, address: state.sliceDoc(url.from, url.to) };
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
  const id = fileOf(address);
  if (id === null) return box(name, `${address} is not in this vault. Nothing is fetched from there.`);
  const source = view.state.facet(surroundings).pictureSource(id);
  if (source.is === 'not-drawn') return box(name, source.why);
  const frame = document.createElement('span');
  frame.className = styles.frame ?? '';
  for (const [key, value] of Object.entries(attributesOf({ kind: 'file', id })))
    frame.setAttribute(key, value);
  // Where the note is only read there is no cursor: a picture takes the focus itself.
  if (view.state.facet(isReading)) {
    frame.tabIndex = 0;
    frame.role = 'button';
    frame.ariaLabel = `Look at ${name === '' ? 'the picture' : name}`;
  }
  if (source.is === 'there') frame.append(imageElement(view, frame, name, source.address));
  return frame;
}

function imageElement(view: EditorView, frame: HTMLElement, name: string, address: string): HTMLElement {
  const image = document.createElement('img');
  image.className = styles.picture ?? '';
  image.alt = name === '' ? 'Picture' : name;
  image.draggable = false;
  image.decoding = 'async';
  image.addEventListener('load', () => {
    // A drawing may have no size of its own but what the browser gives it.
    image.width = image.naturalWidth;
    view.requestMeasure();
  });
  image.addEventListener('error', () => {
    // Within the frame: what changes around it would be taken for writing.
    for (const { name } of [...frame.attributes]) frame.removeAttribute(name);
    frame.contentEditable = 'false';
    frame.replaceChildren(box(name, 'This file is damaged, or is not the picture that its name says.'));
    view.requestMeasure();
  });
  image.src = address;
  return image;
}
