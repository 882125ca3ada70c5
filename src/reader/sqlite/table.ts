import { viewOf } from '../bytes.ts';
import { Damage } from './damage.ts';
import { fileHeaderLength, type Pages } from './pages.ts';
import { readRecord, readVarint, skipVarint, type Value } from './record.ts';

/** The columns of a row; null for a row, or a part of the tree, that is damaged. */
export type Row = readonly Value[] | null;

/** Where a row stands in its file. */
export interface Place {
  readonly page: number;
  readonly offset: number;
}

/** A row and its place; of a row that is longer than what was asked for, the columns that were whole in that. */
export interface Entry {
  readonly place: Place;
  readonly values: readonly Value[];
}

const leaf = 13;
const interior = 5;

/** Bytes that a row of a vault may have at most: twice what the longest note has. */
const maxRowLength = 2 ** 28;

/** As `entriesOf`, without the places. */
export async function* rowsOf(pages: Pages, root: number): AsyncGenerator<Row> {
  for await (const entry of entriesOf(pages, root)) yield entry?.values ?? null;
}

/**
 * Walks a table's b-tree (https://sqlite.org/fileformat2.html#b_tree_pages) and gives its rows in order, or no more than the first
 * `most` bytes of each. Damage does not end the walk: a row or page that makes no sense is given as null, and the walk goes on beside
 * it. Each page is used once at most, so that the work is bounded by the size of the file whatever the file says.
 */
export async function* entriesOf(
  pages: Pages,
  root: number,
  most = maxRowLength,
): AsyncGenerator<Entry | null> {
  const walk = new Walk(pages);
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    try {
      const page = await walk.take(number);
      const cells = cellsOf(page, number === 1 ? fileHeaderLength : 0);
      if (cells.kind === interior) waiting.push(...childrenOf(page, cells).reverse());
      else yield* leafEntries(walk, { number, page, offsets: cells.offsets }, most);
    } catch (error) {
      yield nothingIfDamaged(error);
    }
  }
}

/** The row at a place that `entriesOf` gave; null if it is damaged or longer than `most` bytes. */
export async function rowAt(pages: Pages, { page, offset }: Place, most: number): Promise<Row> {
  try {
    const walk = new Walk(pages);
    const { payload, length } = await payloadOf(walk, await walk.take(page), offset, most);
    return length > most ? null : readRecord(payload);
  } catch (error) {
    return nothingIfDamaged(error);
  }
}

interface Leaf {
  readonly number: number;
  readonly page: Uint8Array;
  readonly offsets: readonly number[];
}

async function* leafEntries(
  walk: Walk,
  { number, page, offsets }: Leaf,
  most: number,
): AsyncGenerator<Entry | null> {
  for (const offset of offsets) {
    let entry: Entry | null;
    try {
      const { payload, length } = await payloadOf(walk, page, offset, most);
      entry = { place: { page: number, offset }, values: readRecord(payload, length) };
    } catch (error) {
      entry = nothingIfDamaged(error);
    }
    yield entry;
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

  async take(number: number): Promise<Uint8Array> {
    if (this.#taken.has(number)) throw new Damage('a page in two places');
    const page = await this.pages.page(number);
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

/**
 * A row's bytes, or the first `most` of them, put together from its page and the overflow pages that it goes on in; and how
 * many bytes the row has.
 */
async function payloadOf(
  walk: Walk,
  page: Uint8Array,
  offset: number,
  most: number,
): Promise<{ readonly payload: Uint8Array; readonly length: number }> {
  const { usableSize } = walk.pages;
  const [length, rowKey] = readVarint(page, offset);
  const start = skipVarint(page, rowKey);
  const local = localLength(length, usableSize);
  const wanted = Math.min(length, most);
  if (start + local > usableSize) throw new Damage('a row outside its page');
  if (wanted <= local) return { payload: page.subarray(start, start + wanted), length };
  if (start + local + 4 > usableSize) throw new Damage('a row outside its page');
  if (length > walk.pages.count * usableSize) throw new Damage('a row longer than the file');
  if (length > maxRowLength) throw new Damage('a row longer than any of a vault');
  const payload = new Uint8Array(wanted);
  payload.set(page.subarray(start, start + local));
  let next = viewOf(page).getUint32(start + local);
  for (let done = local; done < wanted;) {
    const more = await walk.take(next);
    const part = more.subarray(4, 4 + Math.min(usableSize - 4, wanted - done));
    payload.set(part, done);
    done += part.length;
    next = viewOf(more).getUint32(0);
  }
  return { payload, length };
}

/** How much of a row of `length` bytes stands on its own page: the rest goes to overflow pages. */
function localLength(length: number, usableSize: number): number {
  const most = usableSize - 35;
  if (length <= most) return length;
  const least = Math.floor(((usableSize - 12) * 32) / 255) - 23;
  const even = least + ((length - least) % (usableSize - 4));
  return even <= most ? even : least;
}
