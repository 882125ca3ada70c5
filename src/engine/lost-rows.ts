import { toHex, type RowIdentity } from '../vault/index.ts';
import type { RawRow } from './rows.ts';
import { recordTampered } from './sqlite-errors.ts';

type Table = RowIdentity['table'];

/**
 * Rows that a table holds and its index does not name, because the file is damaged there. SQLite does not find them by
 * their ids, and would put a second row beside one of them.
 */
export class LostRows {
  readonly #scan: (table: Table) => Iterable<RawRow>;
  readonly #known = new Map<Table, ReadonlyMap<string, RawRow>>();

  /** `scan`: the identities of a table's rows, each with `is_found`, whether the index names it. */
  constructor(scan: (table: Table) => Iterable<RawRow>) {
    this.#scan = scan;
  }

  /** Looks a whole table through. Yields its rows. */
  *search(table: Table): Generator<RawRow> {
    const lost = new Map<string, RawRow>();
    for (const row of this.#scan(table)) {
      if (row.is_found !== 1n) lost.set(nameOf(row.id, row.position ?? row.revision, table), row);
      yield row;
    }
    this.#known.set(table, lost);
  }

  /** A row that SQLite did not find; null if it is not there at all. The first time, this looks through the whole table. */
  find(table: Table, id: Uint8Array, place?: number): RawRow | null {
    if (!this.#known.has(table)) {
      // Not gathered: a large attachment has a million rows.
      const search = this.search(table);
      while (!search.next().done);
    }
    return this.#known.get(table)?.get(nameOf(id, place, table)) ?? null;
  }

  /** Throws `record-tampered` for a row that is known to be lost: it must not be written a second time. */
  assertFound(table: Table, id: Uint8Array): void {
    if (this.#known.get(table)?.has(nameOf(id, undefined, table)))
      throw recordTampered({ table, id: toHex(id) });
  }

  /** Throws `record-tampered` if a row of any table that was looked through is lost. */
  assertNone(): void {
    for (const [table, lost] of this.#known) {
      for (const { id } of lost.values())
        throw recordTampered({ table, ...(id instanceof Uint8Array ? { id: toHex(id) } : {}) });
    }
  }
}

/** What names a row in its table: the id, and for versions and chunks the revision or position. */
function nameOf(id: unknown, place: unknown, table: Table): string {
  const item = id instanceof Uint8Array ? toHex(id) : '';
  return table === 'summary' || table === 'content' ? item : `${item}/${String(place)}`;
}
