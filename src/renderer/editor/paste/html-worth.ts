/** The most HTML that is read, in UTF-16 code units. */
export const longestHtml = 5 * 1024 * 1024;
/** The most elements and texts of it, and how deep they may lie in one another. */
export const mostNodes = 50_000;
export const deepest = 200;
/** Putting the pieces together takes time by their number and the length of all: more than this would be felt for long. */
export const mostWork = 4e10;

/** What is told of a document's nodes: enough to walk through them. */
export interface TreeNode {
  readonly nodeName: string;
  readonly firstChild: TreeNode | null;
  readonly nextSibling: TreeNode | null;
  readonly parentNode: TreeNode | null;
}

/** Elements that say more than plain text does. */
const telling: ReadonlySet<string> = new Set([
  'A',
  'B',
  'BLOCKQUOTE',
  'CODE',
  'DEL',
  'EM',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'HR',
  'I',
  'IMG',
  'LI',
  'PRE',
  'S',
  'STRIKE',
  'STRONG',
  'TABLE',
]);

function next(node: TreeNode, root: TreeNode): TreeNode | null {
  let at: TreeNode | null = node;
  while (at !== null && at !== root) {
    if (at.nextSibling !== null) return at.nextSibling;
    at = at.parentNode;
  }
  return null;
}

/**
 * What to make of pasted HTML: `rich` is worth converting, `plain` says no more than its text does, `too-much` could keep the
 * window busy for long. Walks without recursion, and no further than the limits.
 */
export function worthOf(root: TreeNode, length: number): 'rich' | 'plain' | 'too-much' {
  let [nodes, depth, isTelling] = [0, 0, false];
  for (let at: TreeNode | null = root; at !== null;) {
    nodes += 1;
    if (nodes > mostNodes || depth > deepest || nodes * length > mostWork) return 'too-much';
    isTelling ||= telling.has(at.nodeName);
    if (at.firstChild !== null) {
      at = at.firstChild;
      depth += 1;
      continue;
    }
    const following = next(at, root);
    for (
      let up: TreeNode | null = at;
      up !== null && up.parentNode !== following?.parentNode;
      up = up.parentNode
    )
      depth -= 1;
    at = following;
  }
  return isTelling ? 'rich' : 'plain';
}
