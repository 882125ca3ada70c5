import type { SQLOutputValue } from 'node:sqlite';
import {
  itemId,
  toHex,
  type ItemId,
  type ItemTable,
  type RowIdentity,
  type StoredItem,
} from '../vault/index.ts';
import { recordTampered } from './sqlite-errors.ts';

/** A row as SQLite gives it. Nothing in it has been checked: the file may come from anybody. */
export type RawRow = Readonly<Record<string, SQLOutputValue>>;

/** Throws `record-tampered` for an id that is not 16 bytes or a revision below 1. */
export function parseItem(row: RawRow, table: ItemTable): StoredItem {
  const id = parseId(row.id, table);
  return { id, revision: parseRevision(row.revision, { table, id }), sealed: parseBlob(row.sealed, table) };
}

/** Throws as `parseItem` does, and for a position below 0. */
export function parseIdentity(row: RawRow, table: RowIdentity['table']): RowIdentity {
  const id = parseId(row.id, table);
  const identity = { table, id, revision: parseRevision(row.revision, { table, id }) };
  if (table !== 'chunk') return identity;
  const position = row.position;
  if (!isIntegerFrom(0, position)) throw recordTampered({ table, id: toHex(id) });
  return { ...identity, position };
}

/** Throws `record-tampered` unless the value is a blob. */
export function parseBlob(value: SQLOutputValue | undefined, table: string): Uint8Array {
  if (!(value instanceof Uint8Array)) throw recordTampered({ table });
  return value;
}

function parseId(value: SQLOutputValue | undefined, table: string): ItemId {
  const bytes = parseBlob(value, table);
  if (bytes.length !== 16) throw recordTampered({ table });
  return itemId(bytes);
}

function parseRevision(
  value: SQLOutputValue | undefined,
  { table, id }: { table: string; id: ItemId },
): number {
  if (!isIntegerFrom(1, value)) throw recordTampered({ table, id: toHex(id) });
  return value;
}

function isIntegerFrom(least: number, value: SQLOutputValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}
