import { deleteRow, putRow, type SealedRow } from './sealed-rows.ts';
import type { RowTally } from './state.ts';
import type { RowIdentity, Store } from './store.ts';

/** What is written in one transaction at the most. */
const mostRows = 200;
const mostBytes = 4 * 1024 * 1024;

/** Rows on their way into another file, and the tally of all that are in it. */
export class RowBatch {
  readonly #store: Store;
  readonly #tally: RowTally;
  #rows: SealedRow[] = [];
  #bytes = 0;
  #done = 0;
  #allBytes = 0;

  constructor(store: Store, tally: RowTally) {
    this.#store = store;
    this.#tally = tally;
  }

  /** Rows put in so far, written or not. */
  get done(): number {
    return this.#done;
  }

  /** Sealed bytes put in so far. */
  get bytes(): number {
    return this.#allBytes;
  }

  /** Writes it, at the latest at `flush`. */
  put(row: SealedRow): void {
    this.count(row.identity);
    this.#rows.push(row);
    this.#bytes += row.sealed.length;
    this.#allBytes += row.sealed.length;
    if (this.#rows.length >= mostRows || this.#bytes >= mostBytes) this.flush();
  }

  /** Counts a row that is in the file already. */
  count(identity: RowIdentity): void {
    this.#tally.add(identity);
    this.#done += 1;
  }

  /** Takes rows out again that were put in before. */
  takeBack(identities: readonly RowIdentity[]): void {
    this.flush();
    for (const identity of identities) this.#tally.subtract(identity);
    this.#done -= identities.length;
    for (let start = 0; start < identities.length; start += mostRows) {
      this.#store.transaction(() => {
        for (const row of identities.slice(start, start + mostRows)) deleteRow(this.#store, row);
      });
    }
  }

  flush(): void {
    const rows = this.#rows;
    this.#rows = [];
    this.#bytes = 0;
    if (rows.length === 0) return;
    this.#store.transaction(() => {
      for (const row of rows) putRow(this.#store, row);
    });
  }
}
