import type fc from 'fast-check';
import { errorToData } from '../../src/contract/errors.ts';

/** One reader of what strangers may have made. */
export interface Target<Input = unknown> {
  readonly name: string;
  /** Valid inputs, changed here and there. */
  readonly inputs: fc.Arbitrary<Input>;
  /** Reads the input as the app would. Throws for everything that must not be; an error with a code of its own may be. */
  readonly run: (input: Input) => void | Promise<void>;
}

/** Lets one type of input be forgotten, so that targets fit into one list. */
export function defineTarget<Input>(target: Target<Input>): Target {
  return target as Target;
}

/** What `work` returns; undefined if it was refused by a code of its own. Any other error passes. */
export function orRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (errorToData(error).code === 'internal') throw error;
    return undefined;
  }
}

/** As `orRefused`. */
export async function orRefusedLater<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (errorToData(error).code === 'internal') throw error;
    return undefined;
  }
}

/** Throws unless `isSo`. */
export function must(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(what);
}
