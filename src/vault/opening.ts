import { errorToData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import { wipe } from './bytes.ts';
import type { Keyring } from './keyring.ts';
import { Breath } from './progress.ts';
import { openBytes } from './sealing.ts';
import type { Store, StoredItem } from './store.ts';

/** Problems that are told of one by one: a file that somebody made may have any number. */
const mostProblems = 1_000;

/**
 * Opens every record but the chunks of attachments, and returns each problem as an error's data, with table and id; after a
 * thousand it looks no further. Others may write meanwhile: each record is judged by itself, as it was when it was read. A page
 * of a table that cannot be read is one problem.
 */
export function* openRecords(store: Store, keyring: Keyring): Generator<void, ErrorData[]> {
  const breath = new Breath();
  const problems: ErrorData[] = [];
  const tables: readonly ['summary' | 'content' | 'version', Iterable<StoredItem>][] = [
    ['summary', store.readItems('summary')],
    ['content', store.readItems('content')],
    ['version', store.readVersions(null)],
  ];
  for (const [table, rows] of tables) {
    try {
      for (const { id, revision, sealed } of rows) {
        const problem = problemOf(() => wipe(openBytes(keyring, { table, id, revision }, sealed)));
        if (problem && problems.push(problem) >= mostProblems) return problems;
        if (breath.isDueAfter(sealed.length)) yield;
      }
    } catch (error) {
      if (!(error instanceof LatchkeyError) || error.code !== 'record-tampered') throw error;
      problems.push(errorToData(error));
    }
  }
  return problems;
}

function problemOf(open: () => void): ErrorData | null {
  try {
    open();
    return null;
  } catch (error) {
    if (error instanceof LatchkeyError) return errorToData(error);
    throw error;
  }
}
