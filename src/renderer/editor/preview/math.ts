import type KatexModule from 'katex';
import type { EditorView } from '@codemirror/view';
import styles from './Preview.module.css';

/** Longest formula that is set, in UTF-16 code units. */
const longestFormula = 4_000;

type Katex = typeof KatexModule;
let katex: Katex | null = null;
let loading: Promise<Katex> | null = null;

/** KaTeX with its letters: half a megabyte, fetched from the app with the first formula. */
function load(): Promise<Katex> {
  loading ??= import('./katex.ts').then(({ default: loaded }) => (katex = loaded));
  return loading;
}

/**
 * Sets a formula into an element. It may neither fetch nor link to anything (`trust`), nor grow without end: sizes are at
 * most 20 em, macros expand at most 200 times.
 */
function set(element: HTMLElement, formula: string, isDisplayed: boolean, setter: Katex): void {
  try {
    if (formula.length > longestFormula) throw new Error('This formula is too long to be set.');
    setter.render(formula, element, {
      displayMode: isDisplayed,
      throwOnError: true,
      trust: false,
      strict: 'ignore',
      maxSize: 20,
      maxExpand: 200,
    });
    element.classList.remove(styles.formulaSource ?? '');
  } catch {
    element.textContent = formula;
    element.classList.add(styles.formulaSource ?? '', styles.formulaWrong ?? '');
    element.title = 'This formula cannot be read. Its source is shown instead.';
  }
}

/** A formula as an element: its source until KaTeX is there, and where KaTeX cannot read it. */
export function formulaElement(view: EditorView, formula: string, isDisplayed: boolean): HTMLElement {
  const element = document.createElement(isDisplayed ? 'div' : 'span');
  element.className = `${styles.formula ?? ''} ${styles.formulaSource ?? ''}`;
  element.dataset.displayed = String(isDisplayed);
  if (katex !== null) {
    set(element, formula, isDisplayed, katex);
    return element;
  }
  element.textContent = formula;
  const place = new WeakRef(element);
  void load().then((loaded) => {
    const waiting = place.deref();
    if (waiting?.isConnected !== true) return;
    set(waiting, formula, isDisplayed, loaded);
    view.requestMeasure();
  });
  return element;
}
