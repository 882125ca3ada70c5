import { LatchkeyError, type ErrorCode } from '../../contract/errors.ts';
import type { Fact } from '../../contract/lab.ts';
import { refusal, text } from './scene.ts';

/** What came of something that may be refused. */
export type Trial<T> =
  { readonly value: T; readonly refused: null } | { readonly value: null; readonly refused: LatchkeyError };

/** Tries it. Whatever is no refusal is thrown on. */
export async function trial<T>(work: () => T | Promise<T>): Promise<Trial<T>> {
  try {
    return { value: await work(), refused: null };
  } catch (error) {
    if (error instanceof LatchkeyError) return { value: null, refused: error };
    throw error;
  }
}

/** A trial as people see it: what was read, or the refusal. */
export function outcome<T>(label: string, { value, refused }: Trial<T>, words: (value: T) => string): Fact {
  return refused ? refusal(label, refused) : text(label, words(value), 'lit');
}

export function isRefusedAs<T>({ refused }: Trial<T>, code: ErrorCode): boolean {
  return refused?.code === code;
}
