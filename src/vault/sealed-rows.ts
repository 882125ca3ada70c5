import { toHex } from './bytes.ts';
import type { RowIdentity, Store } from './store.ts';
import type { OpenSummary } from './summaries.ts';

/** A row of any table, ready to be written. */
export interface SealedRow {
  readonly identity: RowIdentity;
  /** nonce ‖ ciphertext ‖ tag. */
  readonly sealed: Uint8Array;
  /** What a row of `summary` seals, for those who follow what is written. */
  readonly summary?: OpenSummary;
  /** The text that a row of `content` seals. */
  readonly body?: string;
}

/** Writes a row in the place of any that has its table and id (and revision or position, where a table has several). */
export function putRow(store: Store, { identity, sealed }: SealedRow): void {
  const { table, id, revision, position } = identity;
  if (table === 'chunk') store.writeChunk({ id, position: position ?? 0, sealed });
  else if (table === 'version') store.writeVersion({ id, revision, sealed });
  else store.writeItem(table, { id, revision, sealed });
}

export function deleteRow(store: Store, { table, id, revision, position }: RowIdentity): void {
  if (table === 'chunk') store.deleteChunk(id, position ?? 0);
  else if (table === 'version') store.deleteVersion(id, revision);
  else store.deleteItem(table, id);
}

/** What a row takes the place of: the same text for two rows that cannot be in one store. */
export function placeOf({ table, id, revision, position }: RowIdentity): string {
  const item = `${table}/${toHex(id)}`;
  if (table === 'chunk') return `${item}/${position ?? 0}`;
  return table === 'version' ? `${item}/${revision}` : item;
}
