import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { isEqual, toHex, type Keys } from './keys.ts';
import { openRow, stateOf, summaryOf, type SealedRow, type Summary } from './records.ts';
import { setHashOf, type Identity } from './set-hash.ts';
import type { VaultFile } from './vault-file.ts';

/** A note, as much of it as could be read. */
export interface Note {
  /** 32 hex digits. */
  readonly id: string;
  /** Null if the note's entry in the list is missing or damaged. */
  readonly summary: Summary | null;
  /** Markdown; null if the text is missing or damaged. */
  readonly body: string | null;
  /** What is wrong with this note; null if nothing is. */
  readonly problem: string | null;
}

export interface Contents {
  readonly notes: readonly Note[];
  /** What is wrong with the vault as a whole. */
  readonly problems: readonly string[];
}

/** Rows between two breaths. */
const slice = 200;

interface Text {
  readonly revision: number;
  readonly body: string | null;
}

/** Opens everything. Yields the number of rows done so far; returns what there was, and what is wrong with it. */
export function* readContents(file: VaultFile, keys: Keys): Generator<number, Contents> {
  const summaries = new Map<string, Summary | null>();
  const texts = new Map<string, Text>();
  const rows: Identity[] = [];
  let lost = 0;
  let done = 0;
  for (const table of ['summary', 'content'] as const) {
    for (const row of file.items(table)) {
      done += 1;
      if (done % slice === 0) yield done;
      if (row === null) {
        lost += 1;
        continue;
      }
      rows.push({ table, id: row.id, revision: row.revision });
      if (table === 'summary') summaries.set(toHex(row.id), openSummary(keys, row));
      else texts.set(toHex(row.id), { revision: row.revision, body: openText(keys, row) });
    }
  }
  rows.push(...file.otherRows());
  const ids = new Set([...summaries.keys(), ...texts.keys()]);
  const notes = Array.from(ids, (id) => noteOf(id, summaries.get(id), texts.get(id)));
  return { notes, problems: problemsOf(file, keys, rows, lost) };
}

function openSummary(keys: Keys, row: SealedRow): Summary | null {
  const fields = openRow(keys, 'summary', row);
  return fields && summaryOf(fields);
}

function openText(keys: Keys, row: SealedRow): string | null {
  const body = openRow(keys, 'content', row)?.body;
  return typeof body === 'string' ? body : null;
}

function noteOf(id: string, summary: Summary | null | undefined, text: Text | undefined): Note {
  const body = text?.body ?? null;
  return { id, summary: summary ?? null, body, problem: problemOf(summary, text) };
}

function problemOf(summary: Summary | null | undefined, text: Text | undefined): string | null {
  const ofTitle =
    summary === undefined
      ? 'Its entry in the list is missing, and with it the title and the dates.'
      : 'Its entry in the list is damaged, and with it the title and the dates.';
  if (!text) return summary ? 'Its text is missing from the file.' : `${ofTitle} Its text is missing too.`;
  if (text.body === null) return summary ? 'Its text is damaged.' : `${ofTitle} Its text is damaged too.`;
  if (!summary) return ofTitle;
  if (summary.contentRevision === text.revision) return null;
  return 'Its text is an older one than the list knows: it was put back by something that is not Latchkey.';
}

/** `lost`: rows and pages that the file could not give. */
function problemsOf(file: VaultFile, keys: Keys, rows: readonly Identity[], lost: number): string[] {
  const problems: string[] = [];
  const { body, mac } = file.headerBytes;
  if (!isEqual(hmac(sha256, keys.of('header-mac'), body), mac)) {
    problems.push(
      'The front page, which says who can open the vault, was changed by somebody without its key.',
    );
  }
  if (lost > 0) {
    problems.push(`${lost === 1 ? 'One place' : `${lost} places`} in the file could not be read at all.`);
  }
  const sealed = file.state && { id: new Uint8Array(16), revision: 0, sealed: file.state };
  const fields = sealed && openRow(keys, 'state', sealed);
  const state = fields && stateOf(fields);
  if (!state) {
    problems.push(
      'The record of what the vault should hold is damaged: nobody can tell whether notes are missing.',
    );
    return problems;
  }
  if (state.header !== toHex(sha256(body))) {
    problems.push('The front page is not the newest one: an older one was put back.');
  }
  if (state.setHash !== setHashOf(keys.of('set-hash'), rows)) {
    problems.push(differenceOf(rows.length - state.rowCount));
  }
  return problems;
}

function differenceOf(difference: number): string {
  if (difference === 0) return 'Some records are not the newest ones: older ones were put back.';
  const count = Math.abs(difference) === 1 ? 'One record' : `${Math.abs(difference)} records`;
  return difference < 0
    ? `${count} fewer than there should be: notes, or parts of notes, are missing.`
    : `${count} more than there should be: deleted ones were put back, or others added.`;
}
