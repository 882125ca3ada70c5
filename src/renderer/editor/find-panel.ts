import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  openSearchPanel,
  replaceNext,
  SearchQuery,
  setSearchQuery,
} from '@codemirror/search';
import { StateEffect, type EditorState } from '@codemirror/state';
import { EditorView, runScopeHandlers, type Panel, type ViewUpdate } from '@codemirror/view';
import { roomProblem } from '../notes/room.ts';
import { beside, iconButton, row, switchButton, textField, wordButton } from './find-controls.ts';
import { firstMatch, matchesIn, type Wanted } from './matches.ts';
import styles from './NoteText.module.css';
import { writingDesk } from './writing/writing-desk.ts';

/** Matches that are counted: more than this is said as “more than”. */
const mostCounted = 999;

/** How many matches a note has and which of them is selected, in words. */
export function matchWords({ doc, selection }: EditorState, wanted: Wanted): string {
  if (wanted.search === '') return '';
  const { from, to } = selection.main;
  let [count, current] = [0, 0];
  for (const match of matchesIn(doc.toString(), wanted)) {
    count += 1;
    if (count > mostCounted) return `More than ${mostCounted}`;
    if (match.from === from && match.to === to) current = count;
  }
  if (count === 0) return 'Not found';
  return current === 0 ? `${count} found` : `${current} of ${count}`;
}

/** Puts `replace` in the place of every match. Answers how many there were, or why nothing was done. */
export function replaceAllMatches(view: EditorView, wanted: Wanted, replace: string): number | string {
  const insert = view.state.toText(replace);
  const matches = [...matchesIn(view.state.doc.toString(), wanted)];
  const grown = matches.reduce((sum, { from, to }) => sum + insert.length - (to - from), 0);
  const problem = roomProblem('note', view.state.doc.length + grown);
  if (problem !== null) return problem;
  if (matches.length > 0)
    view.dispatch({
      changes: matches.map((match) => ({ ...match, insert })),
      userEvent: 'input.replace.all',
    });
  return matches.length;
}

const showReplace = StateEffect.define();

/** Opens the line for finding words. */
export function openFind(view: EditorView): void {
  openSearchPanel(view);
}

/** Opens it with the line for putting others in their place. In a note that is only read, words are only found. */
export function openReplace(view: EditorView): void {
  openSearchPanel(view);
  if (!view.state.readOnly) view.dispatch({ effects: showReplace.of(null) });
}

class FindPanel implements Panel {
  readonly dom = document.createElement('div');
  readonly top = true;
  readonly #view: EditorView;
  readonly #search = textField('Find in this note');
  readonly #replace = textField('Replace with');
  readonly #found = document.createElement('span');
  readonly #case = switchButton('Match capitals', 'Aa', () => this.#ask());
  readonly #whole = switchButton('Whole words', 'W', () => this.#ask());
  readonly #more = iconButton('Replace', 'M6 4l4 4-4 4', () =>
    this.#showReplace(this.#replaceRow.hidden === true),
  );
  readonly #replaceRow: HTMLElement;

  constructor(view: EditorView) {
    this.#view = view;
    const { search, replace } = getSearchQuery(view.state);
    this.#search.value = search;
    this.#replace.value = replace;
    // The search commands of CodeMirror focus the element with this attribute.
    this.#search.setAttribute('main-field', 'true');
    this.#search.addEventListener('input', () => this.#ask());
    this.#replace.addEventListener('input', () => this.#ask());
    this.#found.className = styles.found ?? '';
    this.#found.ariaLive = 'polite';
    this.#whole.classList.add(styles.findWhole ?? '');
    this.#more.ariaExpanded = 'false';
    this.#more.hidden = view.state.readOnly;
    this.#replaceRow = row(
      this.#replace,
      beside(
        wordButton('Replace this', () => void replaceNext(view)),
        wordButton('Replace all', () => this.#replaceAll()),
      ),
    );
    this.#replaceRow.hidden = true;
    this.dom.className = styles.find ?? '';
    this.dom.role = 'search';
    this.dom.ariaLabel = 'This note';
    this.dom.append(
      row(
        this.#more,
        this.#search,
        this.#found,
        this.#case,
        this.#whole,
        iconButton('Previous match', 'M4 10l4-4 4 4', () => void findPrevious(view)),
        iconButton('Next match', 'M4 6l4 4 4-4', () => void findNext(view)),
        iconButton('Close search', 'M4 4l8 8M12 4l-8 8', () => void closeSearchPanel(view)),
      ),
      this.#replaceRow,
    );
    this.dom.addEventListener('keydown', (event) => this.#onKey(event));
  }

  mount(): void {
    this.#search.select();
    this.#show();
  }

  update({ state, docChanged, selectionSet, transactions }: ViewUpdate): void {
    const query = getSearchQuery(state);
    if (query.search !== this.#search.value) this.#search.value = query.search;
    for (const { effects } of transactions)
      for (const effect of effects) if (effect.is(showReplace)) this.#showReplace(true);
    if (state.readOnly) this.#showReplace(false);
    this.#more.hidden = state.readOnly;
    if (docChanged || selectionSet || transactions.length > 0) this.#show();
  }

  get #wanted(): Wanted {
    return {
      search: this.#search.value,
      caseSensitive: this.#case.ariaPressed === 'true',
      wholeWord: this.#whole.ariaPressed === 'true',
    };
  }

  /** Goes to the first match at or after the selection's start, so that typing on narrows the search where it stands. */
  #ask(): void {
    const { state } = this.#view;
    const query = new SearchQuery({ ...this.#wanted, replace: this.#replace.value, literal: true });
    const effects = [setSearchQuery.of(query)];
    const match = firstMatch(state.doc.toString(), this.#wanted, state.selection.main.from);
    if (match === null) this.#view.dispatch({ effects });
    else {
      const shown = EditorView.scrollIntoView(match.from, { y: 'center' });
      const selection = { anchor: match.from, head: match.to };
      this.#view.dispatch({ effects: [...effects, shown], selection });
    }
  }

  #replaceAll(): void {
    const done = replaceAllMatches(this.#view, this.#wanted, this.#replace.value);
    if (typeof done === 'string') this.#view.state.facet(writingDesk).say(done);
    else this.#found.textContent = done === 0 ? 'Not found' : `${done.toLocaleString('en-GB')} replaced`;
  }

  #showReplace(shown: boolean): void {
    if (this.#replaceRow.hidden !== shown) return;
    this.#replaceRow.hidden = !shown;
    this.#more.ariaExpanded = String(shown);
    (shown && this.#search.value !== '' ? this.#replace : this.#search).focus();
  }

  #onKey(event: KeyboardEvent): void {
    const isEnter = event.key === 'Enter' && !event.isComposing;
    if (isEnter && event.target === this.#search) (event.shiftKey ? findPrevious : findNext)(this.#view);
    else if (isEnter && event.target === this.#replace) replaceNext(this.#view);
    else if (!runScopeHandlers(this.#view, event, 'search-panel')) return;
    event.preventDefault();
  }

  #show(): void {
    this.#found.textContent = matchWords(this.#view.state, this.#wanted);
  }
}

/** The lines for finding words in the note that is open, and for putting others in their place. */
export function findPanel(view: EditorView): Panel {
  return new FindPanel(view);
}
