import { createStore, type StoreApi } from 'zustand/vanilla';
import type { NoteChange, NoteId, NoteSummary, TagColour } from '../../contract/index.ts';
import { shownError, type Api } from '../bridge/api.ts';
import { entryOf } from '../notes/catalogue.ts';
import { chosenIn, type Notes } from '../notes/notes-store.ts';
import { allNotes, homeOf, isWithin, placeKey, type Place, type Setting } from '../notes/place.ts';
import type { Session } from '../session/session-store.ts';
import type { Stage } from '../app/stage.ts';
import type { Toasts } from '../workspace/toast-store.ts';
import { changeInWords, notesInWords } from './change-words.ts';
import { movedPath, type LibraryShelves } from './library-store.ts';
import { nameOf, notebookAround, pathIn, shownPath } from './notebook-tree.ts';
import type { Question } from './question.ts';
import { undoing, type Step } from './undoing.ts';

/** What is being dragged. */
export type Load =
  | { readonly kind: 'notes'; readonly ids: readonly NoteId[] }
  | { readonly kind: 'notebook'; readonly path: string };

/** Where it can be dropped: a place, or the top of the notebooks. */
export type Target = Place | { readonly kind: 'notebooks' };

export interface OrganiserState {
  /** What the person is being asked. */
  readonly question: Question | null;
  readonly dragged: Load | null;
}

/** What people do with notes, notebooks, tags and searches: does it, says so, and offers to take it back. Nothing rejects. */
export interface Organiser {
  readonly store: StoreApi<OrganiserState>;
  ask(question: Question | null): void;
  drag(load: Load | null): void;
  canDrop(target: Target): boolean;
  drop(target: Target): void;
  /** The notes that a command is meant for: see `chosenIn`. */
  chosen(): readonly NoteSummary[];
  summariesOf(ids: readonly NoteId[]): readonly NoteSummary[];
  change(ids: readonly NoteId[], change: NoteChange): void;
  remove(ids: readonly NoteId[]): void;
  emptyTrash(): void;
  duplicate(id: NoteId): void;
  merge(ids: readonly NoteId[]): void;
  fromTemplate(id: NoteId): void;
  createNotebook(path: string): void;
  moveNotebook(from: string, to: string): void;
  removeNotebook(path: string, notes: 'trash' | 'keep'): void;
  renameTag(from: string, to: string): void;
  removeTag(tag: string): void;
  colourTag(tag: string, colour: TagColour | null): void;
  keepSearch(name: string, query: string): void;
  renameSearch(from: string, to: string, query: string): void;
  forgetSearch(name: string): void;
  keepTrashFor(days: number | null): void;
}

interface Parts {
  readonly api: Api;
  readonly notes: Notes;
  readonly library: LibraryShelves;
  readonly session: Session;
  readonly toasts: Toasts;
  readonly stage: Stage;
}

const nothing: OrganiserState = { question: null, dragged: null };

/** What dropping notes on a place does to them; null where nothing can be dropped. */
export function droppedOn(target: Target): NoteChange | null {
  switch (target.kind) {
    case 'all':
      return { trashed: false, archived: false, template: false };
    case 'favourites':
      return { favourite: true };
    case 'archive':
      return { archived: true };
    case 'templates':
      return { template: true };
    case 'trash':
      return { trashed: true };
    case 'notebook':
      return { notebook: target.path };
    case 'notebooks':
      return { notebook: null };
    case 'tag':
      return { addTags: [target.tag] };
    case 'search':
      return null;
  }
}

/** Where a notebook goes that is dropped; null where it cannot go, which is into itself and to where it is. */
export function notebookDroppedOn(path: string, target: Target): string | null {
  if (target.kind !== 'notebook' && target.kind !== 'notebooks') return null;
  const within = target.kind === 'notebook' ? target.path : null;
  const to = pathIn(within, nameOf(path));
  return to === path || (within !== null && isWithin(within, path)) ? null : to;
}

/** The notebook for a note that was to go into `notebook`, once another, or that one, was removed. */
function notebookAfter(notebook: string, removed: string, notes: 'trash' | 'keep'): string | null {
  if (!isWithin(notebook, removed)) return notebook;
  const outside = notebookAround(removed);
  if (notes === 'trash' || notebook === removed) return outside;
  return pathIn(outside, notebook.slice(removed.length + 1));
}

class Organising implements Organiser {
  readonly store: StoreApi<OrganiserState> = createStore(() => nothing);
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.session.store.subscribe(({ app }, before) => {
      if (app?.phase !== before.app?.phase) this.store.setState(nothing, true);
    });
  }

  ask(question: Question | null): void {
    this.store.setState({ question });
  }

  drag(dragged: Load | null): void {
    this.store.setState({ dragged });
  }

  canDrop(target: Target): boolean {
    const { dragged } = this.store.getState();
    if (dragged === null) return false;
    if (dragged.kind === 'notebook')
      return target.kind === 'trash' || notebookDroppedOn(dragged.path, target) !== null;
    return droppedOn(target) !== null;
  }

  drop(target: Target): void {
    const { dragged } = this.store.getState();
    this.drag(null);
    if (dragged?.kind === 'notes') {
      const change = droppedOn(target);
      if (change !== null) this.change(dragged.ids, change);
    } else if (dragged?.kind === 'notebook') {
      const to = notebookDroppedOn(dragged.path, target);
      if (to !== null) this.moveNotebook(dragged.path, to);
      else if (target.kind === 'trash') this.ask({ kind: 'remove-notebook', path: dragged.path });
    }
  }

  chosen(): readonly NoteSummary[] {
    return this.summariesOf(chosenIn(this.#parts.notes.store.getState()));
  }

  summariesOf(ids: readonly NoteId[]): readonly NoteSummary[] {
    const { catalogue } = this.#parts.notes.store.getState();
    return ids.flatMap((id) => {
      const entry = entryOf(catalogue, id);
      return entry?.state === 'readable' ? [entry] : [];
    });
  }

  change(ids: readonly NoteId[], change: NoteChange): void {
    const before = this.summariesOf(ids);
    const steps = undoing(before, change);
    const changing = steps.flatMap((step) => step.ids);
    if (changing.length === 0) return;
    const { selected } = this.#parts.notes.store.getState();
    this.#attempt(async () => {
      await this.#parts.notes.change(changing, change);
      // Taking it back shows the note again that this took away, and leaves who looks at something else where they are.
      const isOtherShown = this.#parts.notes.store.getState().selected !== selected;
      this.#tell(changeInWords(change, changing.length), () =>
        this.#undo(steps, isOtherShown ? selected : null),
      );
      // What had the focus may have gone with the note.
      if (change.trashed !== undefined || document.activeElement === document.body)
        this.#parts.stage.focus('list', 'pane');
    });
  }

  remove(ids: readonly NoteId[]): void {
    this.#attempt(async () => {
      await this.#parts.notes.remove(ids);
      this.#tell(ids.length === 1 ? 'Deleted for good' : `${notesInWords(ids.length)}: deleted for good`);
      this.#parts.stage.focus('list', 'pane');
    });
  }

  emptyTrash(): void {
    const { catalogue } = this.#parts.notes.store.getState();
    const ids = catalogue.shelves.flatMap((shelf) =>
      [...shelf.values()].flatMap((entry) => (homeOf(entry) === 'trash' ? [entry.id] : [])),
    );
    if (ids.length > 0) this.remove(ids);
  }

  duplicate(id: NoteId): void {
    this.#attempt(async () => {
      await this.#parts.notes.duplicate(id);
      this.#tell('Duplicated');
    });
  }

  merge(ids: readonly NoteId[]): void {
    const merged = this.summariesOf(ids);
    this.#attempt(async () => {
      const made = await this.#parts.notes.merge(ids);
      const done = `${notesInWords(ids.length)} merged into one. They are in the trash.`;
      this.#tell(done);
      this.#parts.stage.focus('list', 'pane');
      if (made === null) return;
      try {
        if (await this.#leadLinks(merged, made)) this.#tell(`${done} Links to them now lead to it.`);
      } catch (thrown) {
        const { code, message } = shownError(thrown);
        // After a lock there is nobody to tell.
        if (code !== 'locked') this.#tell(`${done} Links in other notes still lead to them. ${message}`);
      }
    });
  }

  fromTemplate(id: NoteId): void {
    this.#attempt(async () => {
      await this.#parts.notes.fromTemplate(id);
      this.#parts.stage.focus('title');
    });
  }

  createNotebook(path: string): void {
    this.#attempt(async () => {
      await this.#parts.library.createNotebook(path);
      this.#show({ kind: 'notebook', path });
    });
  }

  moveNotebook(from: string, to: string): void {
    this.#attempt(async () => {
      const { place } = this.#parts.notes.store.getState();
      await this.#resettling(
        ({ notebook, tags }) => ({
          notebook: notebook === null ? null : movedPath(notebook, from, to),
          tags,
        }),
        () => this.#parts.library.moveNotebook(from, to),
      );
      if (place.kind === 'notebook' && isWithin(place.path, from))
        this.#goFrom(place, { kind: 'notebook', path: movedPath(place.path, from, to) });
      this.#tell(`The notebook is now “${shownPath(to)}”`);
    });
  }

  removeNotebook(path: string, notes: 'trash' | 'keep'): void {
    this.#attempt(async () => {
      await this.#resettling(
        ({ notebook, tags }) => ({
          notebook: notebook === null ? null : notebookAfter(notebook, path, notes),
          tags,
        }),
        () => this.#parts.library.removeNotebook(path, notes),
      );
      const { place } = this.#parts.notes.store.getState();
      if (place.kind === 'notebook' && isWithin(place.path, path)) this.#goFrom(place, allNotes);
      this.#tell(`The notebook “${nameOf(path)}” is gone`);
    });
  }

  renameTag(from: string, to: string): void {
    this.#attempt(async () => {
      await this.#resettling(
        ({ notebook, tags }) => ({ notebook, tags: tags.map((tag) => (tag === from ? to : tag)) }),
        () => this.#parts.library.renameTag(from, to),
      );
      this.#goFrom({ kind: 'tag', tag: from }, { kind: 'tag', tag: to });
      this.#tell(`The tag is now “${to}”`);
    });
  }

  removeTag(tag: string): void {
    this.#attempt(async () => {
      await this.#resettling(
        ({ notebook, tags }) => ({ notebook, tags: tags.filter((other) => other !== tag) }),
        () => this.#parts.library.removeTag(tag),
      );
      this.#goFrom({ kind: 'tag', tag }, allNotes);
      this.#tell(`The tag “${tag}” is gone`);
    });
  }

  colourTag(tag: string, colour: TagColour | null): void {
    this.#attempt(() => this.#parts.library.colourTag(tag, colour));
  }

  keepSearch(name: string, query: string): void {
    this.#attempt(() => this.#parts.library.keepSearch(name, query));
  }

  renameSearch(from: string, to: string, query: string): void {
    this.#attempt(async () => {
      await this.#parts.library.keepSearch(to, query);
      if (to !== from) await this.#parts.library.forgetSearch(from);
    });
  }

  forgetSearch(name: string): void {
    const { library } = this.#parts.library.store.getState();
    const search = library.searches.find((one) => one.name === name);
    if (search === undefined) return;
    this.#attempt(async () => {
      await this.#parts.library.forgetSearch(name);
      this.#goFrom({ kind: 'search', ...search }, allNotes);
      this.#tell(`The search “${name}” is gone`, () => this.#parts.library.keepSearch(name, search.query));
    });
  }

  keepTrashFor(days: number | null): void {
    this.#attempt(() => this.#parts.library.keepTrashFor(days));
  }

  /** Does something to places, along with which notes go that are not in the vault yet: from its beginning, for one may be saved meanwhile. */
  async #resettling(moved: (setting: Setting) => Setting, call: () => Promise<void>): Promise<void> {
    const takeBack = this.#parts.notes.resettle(moved);
    try {
      await call();
    } catch (thrown) {
      takeBack();
      throw thrown;
    }
  }

  /** Whether links in other notes, which named one of these, name the one now that was made of them. */
  async #leadLinks(from: readonly NoteSummary[], { id, title: to }: NoteSummary): Promise<boolean> {
    const { api, notes } = this.#parts;
    const titles = new Set(
      from.map(({ title }) => title).filter((title) => title.trim() !== '' && title !== to),
    );
    // A text that is being written is read by the vault as it was saved last.
    if (to.trim() === '' || titles.size === 0 || (await notes.flush()) !== null) return false;
    let changed = 0;
    for (const title of titles)
      changed += (await api.call('notes.followTitle', { id, from: title, to })).count;
    return changed > 0;
  }

  #attempt(work: () => Promise<void>): void {
    work().catch((thrown: unknown) => this.#tell(shownError(thrown).message));
  }

  #tell(text: string, undo?: () => Promise<void>): void {
    const { toasts } = this.#parts;
    const run = (work: () => Promise<void>) => (): void => {
      toasts.dismiss();
      this.#attempt(work);
    };
    toasts.show({ text, action: undo === undefined ? null : { label: 'Undo', run: run(undo) } });
  }

  async #undo(steps: readonly Step[], selected: NoteId | null): Promise<void> {
    const { notes, stage } = this.#parts;
    for (const { ids, change } of steps) await notes.change(ids, change);
    if (selected !== null) await notes.select(selected);
    stage.focus('list', 'pane');
  }

  #goFrom(from: Place, to: Place): void {
    const { notes } = this.#parts;
    if (placeKey(notes.store.getState().place) === placeKey(from)) this.#show(to);
  }

  /** Once something has been done, which took a moment: a note that somebody has begun meanwhile is not taken from under their hands. */
  #show(place: Place): void {
    const { notes } = this.#parts;
    const { open } = notes.store.getState();
    if (open.kind === 'note' && open.summary === null) notes.list(place);
    else notes.show(place);
  }
}

export function createOrganiser(parts: Parts): Organiser {
  return new Organising(parts);
}
