import type { NoteListEntry } from '../../contract/index.ts';
import { homeOf, type PlaceKind } from './place.ts';

/** Notes of one notebook, without those of the notebooks in it, or of one tag. */
export interface Count {
  /** How many its place shows. */
  readonly shown: number;
  /** With those in the archive and the templates: while there is one, the name is not forgotten. */
  readonly held: number;
}

type FixedPlace = Exclude<PlaceKind, 'notebook' | 'tag' | 'search'>;

/** How many notes each place has. */
export interface Tally {
  readonly places: Readonly<Record<FixedPlace, number>>;
  readonly notebooks: ReadonlyMap<string, Count>;
  readonly tags: ReadonlyMap<string, Count>;
}

export const emptyTally: Tally = {
  places: { all: 0, favourites: 0, archive: 0, templates: 0, trash: 0 },
  notebooks: new Map(),
  tags: new Map(),
};

/** What counts of a note, as one text: a change that leaves it alone changes no number. */
function standing(entry: NoteListEntry): string {
  if (entry.state === 'damaged') return '';
  return JSON.stringify([homeOf(entry), entry.favourite, entry.notebook, entry.tags]);
}

class Counting {
  readonly #places: Record<FixedPlace, number>;
  readonly #notebooks: Map<string, Count>;
  readonly #tags: Map<string, Count>;

  constructor({ places, notebooks, tags }: Tally) {
    this.#places = { ...places };
    this.#notebooks = new Map(notebooks);
    this.#tags = new Map(tags);
  }

  add(entry: NoteListEntry, by: 1 | -1): void {
    const home = homeOf(entry);
    this.#places[home] += by;
    if (entry.state === 'damaged' || home === 'trash') return;
    const shown = home === 'all' ? by : 0;
    if (entry.favourite) this.#places.favourites += shown;
    if (entry.notebook !== null) count(this.#notebooks, entry.notebook, shown, by);
    for (const tag of new Set(entry.tags)) count(this.#tags, tag, shown, by);
  }

  get tally(): Tally {
    return { places: this.#places, notebooks: this.#notebooks, tags: this.#tags };
  }
}

function count(counts: Map<string, Count>, name: string, shown: number, held: number): void {
  const before = counts.get(name) ?? { shown: 0, held: 0 };
  const after = { shown: before.shown + shown, held: before.held + held };
  if (after.held === 0) counts.delete(name);
  else counts.set(name, after);
}

/** A note before and after a change; undefined where there was or is none. */
export interface Turn {
  readonly before: NoteListEntry | undefined;
  readonly after: NoteListEntry | undefined;
}

/** The tally after some notes have changed: the same one if no number has. */
export function counted(tally: Tally, turns: readonly Turn[]): Tally {
  const telling = turns.filter(
    ({ before, after }) =>
      before === undefined || after === undefined || standing(before) !== standing(after),
  );
  if (telling.length === 0) return tally;
  const counting = new Counting(tally);
  for (const { before, after } of telling) {
    if (before !== undefined) counting.add(before, -1);
    if (after !== undefined) counting.add(after, 1);
  }
  return counting.tally;
}
