import { sha256 } from '@noble/hashes/sha2.js';
import { ReaderError } from '../problem.ts';
import { Damage } from '../sqlite/damage.ts';
import { isDatabase, openPages, type Pages } from '../sqlite/pages.ts';
import type { Value } from '../sqlite/record.ts';
import type { Source } from '../sqlite/source.ts';
import { entriesOf, rowAt, rowsOf, type Place } from '../sqlite/table.ts';
import { isCount } from './fields.ts';
import { newerFormat, parseHeader, type Header } from './header.ts';
import { isEqual } from './keys.ts';
import { maxPieceRowLength } from './pieces.ts';
import type { SealedRow } from './records.ts';
import { findTables, type Roots } from './schema.ts';

/** Enough of a row of `chunk` for the columns before `sealed`: less than every page size keeps on the row's own page. */
const pieceStart = 39;

/** More than the longest note's row has. */
const maxItemRowLength = 2 ** 28;

/** "LTCH". */
const applicationId = 0x4c54_4348;

/** A row of `summary`, `content` or `version`. */
export interface PlacedRow extends SealedRow {
  readonly place: Place;
}

/** A row of `chunk` without what is sealed in it. */
export interface PieceRow {
  /** The attachment's. */
  readonly id: Uint8Array;
  readonly position: number;
  readonly place: Place;
}

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
  items(table: ItemTable): AsyncGenerator<PlacedRow | null>;
  /** One row of those again; null if it cannot be read. */
  itemAt(place: Place): Promise<SealedRow | null>;
  /** The rows of `chunk`, without reading what is sealed in them. */
  pieces(): AsyncGenerator<PieceRow | null>;
  /** What is sealed in one of them; null if it cannot be read. */
  pieceAt(place: Place): Promise<Uint8Array | null>;
}

export type ItemTable = 'summary' | 'content' | 'version';

/**
 * Looks into a vault's file, with the log that a crash left beside it if there is one. Throws `ReaderError` for a file
 * that is not a vault, has a newer format, or is damaged where every note depends on it.
 */
export async function readVaultFile(file: Source, log: Uint8Array | null): Promise<VaultFile> {
  const pages = await pagesOf(file, log);
  const roots = await findTables(pages);
  const [id, body, checksum, mac] = (await onlyRow(pages, roots.header)) ?? [];
  if (id === undefined || !isBlob(body) || !isBlob(checksum) || !isBlob(mac)) {
    throw new ReaderError('The front page of this vault is missing or damaged. Try a backup.');
  }
  const [, state] = (await onlyRow(pages, roots.state)) ?? [];
  return {
    header: parseHeader(body),
    headerBytes: { body, checksum, mac },
    isHeaderWhole: isEqual(sha256(body), checksum),
    state: isBlob(state) ? state : null,
    items: (table) => itemsOf(pages, roots[table]),
    itemAt: async (place) => itemOf((await rowAt(pages, place, maxItemRowLength)) ?? []),
    pieces: () => piecesOf(pages, roots),
    pieceAt: async (place) => {
      const [, , , sealed] = (await rowAt(pages, place, maxPieceRowLength)) ?? [];
      return isBlob(sealed) ? sealed : null;
    },
  };
}

async function pagesOf(file: Source, log: Uint8Array | null): Promise<Pages> {
  if (!(await isDatabase(file))) throw notAVault();
  try {
    const pages = await openPages(file, log);
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

async function onlyRow(pages: Pages, root: number): Promise<readonly Value[] | null> {
  for await (const row of rowsOf(pages, root)) if (row) return row;
  return null;
}

function isBlob(value: Value | undefined): value is Uint8Array {
  return value instanceof Uint8Array;
}

async function* itemsOf(pages: Pages, root: number): AsyncGenerator<PlacedRow | null> {
  for await (const entry of entriesOf(pages, root)) {
    const item = entry && itemOf(entry.values);
    yield item && { ...item, place: entry.place };
  }
}

/** Ids are copied: a view on them would keep the page, and what was read with it, in memory. */
function itemOf([, id, revision, sealed]: readonly Value[]): SealedRow | null {
  if (!isBlob(id) || id.length !== 16 || !isCount(revision) || !isBlob(sealed)) return null;
  return { id: id.slice(), revision, sealed };
}

async function* piecesOf(pages: Pages, { chunk }: Roots): AsyncGenerator<PieceRow | null> {
  for await (const entry of entriesOf(pages, chunk, pieceStart)) {
    const [, id, position] = entry?.values ?? [];
    const isPiece = entry && isBlob(id) && id.length === 16 && isCount(position);
    yield isPiece ? { id: id.slice(), position, place: entry.place } : null;
  }
}
