import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { addressNamed } from './named-addresses.ts';

/** What a link in a note leads to. */
export type LinkTarget =
  | { readonly kind: 'note'; readonly title: string }
  | { readonly kind: 'address'; readonly address: string }
  /** A file of the note, by its 32 hex digits. */
  | { readonly kind: 'file'; readonly id: string }
  /** From a footnote’s number to its text, or back. */
  | { readonly kind: 'footnote' | 'reference'; readonly label: string };

function slice(state: EditorState, node: SyntaxNode | null): string {
  return node === null ? '' : state.sliceDoc(node.from, node.to);
}

/** An address as a browser would be given it: those without a scheme are meant for the web. */
function addressOf(text: string): string {
  const bare = text.replace(/^<|>$/g, '');
  if (/^[a-z][a-z\d+.-]*:/i.test(bare)) return bare;
  return bare.includes('@') && !bare.includes('/') ? `mailto:${bare}` : `https://${bare}`;
}

const attached = /^attachment:([0-9a-f]{32})$/;

/** The file that an address names, by its 32 hex digits; null where it names none. */
export function fileOf(address: string): string | null {
  return attached.exec(address)?.[1] ?? null;
}

function targetOfAddress(text: string): LinkTarget {
  const id = fileOf(text);
  return id === null ? { kind: 'address', address: addressOf(text) } : { kind: 'file', id };
}

/** The address of `[words](address)`, `[words][name]`, `[name][]` or `[name]`; null where nothing has that name. */
function addressOfLink(state: EditorState, link: SyntaxNode): string | null {
  const url = link.getChild('URL');
  if (url !== null) return slice(state, url);
  const label = slice(state, link.getChild('LinkLabel')).slice(1, -1);
  const [open, close] = link.getChildren('LinkMark');
  const words = open === undefined || close === undefined ? '' : state.sliceDoc(open.to, close.from);
  return addressNamed(state.doc, label === '' ? words : label);
}

/** Where a node of the syntax tree leads, or null where it is no link. */
export function targetOf(state: EditorState, node: SyntaxNode): LinkTarget | null {
  switch (node.name) {
    case 'WikiLink':
      return { kind: 'note', title: slice(state, node.getChild('WikiTitle')).trim() };
    case 'Link': {
      const address = addressOfLink(state, node);
      return address === null ? null : targetOfAddress(address);
    }
    case 'Image': {
      const id = fileOf(slice(state, node.getChild('URL')));
      return id === null ? null : { kind: 'file', id };
    }
    case 'Autolink':
    case 'URL':
      return { kind: 'address', address: addressOf(slice(state, node)) };
    case 'FootnoteReference':
      return { kind: 'footnote', label: slice(state, node.getChild('FootnoteLabel')) };
    case 'FootnoteLabel':
      return node.parent?.name === 'FootnoteDefinition'
        ? { kind: 'reference', label: slice(state, node) }
        : null;
    default:
      return null;
  }
}

/** The link that a place in the text belongs to. */
export function targetAt(state: EditorState, position: number): LinkTarget | null {
  for (const side of [-1, 1] as const) {
    let node: SyntaxNode | null = syntaxTree(state).resolveInner(position, side);
    for (; node !== null; node = node.parent) {
      const isPartOfLink =
        node.name === 'URL' && (node.parent?.name === 'Link' || node.parent?.name === 'Image');
      const target = isPartOfLink ? null : targetOf(state, node);
      if (target !== null) return target;
    }
  }
  return null;
}

/** A target as attributes of an element, to be found again when the element is clicked. */
export function attributesOf(target: LinkTarget): Readonly<Record<string, string>> {
  return { 'data-link': target.kind, 'data-target': valueOf(target) };
}

function valueOf(target: LinkTarget): string {
  switch (target.kind) {
    case 'note':
      return target.title;
    case 'address':
      return target.address;
    case 'file':
      return target.id;
    case 'footnote':
    case 'reference':
      return target.label;
  }
}

/** The target that an element was given. */
export function targetOfElement(element: Element): LinkTarget | null {
  const { link, target } = element instanceof HTMLElement ? element.dataset : {};
  if (target === undefined) return null;
  if (link === 'note') return { kind: link, title: target };
  if (link === 'address') return { kind: link, address: target };
  if (link === 'file') return { kind: link, id: target };
  return link === 'footnote' || link === 'reference' ? { kind: link, label: target } : null;
}
