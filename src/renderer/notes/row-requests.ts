import type { NoteId } from '../../contract/index.ts';

/** Asks for what rows on the screen lack, one call at a time: nothing is asked of rows that have gone by meanwhile. */
export class RowRequests {
  readonly #ask: (ids: readonly NoteId[]) => Promise<void>;
  #wanted: readonly NoteId[] = [];
  #isAsking = false;

  /** A call that fails leaves the rows as they are. */
  constructor(ask: (ids: readonly NoteId[]) => Promise<void>) {
    this.#ask = ask;
  }

  /** Says which rows are on the screen now. */
  want(ids: readonly NoteId[]): void {
    this.#wanted = ids;
    if (!this.#isAsking) void this.#askAll();
  }

  async #askAll(): Promise<void> {
    this.#isAsking = true;
    while (this.#wanted.length > 0) {
      const ids = this.#wanted;
      this.#wanted = [];
      await this.#ask(ids).catch(() => undefined);
    }
    this.#isAsking = false;
  }
}
