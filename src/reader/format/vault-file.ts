import { sha256 } from '@noble/hashes/sha2.js';
import { ReaderError } from '../problem.ts';
import { Damage } from '../sqlite/damage.ts';
import { isDatabase, openPages, type Pages } from '../sqlite/pages.ts';
import type { Value } from '../sqlite/record.ts';
import { rowsOf } from '../sqlite/table.ts';
import { isCount } from './fields.ts';
import { newerFormat, parseHeader, type Header } from './header.ts';
import { isEqual } from './keys.ts';
import type { SealedRow } from './records.ts';
import { findTables, type Roots } from './schema.ts';
import type { Identity } from './set-hash.ts';

/** "LTCH". */
const applicationId = 0x4c54_4348;

/** A vault's file as anyone can read it: nothing in it is open yet. */
export interface VaultFile {
  readonly header: Header;
  readonly headerBytes: {
    readonly body: Uint8Array;
    readonly checksum: Uint8Array;
    readonly mac: Uint8Array;
  };
  /** Whether the front page still has the checksum it was written with. */
  readonly isHeaderWhole: boolean;
  /** The sealed row of `state`; null if it is missing or damaged. */
  readonly state: Uint8Array | null;
  /** The rows of a table; null for one that the damaged file does not give. */
  items(table: 'summary' | 'content'): Generator<SealedRow | null>;
  /** The rows that the set hash counts, of the tables that no note is in. */
  otherRows(): Generator<Identity>;
}

/**
 * Looks into a vault's file, with the log that a crash left beside it if there is one. Throws `ReaderError` for a file
 * that is not a vault, has a newer format, or is damaged where every note depends on it.
 */
export function readVaultFile(file: Uint8Array, log: Uint8Array | null): VaultFile {
  const pages = pagesOf(file, log);
  const roots = findTables(pages);
  const [id, body, checksum, mac] = onlyRow(pages, roots.header) ?? [];
  if (id === undefined || !isBlob(body) || !isBlob(checksum) || !isBlob(mac)) {
    throw new ReaderError('The front page of this vault is missing or damaged. Try a backup.');
  }
  const [, state] = onlyRow(pages, roots.state) ?? [];
  return {
    header: parseHeader(body),
    headerBytes: { body, checksum, mac },
    isHeaderWhole: isEqual(sha256(body), checksum),
    state: isBlob(state) ? state : null,
    items: (table) => itemsOf(pages, roots[table]),
    otherRows: () => otherRows(pages, roots),
  };
}

function pagesOf(file: Uint8Array, log: Uint8Array | null): Pages {
  if (!isDatabase(file)) throw notAVault();
  try {
    const pages = openPages(file, log);
    if (pages.applicationId !== applicationId || pages.userVersion < 1) throw notAVault();
    if (pages.userVersion > 1) throw newerFormat(pages.userVersion);
    return pages;
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    throw new ReaderError(`The beginning of this file is damaged (${error.message}). Try a backup.`);
  }
}

function notAVault(): ReaderError {
  return new ReaderError(
    'This file is not a Latchkey vault. Vaults have names that end in .latchkey; the file ending in -wal belongs to one and cannot be opened alone.',
  );
}

function onlyRow(pages: Pages, root: number): readonly Value[] | null {
  for (const row of rowsOf(pages, root)) if (row) return row;
  return null;
}

function isBlob(value: Value | undefined): value is Uint8Array {
  return value instanceof Uint8Array;
}

function* itemsOf(pages: Pages, root: number): Generator<SealedRow | null> {
  for (const row of rowsOf(pages, root)) {
    const [, id, revision, sealed] = row ?? [];
    const isItem = isBlob(id) && id.length === 16 && isCount(revision) && isBlob(sealed);
    yield isItem ? { id, revision, sealed } : null;
  }
}

function* otherRows(pages: Pages, roots: Roots): Generator<Identity> {
  for (const table of ['version', 'chunk'] as const) {
    for (const row of rowsOf(pages, roots[table])) {
      const [, id, number] = row ?? [];
      if (!isBlob(id) || !isCount(number)) continue;
      yield table === 'chunk'
        ? { table, id, revision: 1, position: number }
        : { table, id, revision: number };
    }
  }
}
