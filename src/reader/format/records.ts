import { concatBytes } from '@noble/hashes/utils.js';
import { jsonOf, u64, utf8, viewOf } from '../bytes.ts';
import { isCount, isFields, isHex, type Fields } from './fields.ts';
import { open, type Keys } from './keys.ts';
import { padmeSize } from './padme.ts';
import { isFileSize } from './pieces.ts';

/** A sealed row and where it belongs: it opens there and nowhere else. */
export interface SealedRow {
  readonly id: Uint8Array;
  readonly revision: number;
  readonly sealed: Uint8Array;
}

/** The JSON object sealed in a row of a table; null if the row is not as it was written. */
export function openRow(
  keys: Keys,
  table: 'summary' | 'content' | 'version' | 'state',
  { id, revision, sealed }: SealedRow,
): Fields | null {
  const associatedData = concatBytes(utf8('latchkey/v1'), keys.vaultId, utf8(table), id, u64(revision));
  const padded = open(keys.of(table), sealed, associatedData);
  const message = padded && withoutPadding(padded);
  const json = message && jsonOf(message);
  padded?.fill(0);
  return isFields(json) ? json : null;
}

/** u32 little-endian length ‖ message ‖ zeros. */
function withoutPadding(padded: Uint8Array): Uint8Array | null {
  if (padded.length < 4) return null;
  const end = 4 + viewOf(padded).getUint32(0, true);
  if (
    end > padded.length ||
    padded.length !== padmeSize(end) ||
    padded.subarray(end).some((byte) => byte !== 0)
  )
    return null;
  return padded.subarray(4, end);
}

/** What the list says of a note. */
export interface Summary {
  readonly kind: 'note';
  readonly title: string;
  readonly tags: readonly string[];
  readonly notebook: string | null;
  readonly pinned: boolean;
  readonly favourite: boolean;
  readonly template: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archivedAt: number | null;
  readonly trashedAt: number | null;
  readonly contentRevision: number;
  /** Ids of its attachments, 32 hex digits each. */
  readonly attachments: readonly string[];
}

/** What the list says of an attachment. */
export interface FileSummary {
  readonly kind: 'attachment';
  /** Id of its note: 32 hex digits. */
  readonly note: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly createdAt: number;
}

/** A record of `summary`; null for one that makes no sense. */
export function summaryOf(fields: Fields): Summary | FileSummary | null {
  return fields.kind === 'attachment' ? fileSummaryOf(fields) : noteSummaryOf(fields);
}

function fileSummaryOf({ note, name, size, createdAt }: Fields): FileSummary | null {
  if (!isHex(note, 16) || typeof name !== 'string' || !isFileSize(size) || !isCount(createdAt)) return null;
  return { kind: 'attachment', note, name, size, createdAt };
}

/** An earlier text of a note. */
export interface VersionText {
  readonly title: string;
  readonly body: string;
  readonly tags: readonly string[];
  readonly notebook: string | null;
  readonly savedAt: number;
}

export function versionOf({ title, body, tags, notebook, savedAt }: Fields): VersionText | null {
  if (typeof title !== 'string' || typeof body !== 'string' || !isTexts(tags) || !isCount(savedAt))
    return null;
  if (notebook !== null && typeof notebook !== 'string') return null;
  return { title, body, tags, notebook, savedAt };
}

function noteSummaryOf(fields: Fields): Summary | null {
  const { attachments = [], favourite = false, template = false, archivedAt = null } = fields;
  const { title, tags, notebook, pinned, createdAt, updatedAt, trashedAt, contentRevision } = fields;
  if (typeof title !== 'string' || !isTexts(tags) || typeof pinned !== 'boolean') return null;
  if (notebook !== null && typeof notebook !== 'string') return null;
  if (!isCount(createdAt) || !isCount(updatedAt) || !isCount(contentRevision)) return null;
  if (trashedAt !== null && !isCount(trashedAt)) return null;
  if (archivedAt !== null && !isCount(archivedAt)) return null;
  if (typeof favourite !== 'boolean' || typeof template !== 'boolean' || !isIds(attachments)) return null;
  const texts = { title, tags, notebook, pinned, favourite, template };
  const times = { createdAt, updatedAt, archivedAt, trashedAt };
  return { kind: 'note', ...texts, ...times, contentRevision, attachments };
}

function isIds(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((id) => isHex(id, 16));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

/** What the vault says of itself. */
export interface State {
  readonly setHash: string;
  /** Rows of all four tables together. */
  readonly rowCount: number;
  /** SHA-256 of the header's body. */
  readonly header: string;
  /** Ids whose pieces belong to nothing, 32 hex digits each. */
  readonly loose: readonly string[];
}

export function stateOf({ setHash, rows, header, loose = [] }: Fields): State | null {
  if (!isHex(setHash, 32) || !isHex(header, 32) || !isFields(rows) || !isIds(loose)) return null;
  const counts = [rows.summary, rows.content, rows.version, rows.chunk];
  if (!counts.every(isCount)) return null;
  return { setHash, header, loose, rowCount: counts.reduce((sum, count) => sum + count, 0) };
}
