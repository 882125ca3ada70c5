import type { NoteId, NoteListEntry } from '../contract/words.ts';

/** A list on the way of being given, as it was when it began. */
export class Walk {
  readonly total: number;
  /** Those given so far. */
  readonly ids: NoteId[];
  #rest: Iterator<NoteListEntry, void>;
  #next: NoteListEntry | null = null;
  #hasBegun = false;

  constructor(entries: Iterator<NoteListEntry, void>, total: number, ids: readonly NoteId[] = []) {
    this.#rest = entries;
    this.total = total;
    this.ids = [...ids];
  }

  get given(): number {
    return this.ids.length;
  }

  get isDone(): boolean {
    return this.#hasBegun && this.#next === null;
  }

  take(most: number): NoteListEntry[] {
    if (!this.#hasBegun) this.#step();
    const taken: NoteListEntry[] = [];
    for (let entry = this.#next; entry && taken.length < most; entry = this.#next) {
      // Given only once the next is there: what fails is tried again with the same entries.
      this.#step();
      taken.push(entry);
    }
    for (const { id } of taken) this.ids.push(id);
    return taken;
  }

  /** What is left, from other sources. */
  continued(entries: Iterator<NoteListEntry, void>, total: number): Walk {
    return new Walk(entries, total, this.ids);
  }

  /** Reads what is left, so that it no longer depends on where it comes from. */
  finish(): void {
    const rest: NoteListEntry[] = [];
    for (let step = this.#rest.next(); !step.done; step = this.#rest.next()) rest.push(step.value);
    this.#rest = rest.values();
  }

  #step(): void {
    const step = this.#rest.next();
    this.#hasBegun = true;
    this.#next = step.done ? null : step.value;
  }
}
