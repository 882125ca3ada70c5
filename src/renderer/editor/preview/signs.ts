import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { WidgetType } from '@codemirror/view';
import { syntaxTree } from '@codemirror/language';
import type { SyntaxNode } from '@lezer/common';
import { isReading } from './attention.ts';
import { codeLanguage } from './code-languages.ts';
import { formulaElement } from './math.ts';
import { fileOf } from './link-target.ts';
import { pictureElement, type Picture } from './picture.ts';
import styles from './Preview.module.css';
import { isFrozen, surroundings, type PictureSource } from './surroundings.ts';
import { toggledTask } from './task.ts';

/** The dot before an item of a list. */
export class Bullet extends WidgetType {
  override eq(): boolean {
    return true;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.className = styles.bullet ?? '';
    element.textContent = '•';
    return element;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

/** The box of a task, which can be ticked. */
export class TaskBox extends WidgetType {
  readonly #isDone: boolean;
  readonly #words: string;
  readonly #isReading: boolean;

  constructor(isDone: boolean, words: string, isRead: boolean) {
    super();
    this.#isDone = isDone;
    this.#words = words;
    this.#isReading = isRead;
  }

  override eq(other: TaskBox): boolean {
    return (
      this.#isDone === other.#isDone && this.#words === other.#words && this.#isReading === other.#isReading
    );
  }

  override toDOM(view: EditorView): HTMLElement {
    const place = document.createElement('span');
    place.className = styles.taskPlace ?? '';
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.className = styles.taskBox ?? '';
    box.checked = this.#isDone;
    box.disabled = view.state.facet(isFrozen);
    box.ariaLabel = this.#words === '' ? 'Task' : this.#words;
    // While one writes, Tab belongs to the text; a key of its own ticks the task at the cursor.
    if (!view.state.facet(isReading)) box.tabIndex = -1;
    // The cursor stays where it is.
    box.addEventListener('mousedown', (event) => event.preventDefault());
    box.addEventListener('change', () => tick(view, place));
    place.append(box);
    return place;
  }

  override updateDOM(dom: HTMLElement): boolean {
    const box = dom.querySelector('input');
    if (box === null || (box.tabIndex === 0) !== this.#isReading) return false;
    box.checked = this.#isDone;
    box.ariaLabel = this.#words === '' ? 'Task' : this.#words;
    return true;
  }
}

function tick(view: EditorView, place: HTMLElement): void {
  if (view.state.facet(isFrozen)) return;
  const line = view.state.doc.lineAt(view.posAtDOM(place));
  const { from, to, insert } = toggledTask(line.text);
  view.dispatch({
    changes: { from: line.from + from, to: line.from + to, insert },
    userEvent: 'input.task',
  });
}

/** A line across the text. */
export class Rule extends WidgetType {
  override eq(): boolean {
    return true;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.className = styles.rule ?? '';
    element.role = 'separator';
    return element;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

export class FormulaSign extends WidgetType {
  readonly #formula: string;
  readonly #isDisplayed: boolean;

  constructor(formula: string, isDisplayed: boolean) {
    super();
    this.#formula = formula;
    this.#isDisplayed = isDisplayed;
  }

  override eq(other: FormulaSign): boolean {
    return this.#formula === other.#formula && this.#isDisplayed === other.#isDisplayed;
  }

  override toDOM(view: EditorView): HTMLElement {
    return formulaElement(view, this.#formula, this.#isDisplayed);
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

export class PictureSign extends WidgetType {
  readonly #picture: Picture;
  readonly #source: PictureSource | null;
  /** What takes the focus in a text that is only read does not in one that is written. */
  readonly #isRead: boolean;

  constructor(picture: Picture, source: PictureSource | null, isRead: boolean) {
    super();
    this.#picture = picture;
    this.#source = source;
    this.#isRead = isRead;
  }

  static of(state: EditorState, picture: Picture): PictureSign {
    const id = fileOf(picture.address);
    const source = id === null ? null : state.facet(surroundings).pictureSource(id);
    return new PictureSign(picture, source, state.facet(isReading));
  }

  override eq(other: PictureSign): boolean {
    const [a, b] = [this.#picture, other.#picture];
    return (
      a.name === b.name &&
      a.address === b.address &&
      this.#source?.is === other.#source?.is &&
      this.#isRead === other.#isRead
    );
  }

  override toDOM(view: EditorView): HTMLElement {
    return pictureElement(view, this.#picture);
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

function blockAround(view: EditorView, position: number): SyntaxNode | null {
  let node: SyntaxNode | null = syntaxTree(view.state).resolveInner(position, 1);
  while (node !== null && node.name !== 'FencedCode') node = node.parent;
  return node;
}

/** The code of a block without its fences, and without the indentation that its list gives it. */
export function codeOf(view: EditorView, position: number): string {
  const { doc } = view.state;
  const block = blockAround(view, position);
  if (block === null) return '';
  const first = doc.lineAt(block.from);
  const indent = new RegExp(`^[ \\t>]{0,${block.from - first.from}}`);
  const last = doc.lineAt(block.to);
  const isClosed = block.getChildren('CodeMark').length > 1;
  const end = isClosed ? last.number - 1 : last.number;
  const lines: string[] = [];
  for (let number = first.number + 1; number <= end; number += 1) {
    lines.push(doc.line(number).text.replace(indent, ''));
  }
  return lines.join('\n');
}

/** How long the button says that it has copied, in milliseconds. */
const saidFor = 2_000;

/** What stands over a code block: its language, and a button that copies it. */
export class CodeHead extends WidgetType {
  readonly #info: string;
  /** Whether it stands in place of the fence, and not behind it. */
  readonly #isFolded: boolean;

  constructor(info: string, isFolded: boolean) {
    super();
    this.#info = info;
    this.#isFolded = isFolded;
  }

  override eq(other: CodeHead): boolean {
    return this.#info === other.#info && this.#isFolded === other.#isFolded;
  }

  override toDOM(view: EditorView): HTMLElement {
    const head = document.createElement('span');
    head.className = styles.codeHead ?? '';
    if (this.#isFolded) {
      const name = document.createElement('span');
      name.textContent = codeLanguage(this.#info)?.name ?? this.#info;
      head.append(name);
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.tabIndex = view.state.facet(isReading) ? 0 : -1;
    button.textContent = 'Copy';
    button.ariaLabel = 'Copy code';
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => copyFrom(view, head, button));
    head.append(button);
    return head;
  }

  override ignoreEvent(event: Event): boolean {
    return event.target instanceof HTMLButtonElement;
  }
}

function copyFrom(view: EditorView, head: HTMLElement, button: HTMLButtonElement): void {
  const line = view.state.doc.lineAt(view.posAtDOM(head));
  const fence = line.from + Math.max(0, line.text.search(/`{3,}|~{3,}/));
  if (!view.state.facet(surroundings).copy(codeOf(view, fence))) return;
  button.textContent = 'Copied';
  setTimeout(() => (button.textContent = 'Copy'), saidFor);
}
