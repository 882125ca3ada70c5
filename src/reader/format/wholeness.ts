import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { isEqual, toHex, type Keys } from './keys.ts';
import type { Text } from './notes.ts';
import type { State, Summary } from './records.ts';
import type { VaultFile } from './vault-file.ts';

/** What is wrong with a note, in words for people; null if nothing is. */
export function noteProblemOf(summary: Summary | null | undefined, text: Text | undefined): string | null {
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

/** The rows that were found. */
interface Rows {
  readonly count: number;
  /** Their set hash. */
  readonly hash: string;
  /** Rows and pages that the file could not give. */
  readonly lost: number;
}

/** What is wrong with the vault as a whole. */
export function problemsOf(file: VaultFile, keys: Keys, state: State | null, rows: Rows): string[] {
  const problems: string[] = [];
  const { body, mac } = file.headerBytes;
  if (!isEqual(hmac(sha256, keys.of('header-mac'), body), mac)) {
    problems.push(
      'The front page, which says who can open the vault, was changed by somebody without its key.',
    );
  }
  if (rows.lost > 0) {
    problems.push(
      `${rows.lost === 1 ? 'One place' : `${rows.lost} places`} in the file could not be read at all.`,
    );
  }
  if (!state) {
    problems.push(
      'The record of what the vault should hold is damaged: nobody can tell whether notes are missing.',
    );
    return problems;
  }
  if (state.header !== toHex(sha256(body))) {
    problems.push('The front page is not the newest one: an older one was put back.');
  }
  if (state.setHash !== rows.hash) problems.push(differenceOf(rows.count - state.rowCount));
  return problems;
}

function differenceOf(difference: number): string {
  if (difference === 0) return 'Some records are not the newest ones: older ones were put back.';
  const count = Math.abs(difference) === 1 ? 'One record' : `${Math.abs(difference)} records`;
  return difference < 0
    ? `${count} fewer than there should be: notes, or parts of notes, are missing.`
    : `${count} more than there should be: deleted ones were put back, or others added.`;
}
