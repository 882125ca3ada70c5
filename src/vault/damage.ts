import { LatchkeyError, type ErrorCode } from '../contract/errors.ts';

/** Errors that say something of one record, as against the vault or the disk. */
const codes: readonly ErrorCode[] = ['record-tampered', 'rows-missing', 'rolled-back'];

/** What `open` returns, or the damage it met with. Throws any other error. */
export function tryOpen<T>(open: () => T): T | LatchkeyError {
  try {
    return open();
  } catch (error) {
    return damageIn(error);
  }
}

/** The rows of a table up to a place where it cannot be read; `onDamage` is told when there is one. */
export function* readable<R>(
  rows: Iterable<R>,
  onDamage: (damage: LatchkeyError) => void,
): Generator<R, void> {
  try {
    yield* rows;
  } catch (error) {
    onDamage(damageIn(error));
  }
}

function damageIn(error: unknown): LatchkeyError {
  if (error instanceof LatchkeyError && codes.includes(error.code)) return error;
  throw error;
}

/** For a note or an attachment of which one row is gone. `id`: 32 hex digits. */
export function rowMissing(table: 'summary' | 'content', id: string): LatchkeyError {
  const what =
    table === 'summary'
      ? 'One note, or one attached file, is missing'
      : 'Part of one note or attached file is missing';
  return new LatchkeyError(
    'rows-missing',
    `${what}: its row was deleted from the file outside Latchkey. A backup may still have it.`,
    { details: { table, id } },
  );
}
