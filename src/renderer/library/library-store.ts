import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Library, TagColour } from '../../contract/index.ts';
import type { Api } from '../bridge/api.ts';
import { isWithin } from '../notes/place.ts';
import type { Session } from '../session/session-store.ts';

export interface LibraryState {
  /** What the vault knows of notebooks, tags and searches besides what the notes tell. */
  readonly library: Library;
  /** Notebooks that show what is in them. Never kept: their names belong to the vault. */
  readonly expanded: ReadonlySet<string>;
}

const nothing: LibraryState = {
  library: { notebooks: [], colours: [], searches: [], trashDays: null },
  expanded: new Set(),
};

/** Notebooks, tags and saved searches of the unlocked vault. Rejections are `LatchkeyError`. */
export interface LibraryShelves {
  readonly store: StoreApi<LibraryState>;
  load(): Promise<void>;
  toggle(path: string): void;
  createNotebook(path: string): Promise<void>;
  moveNotebook(from: string, to: string): Promise<void>;
  removeNotebook(path: string, notes: 'trash' | 'keep'): Promise<void>;
  renameTag(from: string, to: string): Promise<void>;
  removeTag(tag: string): Promise<void>;
  colourTag(tag: string, colour: TagColour | null): Promise<void>;
  keepSearch(name: string, query: string): Promise<void>;
  forgetSearch(name: string): Promise<void>;
  keepTrashFor(days: number | null): Promise<void>;
}

/** Where a notebook is after another, or itself, was moved. */
export function movedPath(path: string, from: string, to: string): string {
  return isWithin(path, from) ? to + path.slice(from.length) : path;
}

/** All notebooks around one, the outermost first. */
export function around(path: string): readonly string[] {
  const names = path.split('/');
  return names.slice(1).map((_name, index) => names.slice(0, index + 1).join('/'));
}

/** Follows the session: reads the library when a vault unlocks, and forgets it when it locks. */
export function startLibrary(api: Api, session: Session): LibraryShelves {
  const store = createStore<LibraryState>(() => nothing);
  let sitting = 0;

  const keep = async (call: () => Promise<Library>): Promise<void> => {
    const asked = sitting;
    const library = await call();
    if (asked === sitting) store.setState({ library });
  };
  const expand = (paths: readonly string[]): void =>
    store.setState(({ expanded }) => ({ expanded: new Set([...expanded, ...paths]) }));
  const load = (): Promise<void> => keep(() => api.call('library.read'));

  session.store.subscribe(({ app }, before) => {
    if (app?.phase === before.app?.phase) return;
    sitting += 1;
    store.setState(nothing, true);
    // Without it the notes are there all the same; whatever is done next to the library says what is wrong.
    if (app?.phase === 'unlocked') load().catch(() => undefined);
  });

  return {
    store,
    load,
    toggle: (path) =>
      store.setState(({ expanded }) => {
        const next = new Set(expanded);
        if (!next.delete(path)) next.add(path);
        return { expanded: next };
      }),
    async createNotebook(path) {
      await keep(() => api.call('notebook.create', { path }));
      expand(around(path));
    },
    async moveNotebook(from, to) {
      await keep(() => api.call('notebook.move', { from, to }));
      store.setState(({ expanded }) => ({
        expanded: new Set([...expanded].map((path) => movedPath(path, from, to))),
      }));
      expand(around(to));
    },
    removeNotebook: (path, notes) => keep(() => api.call('notebook.remove', { path, notes })),
    renameTag: (from, to) => keep(() => api.call('tag.rename', { from, to })),
    removeTag: (tag) => keep(() => api.call('tag.remove', { tag })),
    colourTag: (tag, colour) => keep(() => api.call('tag.colour', { tag, colour })),
    keepSearch: (name, query) => keep(() => api.call('search.keep', { name, query })),
    forgetSearch: (name) => keep(() => api.call('search.forget', { name })),
    keepTrashFor: (days) => keep(() => api.call('library.trashDays', { days })),
  };
}
