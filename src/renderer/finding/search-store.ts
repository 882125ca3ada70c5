import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LatchkeyError, NoteId, SearchAnswer, SearchRow } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';
import type { LibraryShelves } from '../library/library-store.ts';
import type { Notes } from '../notes/notes-store.ts';
import { allNotes, type Place } from '../notes/place.ts';
import type { Session } from '../session/session-store.ts';

export interface SearchState {
  /** What the field says. Empty: nobody searches. */
  readonly query: string;
  /** What was found last; null while there is nothing to show. */
  readonly answer: SearchAnswer | null;
  readonly rows: ReadonlyMap<NoteId, SearchRow>;
  /** Why the last question was not answered. */
  readonly error: LatchkeyError | null;
  /** Whether one of the hits has been opened from the field since the query was typed. */
  readonly isChosen: boolean;
}

/** Searching all notes. What is found is shown in the list. Nothing rejects. */
export interface Search {
  readonly store: StoreApi<SearchState>;
  /** Takes what is in the field, and searches once typing pauses for a moment. */
  type(query: string): void;
  /** Ends searching: the list is again what it was before. */
  clear(): void;
  /** Opens the next hit, or the one before. */
  choose(step: 1 | -1): void;
  /** Opens the chosen hit, or the best. Answers whether there is one. */
  openChosen(): Promise<boolean>;
  /** Asks for the rows of hits that have come into view, if they are not there. */
  want(ids: readonly NoteId[]): void;
}

interface Parts {
  readonly api: Api;
  readonly notes: Notes;
  readonly library: LibraryShelves;
  readonly session: Session;
}

const nothing: SearchState = { query: '', answer: null, rows: new Map(), error: null, isChosen: false };

/** Milliseconds: how long typing must pause, how long changes are gathered, and how soon is asked again while notes are being read. */
const pauses = { typing: 60, changes: 250, reading: 600, rows: 20 } as const;
/** The most rows that one call asks for. */
const mostRows = 50;

/** An operator without its value, or a mark without its word: nothing to look for yet. */
const unfinished = /^\s*-?(?:\p{L}+:)?["“”„]?\s*$/u;

class Searching implements Search {
  readonly store: StoreApi<SearchState> = createStore(() => nothing);
  readonly #parts: Parts;
  /** The list that was shown before the search. */
  #home: Place = allNotes;
  /** Changes with every query: an answer to an older one is not for us any more. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rowTimer: ReturnType<typeof setTimeout> | undefined;
  #wanted = new Set<NoteId>();
  /** Rows that are as new as the answer, or on their way. */
  #asked = new Set<NoteId>();

  constructor(parts: Parts) {
    this.#parts = parts;
    const { notes, library, session } = parts;
    notes.store.subscribe(({ place, catalogue, list }, before) => {
      if (place !== before.place) this.#follow(place);
      else if (catalogue !== before.catalogue && list === 'ready' && place.kind === 'search')
        this.#askIn(pauses.changes);
    });
    library.store.subscribe(() => this.#rename());
    session.store.subscribe(({ app }, before) => {
      if (app?.phase !== before.app?.phase) this.#reset();
    });
  }

  type(query: string): void {
    if (query === this.#state.query) return;
    if (query.trim() === '') {
      this.#stop();
      this.store.setState({ ...nothing, query });
      this.#goHome();
      return;
    }
    this.#stop();
    this.store.setState({ query, isChosen: false });
    if (!unfinished.test(query)) this.#askIn(pauses.typing);
  }

  clear(): void {
    this.#stop();
    this.store.setState(nothing, true);
    this.#goHome();
  }

  choose(step: 1 | -1): void {
    const { rows, selected } = this.#parts.notes.store.getState();
    const at = this.#state.isChosen ? rows.findIndex(({ id }) => id === selected) : -1;
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (next === undefined || this.#state.answer === null) return;
    this.store.setState({ isChosen: true });
    void this.#parts.notes.select(next.id);
  }

  async openChosen(): Promise<boolean> {
    const { notes } = this.#parts;
    const { isChosen, query } = this.#state;
    // Enter may come before the pause is over.
    if (this.#timer !== undefined) await this.#ask(query);
    const { rows, selected } = notes.store.getState();
    const id = isChosen && rows.some((row) => row.id === selected) ? selected : (rows[0]?.id ?? null);
    if (id === null || this.#state.answer === null) return false;
    this.store.setState({ isChosen: true });
    await notes.select(id);
    return true;
  }

  want(ids: readonly NoteId[]): void {
    for (const id of ids) if (!this.#asked.has(id)) this.#wanted.add(id);
    if (this.#wanted.size > 0) this.#rowTimer ??= setTimeout(() => void this.#fetchRows(), pauses.rows);
  }

  get #state(): SearchState {
    return this.store.getState();
  }

  #reset(): void {
    this.#stop();
    this.#home = allNotes;
    this.store.setState(nothing, true);
  }

  /** Nothing that was asked so far is waited for any more. */
  #stop(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    clearTimeout(this.#rowTimer);
    this.#timer = undefined;
    this.#rowTimer = undefined;
    this.#wanted = new Set();
    this.#asked = new Set();
  }

  #goHome(): void {
    const { notes } = this.#parts;
    if (notes.store.getState().place.kind === 'search') notes.list(this.#home);
  }

  /** Goes along with where the person goes: to another list, which ends the search, or to a saved search. */
  #follow(place: Place): void {
    if (place.kind !== 'search') {
      this.#home = place;
      if (this.#state.query === '') return;
      this.#stop();
      this.store.setState(nothing, true);
    } else if (place.query !== this.#state.query) {
      // Kept searches look where searches usually do.
      if (this.#home.kind === 'trash' || this.#home.kind === 'archive') this.#home = allNotes;
      this.#stop();
      this.store.setState({ ...nothing, query: place.query });
      void this.#ask(place.query);
    }
  }

  #nameOf(query: string): string | null {
    const { library } = this.#parts.library.store.getState();
    return library.searches.find((search) => search.query === query.trim())?.name ?? null;
  }

  /** A search that is shown gets a name when it is kept, and loses it when it is forgotten. */
  #rename(): void {
    const { place } = this.#parts.notes.store.getState();
    const { answer } = this.#state;
    if (place.kind !== 'search' || answer === null) return;
    const name = this.#nameOf(place.query);
    if (name !== place.name) this.#parts.notes.find({ ...place, name }, answer.ids);
  }

  #askIn(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(this.#state.query), pause);
  }

  async #ask(query: string): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#turn += 1;
    const turn = this.#turn;
    const { kind } = this.#home;
    const place = kind === 'trash' || kind === 'archive' ? kind : 'notes';
    try {
      const answer = await this.#parts.api.call('search.notes', { query: query.trim(), place });
      if (turn === this.#turn) this.#show(query, answer);
    } catch (thrown) {
      if (turn === this.#turn) this.store.setState({ error: shownError(thrown) });
    }
  }

  #show(query: string, answer: SearchAnswer): void {
    this.#asked = new Set(answer.rows.map(({ id }) => id));
    this.#wanted = new Set();
    // Rows of before stay until newer ones have come.
    const found = new Set(answer.ids);
    const before = [...this.#state.rows].filter(([id]) => found.has(id));
    const rows = new Map([...before, ...answer.rows.map((row) => [row.id, row] as const)]);
    this.store.setState({ answer, rows, error: null });
    this.#parts.notes.find({ kind: 'search', query, name: this.#nameOf(query) }, answer.ids);
    if (!answer.isComplete) this.#askIn(pauses.reading);
  }

  async #fetchRows(): Promise<void> {
    this.#rowTimer = undefined;
    const turn = this.#turn;
    const ids = [...this.#wanted].slice(0, mostRows);
    for (const id of ids) {
      this.#wanted.delete(id);
      this.#asked.add(id);
    }
    if (this.#wanted.size > 0) this.want([]);
    try {
      const rows = await this.#parts.api.call('search.rows', { query: this.#state.query.trim(), ids });
      if (turn !== this.#turn) return;
      this.store.setState({
        rows: new Map([...this.#state.rows, ...rows.map((row) => [row.id, row] as const)]),
      });
    } catch {
      // Such a row shows what the list knows of its note, and is asked for again when it comes into view again.
      if (turn === this.#turn) for (const id of ids) this.#asked.delete(id);
    }
  }
}

/** Follows the session, the list and the library: what is left of a search at a lock is nothing. */
export function startSearch(parts: Parts): Search {
  return new Searching(parts);
}
