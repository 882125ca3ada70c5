/** How far long work has come. */
export interface Progress {
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
}

/** What may be done between two breaths: about 5 ms of opening or sealing. */
const rowsBetween = 100;
const bytesBetween = 1024 * 1024;

/** Tells work on many rows when it is time to let others have their turn. */
export class Breath {
  #rows = 0;
  #bytes = 0;

  /** Whether it is time, after one more row of so many bytes. */
  isDueAfter(bytes: number): boolean {
    this.#rows += 1;
    this.#bytes += bytes;
    if (this.#rows < rowsBetween && this.#bytes < bytesBetween) return false;
    this.#rows = 0;
    this.#bytes = 0;
    return true;
  }
}

/** Runs work to its end, without letting others have a turn. */
export function finish<T>(work: Generator<unknown, T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}
