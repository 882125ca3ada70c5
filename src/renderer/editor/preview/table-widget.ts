import { syntaxTree } from '@codemirror/language';
import { WidgetType, type EditorView } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { appendContent } from './cell-content.ts';
import styles from './Preview.module.css';
import { cellsOf, type Alignment, type TableText } from './table-text.ts';

/** Its first column stands where its first word begins. `dir="auto"` would not look into cells that have a direction of their own. */
const beginsFromTheRight =
  /^\P{L}*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** A table set as one, in place of its source. */
export class TableWidget extends WidgetType {
  readonly #source: string;
  readonly #table: TableText;
  readonly #from: number;
  readonly #linksVersion: number;

  constructor(source: string, table: TableText, from: number, linksVersion: number) {
    super();
    this.#source = source;
    this.#table = table;
    this.#from = from;
    this.#linksVersion = linksVersion;
  }

  override eq(other: TableWidget): boolean {
    return this.#source === other.#source && this.#linksVersion === other.#linksVersion;
  }

  override get estimatedHeight(): number {
    return this.#table.rows.length * 34 + 16;
  }

  override toDOM(view: EditorView): HTMLElement {
    const frame = document.createElement('div');
    frame.className = styles.tableFrame ?? '';
    if (beginsFromTheRight.test(this.#source)) frame.dir = 'rtl';
    const table = document.createElement('table');
    table.className = styles.table ?? '';
    const lines = this.#source.split('\n');
    const [head, body] = [document.createElement('thead'), document.createElement('tbody')];
    let start = 0;
    for (const [index, line] of lines.entries()) {
      if (index !== 1) (index === 0 ? head : body).append(this.#row(view, line, start, index === 0));
      start += line.length + 1;
    }
    table.append(head, body);
    frame.append(table);
    frame.addEventListener('mousedown', (event) => this.#goTo(view, frame, event));
    return frame;
  }

  /** Clicks on links are the editor’s to answer. */
  override ignoreEvent(event: Event): boolean {
    return !(event.target instanceof Element && event.target.closest('[data-link]') !== null);
  }

  #row(view: EditorView, line: string, start: number, isHead: boolean): HTMLTableRowElement {
    const row = document.createElement('tr');
    const cells = cellsOf(line);
    for (const [column, alignment] of this.#table.alignments.entries()) {
      const element = document.createElement(isHead ? 'th' : 'td');
      const cell = cells[column];
      if (isHead) element.setAttribute('scope', 'col');
      element.dir = 'auto';
      element.dataset.align = alignment satisfies Alignment;
      element.dataset.at = String(start + (cell?.to ?? line.length));
      if (cell !== undefined && cell.text !== '') {
        const [from, to] = [this.#from + start + cell.from, this.#from + start + cell.to];
        appendContent(view, element, nodeAround(view, from, to), from, to);
      }
      row.append(element);
    }
    return row;
  }

  /** A click goes to the cell in the source. */
  #goTo(view: EditorView, frame: HTMLElement, event: MouseEvent): void {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-at]') : null;
    const isLink = event.target instanceof Element && event.target.closest('[data-link]') !== null;
    if (cell === null || view.state.readOnly || event.button !== 0) return;
    if (isLink && (event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const from = view.posAtDOM(frame);
    view.focus();
    view.dispatch({ selection: { anchor: from + Number(cell.dataset.at) }, scrollIntoView: true });
  }
}

/** The node that covers a cell. */
function nodeAround(view: EditorView, from: number, to: number): SyntaxNode {
  let node = syntaxTree(view.state).resolveInner(from, 1);
  while (node.parent !== null && (node.to < to || node.from > from)) node = node.parent;
  // What begins and ends with the cell is its content, and not the cell.
  while (node.parent !== null && node.name !== 'TableCell' && node.parent.name !== 'TableRow') {
    if (node.parent.name === 'TableHeader' || node.parent.name === 'Document') break;
    node = node.parent;
  }
  return node;
}
