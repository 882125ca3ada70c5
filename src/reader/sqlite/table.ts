import { viewOf } from '../bytes.ts';
import { Damage } from './damage.ts';
import { fileHeaderLength, type Pages } from './pages.ts';
import { readRecord, readVarint, skipVarint, type Value } from './record.ts';

/** A row, or null for a row or a part of the tree that is damaged. */
export type Row = readonly Value[] | null;

const leaf = 13;
const interior = 5;

/**
 * Walks a table's b-tree (https://sqlite.org/fileformat2.html#b_tree_pages) and gives its rows in order. Damage does not
 * end the walk: a row or page that makes no sense is given as null, and the walk goes on beside it. Each page is
 * used once at most, so that the work is bounded by the size of the file whatever the file says.
 */
export function* rowsOf(pages: Pages, root: number): Generator<Row> {
  const walk = new Walk(pages);
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    try {
      const page = walk.take(number);
      const cells = cellsOf(page, number === 1 ? fileHeaderLength : 0);
      if (cells.kind === interior) waiting.push(...childrenOf(page, cells).reverse());
      else yield* leafRows(walk, page, cells);
    } catch (error) {
      yield nothingIfDamaged(error);
    }
  }
}

function* leafRows(walk: Walk, page: Uint8Array, { offsets }: Cells): Generator<Row> {
  for (const offset of offsets) {
    let row: Row;
    try {
      row = readRecord(payloadOf(walk, page, offset));
    } catch (error) {
      row = nothingIfDamaged(error);
    }
    yield row;
  }
}

function nothingIfDamaged(error: unknown): null {
  if (error instanceof Damage) return null;
  throw error;
}

/** The pages of one table, each lent once. */
class Walk {
  readonly pages: Pages;
  readonly #taken = new Set<number>();

  constructor(pages: Pages) {
    this.pages = pages;
  }

  take(number: number): Uint8Array {
    if (this.#taken.has(number)) throw new Damage('a page in two places');
    const page = this.pages.page(number);
    this.#taken.add(number);
    return page;
  }
}

interface Cells {
  readonly kind: typeof leaf | typeof interior;
  /** Where the page's own header begins. */
  readonly start: number;
  readonly offsets: readonly number[];
}

function cellsOf(page: Uint8Array, start: number): Cells {
  const view = viewOf(page);
  const kind = view.getUint8(start);
  if (kind !== leaf && kind !== interior) throw new Damage('not a page of a table');
  const first = start + (kind === leaf ? 8 : 12);
  const count = view.getUint16(start + 3);
  if (first + 2 * count > page.length) throw new Damage('more cells than fit');
  const offsets = Array.from({ length: count }, (_, index) => view.getUint16(first + 2 * index));
  return { kind, start, offsets };
}

/** The page numbers below an interior page, from left to right. */
function childrenOf(page: Uint8Array, { start, offsets }: Cells): number[] {
  const view = viewOf(page);
  return [...offsets, start + 8].map((offset) => {
    if (offset + 4 > page.length) throw new Damage('a cell outside its page');
    return view.getUint32(offset);
  });
}

/** A row's bytes, put together from its page and the overflow pages that it goes on in. */
function payloadOf(walk: Walk, page: Uint8Array, offset: number): Uint8Array {
  const { usableSize } = walk.pages;
  const [length, rowKey] = readVarint(page, offset);
  const start = skipVarint(page, rowKey);
  const local = localLength(length, usableSize);
  if (start + local > usableSize) throw new Damage('a row outside its page');
  if (local === length) return page.subarray(start, start + length);
  if (start + local + 4 > usableSize) throw new Damage('a row outside its page');
  if (length > walk.pages.count * usableSize) throw new Damage('a row longer than the file');
  const payload = new Uint8Array(length);
  payload.set(page.subarray(start, start + local));
  let next = viewOf(page).getUint32(start + local);
  for (let done = local; done < length;) {
    const more = walk.take(next);
    const part = more.subarray(4, 4 + Math.min(usableSize - 4, length - done));
    payload.set(part, done);
    done += part.length;
    next = viewOf(more).getUint32(0);
  }
  return payload;
}

/** How much of a row of `length` bytes stands on its own page: the rest goes to overflow pages. */
function localLength(length: number, usableSize: number): number {
  const most = usableSize - 35;
  if (length <= most) return length;
  const least = Math.floor(((usableSize - 12) * 32) / 255) - 23;
  const even = least + ((length - least) % (usableSize - 4));
  return even <= most ? even : least;
}
