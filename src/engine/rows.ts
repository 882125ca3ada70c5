import type { SQLOutputValue } from 'node:sqlite';
import {
  itemId,
  toHex,
  type ItemId,
  type ItemTable,
  type RowIdentity,
  type StoredChunk,
  type StoredItem,
} from '../vault/index.ts';
import { recordTampered } from './sqlite-errors.ts';

const idLength = 16;

/** A row as SQLite gives it, its integers as bigints. Nothing in it has been checked: the file may come from anybody. */
export type RawRow = Readonly<Record<string, SQLOutputValue>>;

/** Throws `record-tampered` for an id that is not 16 bytes or a revision below 1. */
export function parseItem(row: RawRow, table: ItemTable | 'version'): StoredItem {
  const id = parseId(row.id, table);
  return { id, revision: parseRevision(row.revision, { table, id }), sealed: parseBlob(row.sealed, table) };
}

/**
 * A row as the list needs it: what is wrong with one must not hide the others. Bytes that are no bytes and a revision
 * that was never given come out as ones that no key opens. Null for a row whose id names nothing.
 */
export function listedItem({ id, revision, sealed }: RawRow): StoredItem | null {
  if (!(id instanceof Uint8Array) || id.length !== idLength) return null;
  return {
    id: itemId(id),
    revision: integerFrom(1, revision) ?? 0,
    sealed: sealed instanceof Uint8Array ? sealed : new Uint8Array(),
  };
}

/** As `parseItem`, for a position below 0. */
export function parseChunk(row: RawRow): StoredChunk {
  const id = parseId(row.id, 'chunk');
  return { id, position: parsePosition(row.position, id), sealed: parseBlob(row.sealed, 'chunk') };
}

/** As `listedItem`: a position that was never given comes with bytes that no key opens. */
export function listedChunk({ id, position, sealed }: RawRow): StoredChunk | null {
  if (!(id instanceof Uint8Array) || id.length !== idLength) return null;
  const place = integerFrom(0, position);
  const isWhole = place !== null && sealed instanceof Uint8Array;
  return { id: itemId(id), position: place ?? 0, sealed: isWhole ? sealed : new Uint8Array() };
}

/** Positions below 0 or beyond what a number holds are left out. */
export function listedPositions(rows: readonly RawRow[]): readonly number[] {
  return rows.map(({ position }) => integerFrom(0, position)).filter((position) => position !== null);
}

/** Throws as `parseItem` does, and for a position below 0. */
export function parseIdentity(row: RawRow, table: RowIdentity['table']): RowIdentity {
  const id = parseId(row.id, table);
  const identity = { table, id, revision: parseRevision(row.revision, { table, id }) };
  if (table !== 'chunk') return identity;
  return { ...identity, position: parsePosition(row.position, id) };
}

/** Throws `record-tampered` unless the value is a blob. */
export function parseBlob(value: SQLOutputValue | undefined, table: string): Uint8Array {
  if (!(value instanceof Uint8Array)) throw recordTampered({ table });
  return value;
}

function parseId(value: SQLOutputValue | undefined, table: string): ItemId {
  const bytes = parseBlob(value, table);
  if (bytes.length !== idLength) throw recordTampered({ table });
  return itemId(bytes);
}

function parseRevision(
  value: SQLOutputValue | undefined,
  { table, id }: { table: string; id: ItemId },
): number {
  const revision = integerFrom(1, value);
  if (revision === null) throw recordTampered({ table, id: toHex(id) });
  return revision;
}

function parsePosition(value: SQLOutputValue | undefined, id: ItemId): number {
  const position = integerFrom(0, value);
  if (position === null) throw recordTampered({ table: 'chunk', id: toHex(id) });
  return position;
}

/** SQLite's integers have 64 bits; null for one that is below `least`, or that no JavaScript number holds exactly. */
function integerFrom(least: number, value: SQLOutputValue | undefined): number | null {
  if (typeof value !== 'bigint') return null;
  const number = Number(value);
  return Number.isSafeInteger(number) && number >= least ? number : null;
}
