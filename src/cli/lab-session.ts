import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { LatchkeyError } from '../contract/errors.ts';
import { createLabSession, type LabSession, type MatrixPart } from '../engine/lab/lab-session.ts';
import { resources, type Context } from './context.ts';

/** Gives `work` a lab, and ends its threads and removes its demo vaults whatever happens; at Ctrl-C before `work` has ended. */
export async function withLab<T>(
  { signal }: Pick<Context, 'signal'>,
  work: (lab: LabSession) => Promise<T>,
  part: MatrixPart = {},
): Promise<T> {
  signal.throwIfAborted();
  const lab = createLabSession({ resources, part });
  const stop = () => void lab.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await work(lab);
  } finally {
    signal.removeEventListener('abort', stop);
    await lab.stop();
  }
}

/**
 * Before long work whose result goes to a file: sees to it that it can. Throws `already-exists`, or `file-missing` if there is no
 * such folder.
 */
export function assertFree(path: string): void {
  if (existsSync(path)) {
    throw new LatchkeyError(
      'already-exists',
      `${path} is there already, and it was left as it is. Choose another name. Nothing was run.`,
    );
  }
  if (!existsSync(dirname(path))) {
    throw new LatchkeyError(
      'file-missing',
      `There is no folder ${dirname(path)}. Make it first. Nothing was run.`,
    );
  }
}
