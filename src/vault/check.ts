import {
  LatchkeyError,
  errorToData,
  type ErrorCode,
  type ErrorData,
  type ErrorDetails,
} from '../contract/errors.ts';
import { toHex } from './bytes.ts';
import type { Keyring } from './keyring.ts';
import { SetHash } from './set-hash.ts';
import type { RowCounts, VaultState } from './state.ts';
import type { RowIdentity } from './store.ts';

/** Rows between two breaths: about 5 ms of HMAC. */
const slice = 500;

/** Rows beyond those that a vault should have that are still looked at one by one, to say what they are. */
const mostExtra = 10_000;

/**
 * The rows of a file, for `checkRows`: of those that nobody wrote no more than it takes to see that there are too many. In a
 * file that somebody made, there may be any number of rows, and each costs memory.
 */
export function rowsToCheck(rows: Iterable<RowIdentity>, state: VaultState): RowIdentity[] {
  const most = mostOf(state.rows) + 1;
  const found: RowIdentity[] = [];
  for (const row of rows) if (found.push(row) >= most) break;
  return found;
}

function mostOf({ summary, content, version, chunk }: RowCounts): number {
  return summary + content + version + chunk + mostExtra;
}

/**
 * Compares the rows found with what a vault's state says of them. Yields every few hundred rows; returns each problem
 * as an error's data: `rows-missing`, `rows-extra`, or `rolled-back` when the number is right and the rows are not. `rows`:
 * see `rowsToCheck`.
 */
export function* checkRows(
  rows: readonly RowIdentity[],
  state: VaultState,
  keyring: Keyring,
): Generator<void, ErrorData[]> {
  if (state.problem) return [errorToData(state.problem)];
  if (rows.length > mostOf(state.rows)) return [errorToData(farTooMany())];
  const hash = new SetHash(keyring.subkey('set-hash'));
  for (const [index, row] of rows.entries()) {
    hash.add(row);
    if (index % slice === slice - 1) yield;
  }
  if (hash.value === state.setHash) return [];
  return problemsOf(rows, state.rows).map(errorToData);
}

function problemsOf(rows: readonly RowIdentity[], expected: RowCounts): LatchkeyError[] {
  const halves = halvesWithoutTheOther(rows);
  if (halves.length > 0) return halves;
  const differences = differencesOf(rows, expected);
  const fewer = differences.reduce((sum, difference) => sum + Math.max(0, -difference), 0);
  const more = differences.reduce((sum, difference) => sum + Math.max(0, difference), 0);
  const counted = [...(fewer > 0 ? [missing(fewer)] : []), ...(more > 0 ? [extra(more)] : [])];
  if (counted.length > 0) return counted;
  return [
    problem(
      'rolled-back',
      'Some records in this vault are not the newest ones Latchkey wrote: older ones were put back outside Latchkey. Every note still opens only if its own bytes are intact. Compare with your newest backup.',
    ),
  ];
}

/** How many rows more than expected each table has. */
function differencesOf(rows: readonly RowIdentity[], expected: RowCounts): number[] {
  const found = { summary: 0, content: 0, version: 0, chunk: 0 };
  for (const { table } of rows) found[table] += 1;
  return (['summary', 'content', 'version', 'chunk'] as const).map((table) => found[table] - expected[table]);
}

/** A note, like an attachment, has one row in `summary` and one in `content`: where one half is left, the other can be named. */
function halvesWithoutTheOther(rows: readonly RowIdentity[]): LatchkeyError[] {
  const idsOf = (table: RowIdentity['table']) =>
    new Set(rows.filter((row) => row.table === table).map(({ id }) => toHex(id)));
  const [summaries, contents] = [idsOf('summary'), idsOf('content')];
  return [
    ...[...summaries.difference(contents)].map((id) =>
      problem(
        'rows-missing',
        'The text of one note, or a part of one attached file, is missing: its row was deleted from the file outside Latchkey. What it is called is still there. A backup may still have the rest.',
        { table: 'content', id },
      ),
    ),
    ...[...contents.difference(summaries)].map((id) =>
      problem(
        'rows-missing',
        'One note, or one attached file, is missing from its list: its row was deleted from the file outside Latchkey. A backup may still have it whole.',
        { table: 'summary', id },
      ),
    ),
  ];
}

function missing(count: number): LatchkeyError {
  return problem(
    'rows-missing',
    `${count === 1 ? 'One record is' : `${count} records are`} missing from this vault: deleted from the file outside Latchkey. The notes you see are intact. A backup may still have the missing ones.`,
  );
}

function extra(count: number): LatchkeyError {
  return strange(count === 1 ? 'one record' : `${count} records`);
}

function farTooMany(): LatchkeyError {
  return strange(`more than ${mostExtra} records`);
}

function strange(records: string): LatchkeyError {
  return problem(
    'rows-extra',
    `This vault holds ${records} that Latchkey did not leave there: deleted ones were put back, or others added, outside Latchkey. Compare with your newest backup.`,
  );
}

function problem(code: ErrorCode, message: string, details: ErrorDetails = {}): LatchkeyError {
  return new LatchkeyError(code, message, { details });
}
