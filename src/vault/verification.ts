import * as v from 'valibot';
import { errorToData, LatchkeyError, type ErrorData } from '../contract/errors.ts';
import { toHex, wipe } from './bytes.ts';
import { checkRows } from './check.ts';
import type { Keyring } from './keyring.ts';
import type { Progress } from './progress.ts';
import { openBytes, openRecord } from './sealing.ts';
import type { VaultState } from './state.ts';
import type { ItemTable, Store, StoredItem } from './store.ts';

/** What opening every record of a vault has shown. */
export interface VerifyReport {
  /** Records opened, or found not to open. */
  readonly checked: number;
  readonly problems: readonly ErrorData[];
}

/** Records between two breaths. */
const slice = 100;

const ContentRevision = v.looseObject({ contentRevision: v.number() });

/**
 * Opens every record and compares the rows with what the state says of them. Yields its progress; returns every problem
 * with table and id: `record-tampered`, `rolled-back`, `rows-missing`, `rows-extra`. It judges the vault as it was when
 * it began; the rows must not change meanwhile.
 */
export function* verifyRows(
  store: Store,
  keyring: Keyring,
  state: VaultState,
): Generator<Progress, VerifyReport> {
  const identities = Array.from(store.identities());
  const total = identities.length;
  const problems: ErrorData[] = [];
  const textRevisions = new Map<string, number>();
  let done = 0;
  for (const table of ['summary', 'content'] as const) {
    for (const row of store.readItems(table)) {
      const problem = problemOf(keyring, table, row, textRevisions);
      if (problem) problems.push(errorToData(problem));
      done += 1;
      if (done % slice === 0) yield { done, total };
    }
  }
  const check = checkRows(identities, state, keyring);
  for (let step = check.next(); ; step = check.next()) {
    if (step.done) return { checked: done, problems: [...problems, ...step.value] };
    yield { done, total };
  }
}

/** Summaries come first, and say which revision of its text each note has. */
function problemOf(
  keyring: Keyring,
  table: ItemTable,
  { id, revision, sealed }: StoredItem,
  textRevisions: Map<string, number>,
): LatchkeyError | null {
  try {
    if (table === 'summary') {
      const { contentRevision } = openRecord(keyring, { table, id, revision }, sealed, ContentRevision);
      textRevisions.set(toHex(id), contentRevision);
      return null;
    }
    wipe(openBytes(keyring, { table, id, revision }, sealed));
    const expected = textRevisions.get(toHex(id));
    return expected === undefined || expected === revision ? null : olderText(toHex(id));
  } catch (error) {
    if (error instanceof LatchkeyError) return error;
    throw error;
  }
}

function olderText(id: string): LatchkeyError {
  return new LatchkeyError(
    'rolled-back',
    'The text of one note is not the newest one: an older version was put back outside Latchkey.',
    { details: { table: 'content', id } },
  );
}
