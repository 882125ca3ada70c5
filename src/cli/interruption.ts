import { LatchkeyError } from '../contract/errors.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Fires at the first Ctrl-C, so that what is open can be locked. The second ends the process as it always does. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    for (const name of signals) process.off(name, stop);
    controller.abort(cancelled());
  };
  for (const name of signals) process.on(name, stop);
  return controller.signal;
}

/** What `work` comes to, or `cancelled` if `signal` fires before. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(cancelled());
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** For work that was ended from outside. */
export function cancelled(): LatchkeyError {
  return new LatchkeyError(
    'cancelled',
    'Stopped, as you asked. No vault is left open, and what was saved before stays saved.',
  );
}
