import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  errorFromData,
  type ErrorCode,
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
import {
  catalogueOf,
  emptyCatalogue,
  entryOf,
  neighbourOf,
  sectionOf,
  withNote,
  withoutNote,
  type Catalogue,
  type Section,
} from './catalogue.ts';
import { NoteDocument, type NoteText, type Saving } from './note-document.ts';

/** What the editor pane shows. */
export type OpenNote =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'note';
      /** Tells one document from another; it stays the same when a new note gets its id. */
      readonly key: string;
      readonly summary: NoteSummary | null;
      readonly title: string;
      readonly saving: Saving;
    }
  | { readonly kind: 'damaged'; readonly id: NoteId; readonly error: LatchkeyError }
  | { readonly kind: 'unreadable'; readonly id: NoteId; readonly error: LatchkeyError };

export interface NotesState {
  /** How far reading the list has come. */
  readonly list: 'empty' | 'loading' | 'ready' | LatchkeyError;
  readonly catalogue: Catalogue;
  readonly section: Section;
  /** The entry marked in the list; null for a new note and for none. */
  readonly selected: NoteId | null;
  /** True between the choice of a note and its text. */
  readonly opening: boolean;
  readonly open: OpenNote;
  /** Text that could not be saved, of notes that are not the open one; null if there is none. */
  readonly stuck: Unsaved | null;
}

const nothing: OpenNote = { kind: 'nothing' };
const initialState: NotesState = {
  list: 'empty',
  catalogue: emptyCatalogue,
  section: 'all',
  selected: null,
  opening: false,
  open: nothing,
  stuck: null,
};

/** Errors that say a note's record is not the one that was written. */
const damaging: ReadonlySet<ErrorCode> = new Set(['record-tampered', 'rows-missing', 'rolled-back']);

/** What was still unsaved after an attempt to save everything. */
export interface Unsaved {
  readonly count: number;
  readonly error: LatchkeyError;
}

/** The notes of the unlocked vault, and everything a person does with them. Rejections are `LatchkeyError`. */
export interface Notes {
  readonly store: StoreApi<NotesState>;
  /** Reads the list. */
  load(): Promise<void>;
  /** Puts the open note away and reads the list, after the vault has been changed behind it. Unsaved text is kept. */
  reread(): Promise<void>;
  show(section: Section): void;
  /** Marks an entry and opens it. An answer that comes after another choice is dropped. */
  select(id: NoteId): Promise<void>;
  /** Opens an empty note, which exists only once it holds text. */
  startNote(): void;
  /** The text an editor of that document starts from: the latest, saved or not. */
  textOf(key: string): NoteText;
  edit(key: string, change: { readonly title?: string; readonly body?: NoteText }): void;
  /** Saves everything unsaved; answers what could not be, or null. Never rejects. */
  flush(): Promise<Unsaved | null>;
  /** Opens a note whose text is stuck. */
  showStuck(): void;
  trash(id: NoteId): Promise<void>;
  restore(id: NoteId): Promise<void>;
  remove(id: NoteId): Promise<void>;
  /** Makes a new note of a text that cannot be saved where it came from. */
  saveAsNewNote(key: string): Promise<boolean>;
  /** Forgets everything, as when the vault locks. */
  reset(): void;
}

class NotesSession implements Notes {
  readonly store: StoreApi<NotesState> = createStore(() => initialState);
  readonly #api: Api;
  /** The open document, and those in the background whose text is not on the disk yet. */
  #documents: readonly NoteDocument[] = [];
  /** Changes with every choice and every lock: an answer to an older one is not for us any more. */
  #choice = 0;
  #sitting = 0;

  constructor(api: Api) {
    this.#api = api;
    api.on('notes.changed', (change) => this.#follow(change));
  }

  async load(): Promise<void> {
    const sitting = this.#sitting;
    this.#set({ list: 'loading' });
    try {
      const entries: NoteListEntry[] = [];
      for (let from: number | null = null, isMore = true; isMore; isMore = from !== null) {
        const part: ListPart = await this.#api.call('notes.list', { from });
        if (sitting !== this.#sitting) return;
        entries.push(...part.entries);
        from = part.next;
        this.#set({ list: from === null ? 'ready' : 'loading', catalogue: catalogueOf(entries) });
      }
    } catch (thrown) {
      if (sitting === this.#sitting) this.#set({ list: shownError(thrown) });
    }
  }

  async reread(): Promise<void> {
    this.#leave();
    this.#set({ selected: null, open: nothing });
    this.#tellStuck();
    await this.load();
  }

  show(section: Section): void {
    if (section === this.#state.section) return;
    this.#leave();
    this.#set({ section, selected: null, open: nothing });
    this.#tellStuck();
  }

  async select(id: NoteId): Promise<void> {
    const { catalogue, selected, open } = this.#state;
    const entry = entryOf(catalogue, id);
    if (entry === undefined || (id === selected && open.kind !== 'unreadable')) return;
    this.#leave();
    this.#set({ selected: id, section: sectionOf(entry) });
    const unsaved = this.#documentOf(id);
    if (unsaved !== undefined) this.#showDocument(unsaved);
    else if (entry.state === 'damaged')
      this.#set({ open: { kind: 'damaged', id, error: shownDamage(entry) } });
    else await this.#open(id);
  }

  startNote(): void {
    const { open } = this.#state;
    if (open.kind === 'note' && open.summary === null && open.saving.state === 'untouched') return;
    this.#leave();
    const document = new NoteDocument(this.#host, null);
    this.#set({ section: 'all', selected: null });
    this.#showDocument(document);
  }

  textOf(key: string): NoteText {
    return this.#documents.find((document) => document.key === key)?.body ?? '';
  }

  edit(key: string, change: { readonly title?: string; readonly body?: NoteText }): void {
    this.#documents.find((document) => document.key === key)?.edit(change);
  }

  async flush(): Promise<Unsaved | null> {
    await Promise.all(this.#documents.map((document) => document.flush()));
    return failuresOf(this.#documents);
  }

  showStuck(): void {
    const document = this.#documents.find((one) => one.saving.state === 'failed' && !this.#isOpen(one));
    if (document === undefined) return;
    this.#leave();
    const { summary } = document;
    this.#set({ selected: summary?.id ?? null, section: summary === null ? 'all' : sectionOf(summary) });
    this.#showDocument(document);
  }

  async trash(id: NoteId): Promise<void> {
    await this.#move(id, { trashed: true });
  }

  async restore(id: NoteId): Promise<void> {
    await this.#move(id, { trashed: false });
  }

  async remove(id: NoteId): Promise<void> {
    const sitting = this.#sitting;
    const next = this.#nextTo(id);
    await this.#api.call('notes.remove', { ids: [id] });
    if (sitting === this.#sitting) this.#choose(id, next);
  }

  async saveAsNewNote(key: string): Promise<boolean> {
    const document = this.#documents.find((one) => one.key === key);
    if (document === undefined) return false;
    document.becomeNew();
    return document.flush();
  }

  reset(): void {
    this.#sitting += 1;
    this.#choice += 1;
    for (const document of this.#documents) document.close();
    this.#documents = [];
    this.store.setState(initialState, true);
  }

  get #state(): NotesState {
    return this.store.getState();
  }

  readonly #host = {
    create: (note: { title: string; body: string }) => this.#api.call('notes.create', note),
    save: (note: { id: NoteId; revision: number; title: string; body: string }) =>
      this.#api.call('notes.save', note),
    stored: (document: NoteDocument, summary: NoteSummary) => this.#noteStored(document, summary),
    changed: (document: NoteDocument) => this.#publish(document),
  };

  #set(change: Partial<NotesState>): void {
    this.store.setState(change);
  }

  #documentOf(id: NoteId): NoteDocument | undefined {
    return this.#documents.find(({ summary }) => summary?.id === id);
  }

  #isOpen(document: NoteDocument): boolean {
    const { open } = this.#state;
    return open.kind === 'note' && open.key === document.key;
  }

  /** Before anything else is shown: saves the open note, and keeps it in the background until that is done. */
  #leave(): void {
    this.#choice += 1;
    this.#set({ opening: false });
    for (const document of this.#documents) {
      void document.flush().then(() => {
        if (!document.unsaved && !this.#isOpen(document)) this.#forget(document);
      });
    }
  }

  #forget(document: NoteDocument): void {
    document.close();
    this.#documents = this.#documents.filter((one) => one !== document);
    this.#tellStuck();
  }

  #dropDocument(id: NoteId): void {
    const document = this.#documentOf(id);
    if (document !== undefined) this.#forget(document);
  }

  async #open(id: NoteId): Promise<void> {
    const choice = this.#choice;
    // The note before stays on the screen until this one is there: a blank moment would flicker.
    this.#set({ opening: true });
    try {
      const note = await this.#api.call('notes.open', { id });
      if (choice === this.#choice) this.#showNote(note);
    } catch (thrown) {
      if (choice === this.#choice) this.#showFailure(id, shownError(thrown));
    }
  }

  #showNote(note: Note): void {
    this.#set({ opening: false, catalogue: withNote(this.#state.catalogue, note.summary) });
    this.#showDocument(new NoteDocument(this.#host, note));
  }

  #showFailure(id: NoteId, error: LatchkeyError): void {
    this.#set({
      opening: false,
      open: { kind: damaging.has(error.code) ? 'damaged' : 'unreadable', id, error },
    });
  }

  #showDocument(document: NoteDocument): void {
    const before = this.#state.open;
    if (!this.#documents.includes(document)) this.#documents = [...this.#documents, document];
    this.#set({ open: viewOf(document) });
    this.#forgetIfSaved(before);
    this.#tellStuck();
  }

  /** A note that nobody looks at and whose text is on the disk need not stay in memory. */
  #forgetIfSaved(view: OpenNote): void {
    if (view.kind !== 'note') return;
    const document = this.#documents.find(({ key }) => key === view.key);
    if (document !== undefined && !this.#isOpen(document) && !document.unsaved) this.#forget(document);
  }

  #tellStuck(): void {
    const stuck = failuresOf(this.#documents.filter((document) => !this.#isOpen(document)));
    const before = this.#state.stuck;
    if (stuck?.count !== before?.count || stuck?.error !== before?.error) this.#set({ stuck });
  }

  #publish(document: NoteDocument): void {
    if (!this.#isOpen(document)) {
      this.#tellStuck();
      return;
    }
    const { open } = this.#state;
    const view = viewOf(document);
    if (open.kind === 'note' && sameView(open, view)) return;
    this.#set({ open: view });
  }

  #noteStored(document: NoteDocument, summary: NoteSummary): void {
    const isNew = entryOf(this.#state.catalogue, summary.id) === undefined;
    this.#set({
      catalogue: withNote(this.#state.catalogue, summary),
      ...(isNew && this.#isOpen(document) && !this.#state.opening ? { selected: summary.id } : {}),
    });
  }

  async #move(id: NoteId, change: NoteChange): Promise<void> {
    const sitting = this.#sitting;
    const document = this.#documentOf(id);
    if (document !== undefined && !(await document.flush()) && document.saving.state === 'failed') {
      throw document.saving.error;
    }
    const next = this.#nextTo(id);
    await this.#api.call('notes.change', { ids: [id], change });
    if (sitting === this.#sitting) this.#choose(id, next);
  }

  /** Takes over what was changed in the vault by something other than a save of ours. */
  #follow({ changed, gone }: NotesChanged): void {
    let { catalogue } = this.#state;
    for (const entry of changed) {
      if (entry.state !== 'readable') continue;
      catalogue = withNote(catalogue, entry);
      this.#documentOf(entry.id)?.revise(entry);
    }
    for (const id of gone) {
      catalogue = withoutNote(catalogue, id);
      this.#dropDocument(id);
    }
    this.#set({ catalogue });
  }

  #nextTo(id: NoteId): NoteId | null {
    const { catalogue, section } = this.#state;
    return neighbourOf(catalogue[section], id);
  }

  /** After `id` left the list: shows its neighbour if it was the one shown. */
  #choose(id: NoteId, next: NoteId | null): void {
    if (this.#state.selected !== id) return;
    this.#leave();
    this.#set({ selected: null, open: nothing });
    if (next !== null) void this.select(next);
  }
}

function failuresOf(documents: readonly NoteDocument[]): Unsaved | null {
  const errors = documents.flatMap(({ saving }) => (saving.state === 'failed' ? [saving.error] : []));
  const [error] = errors;
  return error === undefined ? null : { count: errors.length, error };
}

function shownDamage(entry: Extract<NoteListEntry, { state: 'damaged' }>): LatchkeyError {
  return errorFromData(entry.error);
}

function viewOf(document: NoteDocument): Extract<OpenNote, { kind: 'note' }> {
  const { key, summary, title, saving } = document;
  return { kind: 'note', key, summary, title, saving };
}

function sameView(a: Extract<OpenNote, { kind: 'note' }>, b: Extract<OpenNote, { kind: 'note' }>): boolean {
  return a.key === b.key && a.summary === b.summary && a.title === b.title && a.saving === b.saving;
}

/** The notes of one window. It knows no React: components subscribe to `store`. */
export function createNotes(api: Api): Notes {
  return new NotesSession(api);
}
