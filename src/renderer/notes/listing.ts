import type { NoteId, NoteListEntry } from '../../contract/index.ts';
import { emptyCatalogue, entriesOf, entryOf, withEntries, type Catalogue } from './catalogue.ts';
import { comparing, merged, usualOrder, type Compare, type Order } from './note-order.ts';
import { allNotes, homeOf, isIn, placeKey, type Place, type PlaceKind } from './place.ts';
import { counted, emptyTally, type Tally, type Turn } from './tally.ts';

/** The list as it is shown. */
export interface ShownList {
  readonly catalogue: Catalogue;
  readonly tally: Tally;
  readonly place: Place;
  readonly order: Order;
  /** The notes of the place, in order. */
  readonly rows: readonly NoteListEntry[];
}

export const nothingListed: ShownList = {
  catalogue: emptyCatalogue,
  tally: emptyTally,
  place: allNotes,
  order: usualOrder,
  rows: [],
};

/** Lists that are kept sorted for going back to. */
const mostKept = 6;

/** Every note, and the list of the place that is shown, kept in order as notes come, change and go. */
export class Listing {
  #shown: ShownList = nothingListed;
  #compare: Compare = comparing(usualOrder);
  /** Lists of places that were left, for as long as no note changes. */
  #kept = new Map<string, readonly NoteListEntry[]>();
  /** What a search has found, the best first, and where each note was kept by then. */
  #found: ReadonlyMap<NoteId, PlaceKind | null> = new Map();

  get shown(): ShownList {
    return this.#shown;
  }

  entryOf(id: NoteId): NoteListEntry | undefined {
    return entryOf(this.#shown.catalogue, id);
  }

  /** Notes that were made or changed, and notes deleted for good. */
  change(changed: readonly NoteListEntry[], gone: readonly NoteId[] = []): void {
    const { catalogue, tally, place } = this.#shown;
    const latest = new Map(changed.map((entry) => [entry.id, entry]));
    for (const id of gone) latest.delete(id);
    const turns: readonly Turn[] = [
      ...[...latest.values()].map((after) => ({ before: entryOf(catalogue, after.id), after })),
      ...[...new Set(gone)].map((id) => ({ before: entryOf(catalogue, id), after: undefined })),
    ];
    this.#kept.clear();
    this.#shown = {
      ...this.#shown,
      catalogue: withEntries(catalogue, [...latest.values()], gone),
      tally: counted(tally, turns),
    };
    const rows = place.kind === 'search' ? this.#hits() : this.#rowsAfter(turns);
    this.#shown = { ...this.#shown, rows };
  }

  show(place: Place, order: Order): void {
    this.#kept.set(keyOf(this.#shown), this.#shown.rows);
    for (const key of this.#kept.keys()) if (this.#kept.size > mostKept) this.#kept.delete(key);
    if (placeKey(place) !== placeKey(this.#shown.place)) this.#found = new Map();
    this.#shown = { ...this.#shown, place, order };
    this.#compare = comparing(order);
    const kept = place.kind === 'search' ? undefined : this.#kept.get(keyOf(this.#shown));
    this.#shown = { ...this.#shown, rows: kept ?? this.#allRows() };
  }

  /** Says what the search has found that is shown. What leaves the vault, or goes to the trash or archive, leaves the list. */
  find(ids: readonly NoteId[]): void {
    if (this.#shown.place.kind !== 'search') return;
    this.#found = new Map(ids.map((id) => [id, this.#homeOf(id)]));
    this.#shown = { ...this.#shown, rows: this.#hits() };
  }

  #allRows(): readonly NoteListEntry[] {
    const { catalogue, place } = this.#shown;
    if (place.kind === 'search') return this.#hits();
    return entriesOf(catalogue)
      .filter((entry) => isIn(entry, place))
      .sort(this.#compare);
  }

  #hits(): readonly NoteListEntry[] {
    return [...this.#found].flatMap(([id, home]) => {
      const entry = this.entryOf(id);
      return entry === undefined || (home !== null && homeOf(entry) !== home) ? [] : entry;
    });
  }

  /** Null for a note that is not listed yet. */
  #homeOf(id: NoteId): PlaceKind | null {
    const entry = this.entryOf(id);
    return entry === undefined ? null : homeOf(entry);
  }

  #rowsAfter(turns: readonly Turn[]): readonly NoteListEntry[] {
    const { place, rows } = this.#shown;
    const left = new Set(turns.flatMap(({ before }) => (before && isIn(before, place) ? [before.id] : [])));
    const come = turns.flatMap(({ after }) => (after && isIn(after, place) ? [after] : []));
    if (left.size === 0 && come.length === 0) return rows;
    const rest = left.size === 0 ? rows : rows.filter(({ id }) => !left.has(id));
    return merged(rest, come.sort(this.#compare), this.#compare);
  }
}

function keyOf({ place, order }: ShownList): string {
  return JSON.stringify([placeKey(place), order]);
}
