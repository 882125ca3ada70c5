import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  SearchQuery,
  setSearchQuery,
} from '@codemirror/search';
import type { EditorState } from '@codemirror/state';
import { EditorView, runScopeHandlers, type Panel } from '@codemirror/view';
import { firstMatch, matchesIn } from './matches.ts';
import styles from './NoteText.module.css';

/** Matches that are counted: more than this is said as “more than”. */
const mostCounted = 999;

/** How many matches a note has and which of them is selected, in words. */
export function matchWords({ doc, selection }: EditorState, search: string): string {
  if (search === '') return '';
  const { from, to } = selection.main;
  let [count, current] = [0, 0];
  for (const match of matchesIn(doc.toString(), search)) {
    count += 1;
    if (count > mostCounted) return `More than ${mostCounted}`;
    if (match.from === from && match.to === to) current = count;
  }
  if (count === 0) return 'Not found';
  return current === 0 ? `${count} found` : `${current} of ${count}`;
}

function button(label: string, path: string, run: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = styles.findButton ?? '';
  element.ariaLabel = label;
  element.title = label;
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  icon.setAttribute('viewBox', '0 0 16 16');
  icon.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  icon.append(line);
  element.append(icon);
  element.addEventListener('click', run);
  return element;
}

/** Goes to the first match at or after the selection's start, so that typing on narrows the search where it stands. */
function selectFirst(view: EditorView, search: string): void {
  const effects = [setSearchQuery.of(new SearchQuery({ search, literal: true }))];
  const match = firstMatch(view.state.doc.toString(), search, view.state.selection.main.from);
  if (match === null) view.dispatch({ effects });
  else {
    const shown = EditorView.scrollIntoView(match.from, { y: 'center' });
    view.dispatch({ effects: [...effects, shown], selection: { anchor: match.from, head: match.to } });
  }
}

function field(view: EditorView): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'text';
  input.ariaLabel = 'Find in this note';
  input.placeholder = 'Find in this note';
  input.spellcheck = false;
  input.autocomplete = 'off';
  // The search commands of CodeMirror focus the element with this attribute.
  input.setAttribute('main-field', 'true');
  input.value = getSearchQuery(view.state).search;
  input.addEventListener('input', () => selectFirst(view, input.value));
  return input;
}

/** The line for finding words in the note that is open. */
export function findPanel(view: EditorView): Panel {
  const input = field(view);
  const found = document.createElement('span');
  found.className = styles.found ?? '';
  found.ariaLive = 'polite';
  const dom = document.createElement('div');
  dom.className = styles.find ?? '';
  dom.role = 'search';
  dom.append(
    input,
    found,
    button('Previous match', 'M4 10l4-4 4 4', () => void findPrevious(view)),
    button('Next match', 'M4 6l4 4 4-4', () => void findNext(view)),
    button('Close search', 'M4 4l8 8M12 4l-8 8', () => void closeSearchPanel(view)),
  );
  dom.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === input) (event.shiftKey ? findPrevious : findNext)(view);
    else if (!runScopeHandlers(view, event, 'search-panel')) return;
    event.preventDefault();
  });
  const show = (): void => {
    found.textContent = matchWords(view.state, getSearchQuery(view.state).search);
  };
  return {
    dom,
    top: true,
    mount: () => {
      input.select();
      show();
    },
    update: (update) => {
      const query = getSearchQuery(update.state);
      if (query.search !== input.value) input.value = query.search;
      if (update.docChanged || update.selectionSet || update.transactions.length > 0) show();
    },
  };
}
