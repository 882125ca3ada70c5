import { LatchkeyError } from '../contract/errors.ts';

/** One of several words, in capitals or not. Throws `invalid-request`, which lists them. */
export function choiceOf<T extends string>(written: string, choices: readonly T[], option: string): T {
  const found = choices.find((choice) => choice.toLowerCase() === written.toLowerCase());
  if (found !== undefined) return found;
  throw new LatchkeyError('invalid-request', `${option} takes one of: ${choices.join(', ')}.`);
}

/** A whole number within bounds, both included. Throws `invalid-request`, which names them. */
export function numberOf(
  written: string,
  { least, most }: { readonly least: number; readonly most: number },
  option: string,
): number {
  const number = /^\d{1,9}$/.test(written) ? Number(written) : NaN;
  if (number >= least && number <= most) return number;
  throw new LatchkeyError('invalid-request', `${option} takes a whole number from ${least} to ${most}.`);
}

/** For an option that may be given several times: `Option.argParser`. */
export function several(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
