import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

/** Whether a place in the text belongs to code, a formula or an address, where signs mean something else. */
export function isCodeAt(state: EditorState, position: number): boolean {
  let node: SyntaxNode | null = syntaxTree(state).resolveInner(position, -1);
  for (; node !== null; node = node.parent) if (/Code|Math|Formula|URL/.test(node.name)) return true;
  return false;
}
