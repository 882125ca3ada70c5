import { setImmediate } from 'node:timers/promises';
import { errorFromData, errorToData, LatchkeyError } from '../../contract/errors.ts';

/** A breath between two notes: everything else gets its turn, and here alone the work can end early. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}

/** An error that ended the work, with what was done before: that stays. `done` is a sentence. */
export function stoppedAfter(error: unknown, done: string): LatchkeyError {
  const { code, message, details } = errorFromData(errorToData(error));
  const reason = reasons[code] ?? message;
  return new LatchkeyError(code, `${reason} ${done}`, { cause: error, details });
}

/** What these errors say elsewhere, that nothing was changed, is not so here. */
const reasons: Readonly<Partial<Record<string, string>>> = {
  cancelled: 'Stopped, as you asked.',
  locked: 'The vault was locked before this was finished.',
  internal: 'Something went wrong inside Latchkey.',
};

/** `3 notes`, `1 note`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
