import * as v from 'valibot';
import { LatchkeyError } from '../contract/errors.ts';
import { SavedSearch, type Library, type TagColour } from '../contract/library.ts';
import type { NoteSummary } from '../contract/words.ts';
import type { Ledger } from './ledger.ts';
import { assertLibraryFits, publicLibrary, type SealedLibrary } from './library-record.ts';
import { around, isWithin, movedPath } from './notebooks.ts';
import { assertLabelsFit, openNotes, sealSummary, summaryIdentity } from './notes.ts';
import { publicNote, type OpenNote, type SealedNote } from './summaries.ts';

/** One thing that can be done to the order of a vault. */
export type LibraryStep =
  | { readonly kind: 'create-notebook'; readonly path: string }
  | { readonly kind: 'move-notebook'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove-notebook'; readonly path: string; readonly notes: 'trash' | 'keep' }
  | { readonly kind: 'rename-tag'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove-tag'; readonly tag: string }
  | { readonly kind: 'colour-tag'; readonly tag: string; readonly colour: TagColour | null }
  | ({ readonly kind: 'keep-search' } & SavedSearch)
  | { readonly kind: 'forget-search'; readonly name: string }
  | { readonly kind: 'set-trash-days'; readonly days: Library['trashDays'] };

/** The order of a vault after a step, and the notes that it changed. */
export interface Organised {
  readonly library: Library;
  readonly changed: readonly NoteSummary[];
}

/** A query as it has to be asked after a step: what queries look like is not the vault's to know. */
export type Renamed = (query: string) => string;

/** What of a note a step can change. */
type Order = Pick<SealedNote, 'tags' | 'notebook' | 'trashedAt'>;

/** What a step does to the library and to each note; one for which it answers null stays as it is. */
interface Plan {
  readonly library: SealedLibrary;
  readonly change?: (order: Order) => Partial<Order> | null;
  /** Throws if the library does not have what the step is about: one of the notes then has to. */
  readonly assertThere?: () => void;
}

/**
 * Does one step in one write, with all notes that it concerns, those in the trash included. A note that does not open is left
 * as it is. When notes were changed last stays as it was: their text is the same. Throws `not-found` for what is to get another
 * name and is not there, `invalid-request` and `too-large`; nothing is changed then. What is to go and is not there is gone.
 * `renamed` says how a saved search has to be asked after the step.
 */
export function organise(ledger: Ledger, step: LibraryStep, renamed: Renamed = (query) => query): Organised {
  const before = ledger.state.library;
  const { library: planned, change, assertThere } = planOf(step, before, ledger.now());
  const library = { ...planned, searches: planned.searches.map((search) => withQuery(search, renamed)) };
  assertLibraryFits(before, library);
  const pairs = change ? changesOf(ledger, change) : [];
  if (pairs.length === 0) assertThere?.();
  if (pairs.length === 0 && JSON.stringify(library) === JSON.stringify(before)) {
    return { library: publicLibrary(before), changed: [] };
  }
  ledger.commit({
    put: pairs.map(({ after }) => sealSummary(ledger, after)),
    gone: pairs.map((pair) => summaryIdentity(pair.before)),
    library,
  });
  return { library: publicLibrary(library), changed: pairs.map(({ after }) => publicNote(after)) };
}

function planOf(step: LibraryStep, library: SealedLibrary, now: number): Plan {
  switch (step.kind) {
    case 'create-notebook':
      return { library: { ...library, notebooks: distinct([...library.notebooks, step.path]) } };
    case 'move-notebook':
      return moveNotebook(step, library);
    case 'remove-notebook':
      return removeNotebook(step, library, now);
    case 'rename-tag':
      return renameTag(step, library);
    case 'remove-tag':
      return {
        library: { ...library, colours: library.colours.filter(({ tag }) => tag !== step.tag) },
        change: ({ tags }) => withTag(tags, step.tag, null),
      };
    case 'colour-tag':
      return { library: { ...library, colours: coloured(library, step) } };
    case 'keep-search':
      return { library: { ...library, searches: keptSearches(library, step) } };
    case 'forget-search':
      return { library: { ...library, searches: library.searches.filter(({ name }) => name !== step.name) } };
    case 'set-trash-days':
      return { library: { ...library, trashDays: step.days } };
  }
}

/** What lay around it stays, though nothing may be in it any more. */
function moveNotebook({ from, to }: StepOf<'move-notebook'>, library: SealedLibrary): Plan {
  if (from === to) return { library };
  if (isWithin(to, from)) throw intoItself();
  return {
    library: {
      ...library,
      notebooks: distinct([...library.notebooks.map((path) => movedPath(path, from, to)), around(from)]),
    },
    change: ({ notebook }) => movedNotebook(notebook, from, to),
    assertThere() {
      if (!library.notebooks.some((path) => isWithin(path, from))) throw gone('notebook');
    },
  };
}

/** Kept notes move one step up, with the notebooks that they are in. */
function removeNotebook(
  { path, notes }: StepOf<'remove-notebook'>,
  library: SealedLibrary,
  now: number,
): Plan {
  const outside = around(path);
  if (notes === 'keep') {
    const notebooks = library.notebooks.map((other) => movedPath(other, path, outside));
    return {
      library: { ...library, notebooks: distinct([...notebooks, outside]) },
      change: ({ notebook }) => movedNotebook(notebook, path, outside),
    };
  }
  return {
    library: { ...library, notebooks: library.notebooks.filter((other) => !isWithin(other, path)) },
    change: ({ notebook, trashedAt }) =>
      notebook !== null && isWithin(notebook, path) && trashedAt === null ? { trashedAt: now } : null,
  };
}

function movedNotebook(notebook: string | null, from: string, to: string | null): Partial<Order> | null {
  return notebook !== null && isWithin(notebook, from) ? { notebook: movedPath(notebook, from, to) } : null;
}

/** The colour goes with it, unless the other name has one. */
function renameTag({ from, to }: StepOf<'rename-tag'>, library: SealedLibrary): Plan {
  if (from === to) return { library };
  const isColoured = library.colours.some(({ tag }) => tag === to);
  const colours = library.colours.flatMap((colour) => {
    if (colour.tag !== from) return [colour];
    return isColoured ? [] : [{ ...colour, tag: to }];
  });
  return {
    library: { ...library, colours },
    change: ({ tags }) => withTag(tags, from, to),
    assertThere() {
      if (!library.colours.some(({ tag }) => tag === from)) throw gone('tag');
    },
  };
}

/** With another tag in the place of one, or with null none. */
function withTag(tags: readonly string[], tag: string, next: string | null): Partial<Order> | null {
  if (!tags.includes(tag)) return null;
  return { tags: distinct(tags.map((other) => (other === tag ? next : other))) };
}

function coloured({ colours }: SealedLibrary, { tag, colour }: StepOf<'colour-tag'>) {
  if (colour === null) return colours.filter((other) => other.tag !== tag);
  return inPlace(colours, (other) => other.tag === tag, { tag, colour });
}

/** A query that would be too long stays. */
function withQuery<T extends SavedSearch>(search: T, renamed: Renamed): T {
  const next = { ...search, query: renamed(search.query) };
  return v.is(SavedSearch.entries.query, next.query) ? next : search;
}

function keptSearches({ searches }: SealedLibrary, { name, query }: StepOf<'keep-search'>) {
  return inPlace(searches, (other) => other.name === name, { name, query });
}

/** With an item in the place of the one that fits, or at the end. */
function inPlace<T extends object>(items: readonly T[], fits: (item: T) => boolean, next: T): T[] {
  if (!items.some(fits)) return [...items, next];
  return items.map((item) => (fits(item) ? { ...item, ...next } : item));
}

function changesOf(ledger: Ledger, change: NonNullable<Plan['change']>) {
  const pairs: { readonly before: OpenNote; readonly after: OpenNote }[] = [];
  for (const before of openNotes(ledger)) {
    const changed = change(before.sealed);
    if (changed === null) continue;
    const sealed = { ...before.sealed, ...changed };
    assertLabelsFit(sealed, before.sealed);
    pairs.push({ before, after: { id: before.id, revision: before.revision + 1, sealed } });
  }
  return pairs;
}

type StepOf<K extends LibraryStep['kind']> = Extract<LibraryStep, { kind: K }>;

function distinct<T>(items: readonly (T | null)[]): T[] {
  return [...new Set(items)].filter((item) => item !== null);
}

function intoItself(): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    'A notebook cannot be moved into itself. Nothing was changed: choose another place.',
  );
}

function gone(what: 'notebook' | 'tag'): LatchkeyError {
  return new LatchkeyError('not-found', `That ${what} is not in this vault any more.`);
}
