import { titleKey } from '../notes/note-order.ts';
import type { Count } from '../notes/tally.ts';

/** A notebook with those in it. */
interface Notebook {
  readonly path: string;
  readonly name: string;
  readonly key: string;
  /** Notes in it and in all notebooks in it. */
  count: number;
  readonly inner: Map<string, Notebook>;
}

/** A line of the tree that is on the screen. */
export interface NotebookRow {
  readonly path: string;
  readonly name: string;
  /** From 1. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly count: number;
  readonly hasInner: boolean;
  readonly isExpanded: boolean;
}

export type NotebookTree = ReadonlyMap<string, Notebook>;

function added(top: Map<string, Notebook>, path: string, shown: number): void {
  let [shelf, way] = [top, ''];
  for (const name of path.split('/')) {
    way = way === '' ? name : `${way}/${name}`;
    const notebook = shelf.get(name) ?? {
      path: way,
      name,
      key: titleKey(name),
      count: 0,
      inner: new Map<string, Notebook>(),
    };
    shelf.set(name, notebook);
    notebook.count += shown;
    shelf = notebook.inner;
  }
}

/** The notebooks that notes are in, those that are kept while empty, and all around them. */
export function notebookTree(counts: ReadonlyMap<string, Count>, kept: readonly string[]): NotebookTree {
  const top = new Map<string, Notebook>();
  for (const [path, { shown }] of counts) added(top, path, shown);
  for (const path of kept) added(top, path, 0);
  return top;
}

/** The lines of the tree in order: of a notebook that is folded, nothing within. */
export function notebookRows(
  tree: NotebookTree,
  isExpanded: (path: string) => boolean,
): readonly NotebookRow[] {
  const rows: NotebookRow[] = [];
  const visit = (shelf: NotebookTree, level: number): void => {
    const sorted = [...shelf.values()].sort((a, b) =>
      a.key < b.key || (a.key === b.key && a.name < b.name) ? -1 : 1,
    );
    for (const [index, { path, name, count, inner }] of sorted.entries()) {
      const open = inner.size > 0 && isExpanded(path);
      rows.push({
        path,
        name,
        level,
        position: index + 1,
        siblings: sorted.length,
        count,
        hasInner: inner.size > 0,
        isExpanded: open,
      });
      if (open) visit(inner, level + 1);
    }
  };
  visit(tree, 1);
  return rows;
}

/** The name of a notebook without those around it. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The notebook around one; null at the top. */
export function notebookAround(path: string): string | null {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? null : path.slice(0, slash);
}

export function pathIn(notebook: string | null, name: string): string {
  return notebook === null ? name : `${notebook}/${name}`;
}

/** A path as people read it. */
export function shownPath(path: string): string {
  return path.replaceAll('/', ' / ');
}
