import * as v from 'valibot';
import { NoteId, type NoteSummary } from '../contract/words.ts';
import { fromHex, toHex } from './bytes.ts';
import { packSummaries, unpackSummaries } from './summary-pack.ts';

/** How packs and head are put together: others are not read. */
const version = 2;

const idLength = 16;

/** version, packs, total and gone, each 4 bytes. */
const fixedLength = 16;

/** Notes as they are since the packs were written: null for one that is gone. */
export type Changes = ReadonlyMap<NoteId, NoteSummary | null>;

/** What a stored list begins with. */
export interface CatalogueHead {
  /** How many packs belong to it. */
  readonly packs: number;
  /** How many entries the whole list has. */
  readonly total: number;
  readonly changes: Changes;
}

/** Version, packs, total and the number of gone notes, each u32 big-endian ‖ their ids ‖ a pack of the changed ones. */
export function packHead({ packs, total, changes }: CatalogueHead): Uint8Array {
  const gone: NoteId[] = [];
  const changed: NoteSummary[] = [];
  for (const [id, note] of changes) {
    if (note) changed.push(note);
    else gone.push(id);
  }
  const pack = packSummaries(changed);
  const head = new Uint8Array(fixedLength + gone.length * idLength + pack.length);
  const view = new DataView(head.buffer);
  for (const [index, value] of [version, packs, total, gone.length].entries())
    view.setUint32(4 * index, value);
  for (const [index, id] of gone.entries()) head.set(fromHex(id), fixedLength + index * idLength);
  head.set(pack, fixedLength + gone.length * idLength);
  return head;
}

/** Null if the bytes are something else. */
export function unpackHead(bytes: Uint8Array): CatalogueHead | null {
  if (bytes.length < fixedLength) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [packs, total] = [view.getUint32(4), view.getUint32(8)];
  const end = fixedLength + view.getUint32(12) * idLength;
  if (view.getUint32(0) !== version || end > bytes.length) return null;
  const changed = unpackSummaries(bytes.subarray(end));
  if (!changed) return null;
  const changes = new Map<NoteId, NoteSummary | null>(changed.map((note) => [note.id, note]));
  for (let at = fixedLength; at < end; at += idLength) {
    changes.set(v.parse(NoteId, toHex(bytes.subarray(at, at + idLength))), null);
  }
  return { packs, total, changes };
}
