import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  errorFromData,
  mostRows,
  type LatchkeyError,
  type ListPart,
  type Note,
  type NoteChange,
  type NoteId,
  type NoteListEntry,
  type NoteSummary,
  type NotesChanged,
} from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';
import { Documents, type Unsaved } from './documents.ts';
import { Listing, nothingListed, type ShownList } from './listing.ts';
import { NoteDocument, type DocumentChange, type DocumentHost, type NoteText } from './note-document.ts';
import { usualOrder, type Order } from './note-order.ts';
import { failedToOpen, nothingOpen, sameView, viewOf, type OpenNote } from './open-note.ts';
import { noPicks, pruned, ranged, toggled, type Picks } from './picks.ts';
import {
  allNotes,
  homeOf,
  isIn,
  neighbourOf,
  placeKey,
  settingOf,
  takesNewNotes,
  type Place,
  type PlaceKind,
  type SearchPlace,
  type Setting,
} from './place.ts';
import { RowRequests } from './row-requests.ts';
import { createTitleLookup } from './title-lookup.ts';

export type { Unsaved } from './documents.ts';
export type { OpenNote } from './open-note.ts';

export interface NotesState extends ShownList {
  /** How far reading the list has come. */
  readonly list: 'empty' | 'loading' | 'ready' | LatchkeyError;
  /** The entry marked in the list; null for a new note and for none. */
  readonly selected: NoteId | null;
  /** Notes that one thing is to be done with; none unless somebody has picked some. */
  readonly picks: Picks;
  /** True between the choice of a note and its text. */
  readonly opening: boolean;
  readonly open: OpenNote;
  /** Text that could not be saved, of notes that are not the open one; null if there is none. */
  readonly stuck: Unsaved | null;
}

const initialState: NotesState = {
  ...nothingListed,
  list: 'empty',
  selected: null,
  picks: noPicks,
  opening: false,
  open: nothingOpen,
  stuck: null,
};

/** The notes of the unlocked vault, and everything a person does with them. Rejections are `LatchkeyError`. */
export interface Notes {
  readonly store: StoreApi<NotesState>;
  /** Reads the list, part by part. */
  load(): Promise<void>;
  /** Puts the open note away and reads the list, after the vault has been changed behind it. Unsaved text is kept. */
  reread(): Promise<void>;
  show(place: Place): void;
  /** Reads the snippets of those notes that lack them: of the rows on the screen. */
  complete(ids: readonly NoteId[]): void;
  /** Sorts the list that is shown anew, after the order of such places was changed. */
  arrange(): void;
  /** Shows what a search has found, the best first. The open note stays open. */
  find(search: SearchPlace, ids: readonly NoteId[]): void;
  /** Shows the list of a place beside the note that is open. */
  list(place: Place): void;
  /** Marks an entry and opens it. An answer that comes after another choice is dropped. */
  select(id: NoteId): Promise<void>;
  /** Picks one note more or less, or all up to it. */
  pick(id: NoteId, how: 'toggle' | 'range'): void;
  pickAll(): void;
  dropPicks(): void;
  /** Opens an empty note, which exists only once it holds text. It goes into the notebook, or gets the tag, that is shown. */
  startNote(): void;
  /**
   * When notebooks or tags get other names, or go: notes that were started there, and are not in the vault yet, go along. Answers what
   * takes that back.
   */
  resettle(moved: (setting: Setting) => Setting): () => void;
  /** The text an editor of that document starts from: the latest, saved or not. */
  textOf(key: string): NoteText;
  /** The note that a link of that title leads to, or null: see `TitleLookup`. */
  resolveTitle(title: string): NoteId | null;
  edit(key: string, change: DocumentChange): void;
  /** Saves everything unsaved; answers what could not be, or null. Never rejects. */
  flush(): Promise<Unsaved | null>;
  /** Opens a note whose text is stuck. */
  showStuck(): void;
  /** Changes what is known of notes besides their text. Where that takes the open one out of the list, the next is shown. */
  change(ids: readonly NoteId[], change: NoteChange): Promise<void>;
  /** Deletes notes of the trash for good. */
  remove(ids: readonly NoteId[]): Promise<void>;
  duplicate(id: NoteId): Promise<void>;
  /** One note of several, which go to the trash. Answers the one, which is shown then; null if the vault was locked meanwhile. */
  merge(ids: readonly NoteId[]): Promise<NoteSummary | null>;
  fromTemplate(id: NoteId): Promise<void>;
  /** Takes over what a call about one note answered. */
  adopt(summary: NoteSummary): void;
  /** Gives a note the text of a version again, which is one change more. Shows it. */
  restoreVersion(id: NoteId, version: number): Promise<void>;
  /** Makes a new note of a text that cannot be saved where it came from. */
  saveAsNewNote(key: string): Promise<boolean>;
  /** Forgets everything, as when the vault locks. */
  reset(): void;
}

/**
 * The notes that a command is meant for: those picked, or else the open one; or the one that is marked in the list already and
 * whose text is still on its way, for then the open one is another.
 */
export function chosenIn({ picks, opening, selected, open }: NotesState): readonly NoteId[] {
  if (picks.ids.size > 0) return [...picks.ids];
  if (opening && selected !== null) return [selected];
  return open.kind === 'note' && open.summary !== null ? [open.summary.id] : [];
}

class NotesSession implements Notes {
  readonly store: StoreApi<NotesState> = createStore(() => initialState);
  readonly #api: Api;
  readonly #titles = createTitleLookup();
  readonly #orderOf: (kind: PlaceKind) => Order;
  readonly #documents = new Documents();
  readonly #requests = new RowRequests((ids) => this.#complete(ids));
  #listing = new Listing();
  /** Where the notes go that were started here, by the keys of their documents. */
  readonly #settings = new Map<string, Setting>();
  /** Notes deleted since reading the list began: a part that comes later may still have them. */
  #gone = new Set<NoteId>();
  /** Changes with every choice and every lock: an answer to an older one is not for us any more. */
  #choice = 0;
  #sitting = 0;

  constructor(api: Api, orderOf: (kind: PlaceKind) => Order) {
    this.#api = api;
    this.#orderOf = orderOf;
    api.on('notes.changed', (change) => this.#follow(change));
  }

  async load(): Promise<void> {
    const sitting = this.#sitting;
    const { place } = this.#state;
    this.#listing = new Listing();
    this.#listing.show(place, this.#orderOf(place.kind));
    this.#gone = new Set();
    this.#set({ list: 'loading' });
    try {
      for (let from: number | null = null, isMore = true; isMore; isMore = from !== null) {
        const part: ListPart = await this.#api.call('notes.list', { from });
        if (sitting !== this.#sitting) return;
        this.#listing.change(part.entries.filter((entry) => this.#isNews(entry)));
        from = part.next;
        this.#publishList({ list: from === null ? 'ready' : 'loading' });
      }
    } catch (thrown) {
      if (sitting === this.#sitting) this.#set({ list: shownError(thrown) });
    }
  }

  async reread(): Promise<void> {
    this.#putAway();
    await this.load();
  }

  show(place: Place): void {
    if (placeKey(place) === placeKey(this.#state.place)) return;
    this.#putAway();
    this.#visit(place);
  }

  complete(ids: readonly NoteId[]): void {
    this.#requests.want(ids.filter((id) => this.#lacksSnippet(id)));
  }

  arrange(): void {
    this.#visit(this.#state.place);
  }

  find(search: SearchPlace, ids: readonly NoteId[]): void {
    this.#listing.show(search, this.#orderOf(search.kind));
    this.#listing.find(ids);
    this.#publishList();
  }

  list(place: Place): void {
    this.#visit(place);
  }

  async select(id: NoteId): Promise<void> {
    const { selected, open } = this.#state;
    const entry = this.#listing.entryOf(id);
    this.dropPicks();
    if (entry === undefined || (id === selected && open.kind !== 'unreadable')) return;
    this.#leave();
    this.#goWhere(entry);
    this.#set({ selected: id });
    const unsaved = this.#documents.of(id);
    if (unsaved !== undefined) this.#showDocument(unsaved);
    else if (entry.state === 'damaged')
      this.#set({ open: { kind: 'damaged', id, error: errorFromData(entry.error) } });
    else await this.#open(id);
  }

  pick(id: NoteId, how: 'toggle' | 'range'): void {
    const { picks, selected, rows } = this.#state;
    this.#set({
      picks: how === 'toggle' ? toggled(picks, id, selected) : ranged(picks, id, selected, rows),
    });
  }

  pickAll(): void {
    const { rows, picks, selected } = this.#state;
    const cursor = picks.cursor ?? selected ?? rows[0]?.id ?? null;
    this.#set({ picks: { ids: new Set(rows.map(({ id }) => id)), anchor: cursor, cursor } });
  }

  dropPicks(): void {
    if (this.#state.picks !== noPicks) this.#set({ picks: noPicks });
  }

  startNote(): void {
    const { open, place } = this.#state;
    if (open.kind === 'note' && open.summary === null && open.saving.state === 'untouched') {
      // It may have been started beside another list.
      if (takesNewNotes(place)) this.#settings.set(open.key, settingOf(place));
      return;
    }
    this.#leave();
    if (!takesNewNotes(place)) this.#visit(allNotes);
    const document = new NoteDocument(this.#host, null);
    this.#settings.set(document.key, settingOf(this.#state.place));
    this.#set({ selected: null, picks: noPicks });
    this.#showDocument(document);
  }

  resettle(moved: (setting: Setting) => Setting): () => void {
    const before = [...this.#settings];
    for (const [key, setting] of before) this.#settings.set(key, moved(setting));
    return () => {
      for (const [key, setting] of before) if (this.#settings.has(key)) this.#settings.set(key, setting);
    };
  }

  resolveTitle(title: string): NoteId | null {
    return this.#titles.find(this.#state.catalogue, title);
  }

  textOf(key: string): NoteText {
    return this.#documents.byKey(key)?.body ?? '';
  }

  edit(key: string, change: DocumentChange): void {
    this.#documents.byKey(key)?.edit(change);
  }

  flush(): Promise<Unsaved | null> {
    return this.#documents.flush();
  }

  showStuck(): void {
    const document = this.#documents.all.find((one) => one.saving.state === 'failed' && !this.#isOpen(one));
    if (document === undefined) return;
    this.#leave();
    const { summary } = document;
    if (summary === null) this.#visit(allNotes);
    else this.#goWhere(summary);
    this.#set({ selected: summary?.id ?? null });
    this.#showDocument(document);
  }

  change(ids: readonly NoteId[], change: NoteChange): Promise<void> {
    return this.#doWith(ids, () => this.#api.call('notes.change', { ids: [...ids], change }));
  }

  remove(ids: readonly NoteId[]): Promise<void> {
    return this.#doWith(ids, () => this.#api.call('notes.remove', { ids: [...ids] }));
  }

  async duplicate(id: NoteId): Promise<void> {
    await this.#makeOf([id], () => this.#api.call('notes.duplicate', { id }));
  }

  merge(ids: readonly NoteId[]): Promise<NoteSummary | null> {
    return this.#makeOf(ids, () => this.#api.call('notes.merge', { ids: [...ids] }));
  }

  async fromTemplate(id: NoteId): Promise<void> {
    const { notebook } = settingOf(this.#state.place);
    await this.#makeOf([id], () => this.#api.call('notes.fromTemplate', { id, notebook }));
  }

  adopt(summary: NoteSummary): void {
    this.#follow({ changed: [summary], gone: [] });
  }

  async restoreVersion(id: NoteId, version: number): Promise<void> {
    const sitting = this.#sitting;
    await this.#documents.settle([id]);
    const entry = this.#documents.of(id)?.summary ?? this.#listing.entryOf(id);
    if (entry?.state !== 'readable') return;
    const { revision } = entry;
    const summary = await this.#api.call('versions.restore', { id, revision, version });
    if (sitting !== this.#sitting) return;
    this.#take(summary);
    const document = this.#documents.of(id);
    // Its editor still holds the text of before.
    if (document !== undefined) this.#forget(document);
    if (this.#state.selected !== id) return;
    this.#leave();
    await this.#open(id);
  }

  async saveAsNewNote(key: string): Promise<boolean> {
    const document = this.#documents.byKey(key);
    if (document === undefined) return false;
    document.becomeNew();
    return document.flush();
  }

  reset(): void {
    this.#sitting += 1;
    this.#choice += 1;
    this.#documents.forgetAll();
    this.#settings.clear();
    this.#titles.reset();
    this.#listing = new Listing();
    this.#gone = new Set();
    this.store.setState(initialState, true);
  }

  get #state(): NotesState {
    return this.store.getState();
  }

  readonly #host: DocumentHost = {
    create: (note) => this.#api.call('notes.create', { ...note, ...this.#settingOf(note.draft) }),
    save: (note) => this.#api.call('notes.save', note),
    drafts: {
      edit: (edit) => this.#api.call('drafts.edit', { ...edit, ...this.#settingOf(edit.key) }),
      // Where the vault is locked, nothing of it is left.
      drop: (key) => void this.#api.call('drafts.drop', { key }).catch(() => undefined),
    },
    stored: (document, summary) => this.#noteStored(document, summary),
    changed: (document) => this.#publish(document),
  };

  /** Nothing for a document that was not started here. */
  #settingOf(key: string) {
    const setting = this.#settings.get(key);
    return setting === undefined ? {} : { notebook: setting.notebook, tags: [...setting.tags] };
  }

  #set(change: Partial<NotesState>): void {
    this.store.setState(change);
  }

  #publishList(change: Partial<NotesState> = {}): void {
    const { shown } = this.#listing;
    this.#set({ ...change, ...shown, picks: pruned(this.#state.picks, shown.rows) });
  }

  /** Whether a part of the list tells something of a note that is not known better by now. */
  #isNews(entry: NoteListEntry): boolean {
    if (this.#gone.has(entry.id)) return false;
    const known = this.#listing.entryOf(entry.id);
    if (known?.state !== 'readable' || entry.state !== 'readable') return true;
    return known.revision < entry.revision || (known.revision === entry.revision && known.snippet === null);
  }

  #lacksSnippet(id: NoteId): boolean {
    const entry = this.#listing.entryOf(id);
    return entry?.state === 'readable' && entry.snippet === null;
  }

  async #complete(wanted: readonly NoteId[]): Promise<void> {
    const sitting = this.#sitting;
    const ids = wanted.filter((id) => this.#lacksSnippet(id)).slice(0, mostRows);
    if (ids.length === 0) return;
    const told = await this.#api.call('notes.rows', { ids });
    if (sitting !== this.#sitting) return;
    const news = told.filter((entry) => this.#isNews(entry));
    if (news.length === 0) return;
    this.#listing.change(news);
    this.#publishList();
  }

  #visit(place: Place): void {
    this.#listing.show(place, this.#orderOf(place.kind));
    this.#publishList();
  }

  /** Shows a list that has the note, if the one on the screen has not. */
  #goWhere(entry: NoteListEntry): void {
    if (!this.#isListed(entry)) this.#visit({ kind: homeOf(entry) });
  }

  #isListed(entry: NoteListEntry): boolean {
    const { place, rows } = this.#state;
    return place.kind === 'search' ? rows.some(({ id }) => id === entry.id) : isIn(entry, place);
  }

  #isOpen(document: NoteDocument): boolean {
    const { open } = this.#state;
    return open.kind === 'note' && open.key === document.key;
  }

  /** Before anything else is shown: saves the open note, and keeps it in the background until that is done. */
  #leave(): void {
    this.#choice += 1;
    this.#set({ opening: false });
    for (const document of this.#documents.all) {
      void document.flush().then(() => {
        if (!document.unsaved && !this.#isOpen(document)) this.#forget(document);
      });
    }
  }

  #putAway(): void {
    this.#leave();
    this.#set({ selected: null, picks: noPicks, open: nothingOpen });
    this.#tellStuck();
  }

  #forget(document: NoteDocument): void {
    this.#documents.forget(document);
    this.#settings.delete(document.key);
    this.#tellStuck();
  }

  async #open(id: NoteId): Promise<void> {
    const choice = this.#choice;
    // The note before stays on the screen until this one is there: a blank moment would flicker.
    this.#set({ opening: true });
    try {
      const note = await this.#api.call('notes.open', { id });
      if (choice !== this.#choice) return;
      this.#set({ opening: false });
      this.#showNote(note);
    } catch (thrown) {
      if (choice === this.#choice) this.#set({ opening: false, open: failedToOpen(id, shownError(thrown)) });
    }
  }

  #showNote(note: Note): void {
    this.#take(note.summary);
    this.#showDocument(new NoteDocument(this.#host, note));
  }

  #showDocument(document: NoteDocument): void {
    const before = this.#state.open;
    this.#documents.add(document);
    this.#set({ open: viewOf(document) });
    this.#forgetIfSaved(before);
    this.#tellStuck();
  }

  /** A note that nobody looks at and whose text is on the disk need not stay in memory. */
  #forgetIfSaved(view: OpenNote): void {
    if (view.kind !== 'note') return;
    const document = this.#documents.byKey(view.key);
    if (document !== undefined && !this.#isOpen(document) && !document.unsaved) this.#forget(document);
  }

  #tellStuck(): void {
    const { open, stuck: before } = this.#state;
    const stuck = this.#documents.stuckBeside(open.kind === 'note' ? open.key : null);
    if (stuck?.count !== before?.count || stuck?.error !== before?.error) this.#set({ stuck });
  }

  #publish(document: NoteDocument): void {
    if (!this.#isOpen(document)) {
      this.#tellStuck();
      return;
    }
    const view = viewOf(document);
    if (!sameView(this.#state.open, view)) this.#set({ open: view });
  }

  /** Takes over what a call has answered of one note, if it is news. */
  #take(summary: NoteSummary): void {
    if (!this.#isNews(summary)) return;
    this.#listing.change([summary]);
    this.#publishList();
  }

  #noteStored(document: NoteDocument, summary: NoteSummary): void {
    const isNew = this.#listing.entryOf(summary.id) === undefined;
    this.#take(summary);
    if (isNew && this.#isOpen(document) && !this.#state.opening) this.#set({ selected: summary.id });
  }

  async #doWith(ids: readonly NoteId[], call: () => Promise<unknown>): Promise<void> {
    if (ids.length === 0) return;
    const sitting = this.#sitting;
    await this.#documents.settle(ids);
    const { rows, selected } = this.#state;
    const entry = selected === null ? undefined : this.#listing.entryOf(selected);
    // One that is shown beside a search that did not find it stays, unless this is about it.
    const mayLeave = entry !== undefined && (ids.includes(entry.id) || this.#isListed(entry));
    const next = selected === null ? null : neighbourOf(rows, selected, new Set(ids));
    await call();
    if (sitting === this.#sitting && mayLeave) this.#goOn(next);
  }

  /** After the note that is shown has left the list: shows the one that was next to it. */
  #goOn(next: NoteId | null): void {
    const { selected } = this.#state;
    if (selected === null) return;
    const entry = this.#listing.entryOf(selected);
    if (entry !== undefined && this.#isListed(entry)) return;
    this.#putAway();
    if (next !== null) void this.select(next);
  }

  /** Makes a note of others, and opens it. */
  async #makeOf(ids: readonly NoteId[], call: () => Promise<NoteSummary>): Promise<NoteSummary | null> {
    const sitting = this.#sitting;
    await this.#documents.settle(ids);
    const summary = await call();
    if (sitting !== this.#sitting) return null;
    this.#take(summary);
    await this.select(summary.id);
    return summary;
  }

  /** Takes over what was changed in the vault by something other than a save of ours. */
  #follow({ changed, gone }: NotesChanged): void {
    // What comes late, of a vault that was locked meanwhile.
    if (this.#state.list === 'empty') return;
    for (const id of gone) {
      this.#gone.add(id);
      const document = this.#documents.of(id);
      if (document !== undefined) this.#forget(document);
    }
    this.#listing.change(changed, gone);
    this.#publishList();
    for (const entry of changed) {
      const document = entry.state === 'readable' ? this.#documents.of(entry.id) : undefined;
      if (document === undefined || entry.state !== 'readable') continue;
      document.revise(entry);
      if (this.#isOpen(document)) void this.#catchUp(document, entry.id);
    }
  }

  /** Shows the open note's text as it is now, if that was changed elsewhere and nobody has touched it here. */
  async #catchUp(document: NoteDocument, id: NoteId): Promise<void> {
    const note = await this.#api.call('notes.open', { id }).catch(() => null);
    if (note === null || !this.#isOpen(document) || !document.isBehind(note)) return;
    this.#showNote(note);
  }
}

/** The notes of one window. It knows no React: components subscribe to `store`. `orderOf`: how the lists of a kind are sorted. */
export function createNotes(api: Api, orderOf: (kind: PlaceKind) => Order = () => usualOrder): Notes {
  return new NotesSession(api, orderOf);
}
