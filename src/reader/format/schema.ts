import type { Pages } from '../sqlite/pages.ts';
import { rowsOf } from '../sqlite/table.ts';
import { ReaderError } from '../problem.ts';

const item = (table: string): string => `CREATE TABLE ${table} (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  sealed BLOB NOT NULL CHECK (length(sealed) >= 40)
) STRICT`;

const part = (table: string, order: string, least: number): string => `CREATE TABLE ${table} (
  row INTEGER PRIMARY KEY,
  item_id BLOB NOT NULL CHECK (length(item_id) = 16),
  ${order} INTEGER NOT NULL CHECK (${order} >= ${least}),
  sealed BLOB NOT NULL CHECK (length(sealed) >= 40),
  UNIQUE (item_id, ${order})
) STRICT`;

/** The tables that are read, as they were made: so it is known which column is which. */
export const tables = {
  header: `CREATE TABLE header (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  body BLOB NOT NULL,
  checksum BLOB NOT NULL CHECK (length(checksum) = 32),
  mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT`,
  summary: item('summary'),
  content: item('content'),
  version: part('version', 'revision', 1),
  chunk: part('chunk', 'position', 0),
  state: `CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sealed BLOB NOT NULL CHECK (length(sealed) >= 40)
) STRICT`,
} as const;

export type Table = keyof typeof tables;
export type Roots = Readonly<Record<Table, number>>;

/** Rows of the list of tables that are looked at. A vault has twelve. */
const most = 100;

/**
 * Finds the first page of each table. What else the file describes (indexes, and triggers or views that somebody put in)
 * is left alone: nothing in the file is ever run. Throws `ReaderError` if a table is missing or made differently.
 */
export async function findTables(pages: Pages): Promise<Roots> {
  const found = new Map<string, number>();
  let looked = 0;
  for await (const row of rowsOf(pages, 1)) {
    if (looked++ === most) break;
    const [type, name, , root, sql] = row ?? [];
    if (type !== 'table' || typeof name !== 'string' || typeof root !== 'number') continue;
    if (isTable(name) && sql === tables[name]) found.set(name, root);
  }
  const rootOf = (table: Table): number => {
    const root = found.get(table);
    if (root === undefined) {
      throw new ReaderError(
        `The file has no table “${table}” of the kind that vaults of format 1 have. It is damaged, or it was changed by something that is not Latchkey. Try a backup.`,
      );
    }
    return root;
  };
  return {
    header: rootOf('header'),
    summary: rootOf('summary'),
    content: rootOf('content'),
    version: rootOf('version'),
    chunk: rootOf('chunk'),
    state: rootOf('state'),
  };
}

function isTable(name: string): name is Table {
  return Object.hasOwn(tables, name);
}
