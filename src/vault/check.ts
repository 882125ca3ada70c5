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

/**
 * Compares the rows found with what a vault's state says of them. Yields every few hundred rows; returns each problem
 * as an error's data: `rows-missing`, `rows-extra`, or `rolled-back` when the number is right and the rows are not.
 */
export function* checkRows(
  rows: readonly RowIdentity[],
  state: VaultState,
  keyring: Keyring,
): Generator<void, ErrorData[]> {
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
  const difference = rows.length - Object.values(expected).reduce((sum, count) => sum + count, 0);
  if (difference < 0) return [missing(-difference)];
  if (difference > 0) return [extra(difference)];
  return [
    problem(
      'rolled-back',
      'Some records in this vault are not the newest ones Latchkey wrote: older ones were put back outside Latchkey. Every note still opens only if its own bytes are intact. Compare with your newest backup.',
    ),
  ];
}

/** A note has one row in `summary` and one in `content`: where one half is left, the other can be named. */
function halvesWithoutTheOther(rows: readonly RowIdentity[]): LatchkeyError[] {
  const idsOf = (table: RowIdentity['table']) =>
    new Set(rows.filter((row) => row.table === table).map(({ id }) => toHex(id)));
  const [summaries, contents] = [idsOf('summary'), idsOf('content')];
  return [
    ...[...summaries.difference(contents)].map((id) =>
      problem(
        'rows-missing',
        'The text of one note is missing: its row was deleted from the file outside Latchkey. Its title is still in the list. A backup may still have the text.',
        { table: 'content', id },
      ),
    ),
    ...[...contents.difference(summaries)].map((id) =>
      problem(
        'rows-missing',
        'One note is missing from the list: its row was deleted from the file outside Latchkey. A backup may still have the note.',
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
  return problem(
    'rows-extra',
    `This vault holds ${count === 1 ? 'one record' : `${count} records`} that Latchkey did not leave there: deleted ones were put back, or others added, outside Latchkey. Compare with your newest backup.`,
  );
}

function problem(code: ErrorCode, message: string, details: ErrorDetails = {}): LatchkeyError {
  return new LatchkeyError(code, message, { details });
}
