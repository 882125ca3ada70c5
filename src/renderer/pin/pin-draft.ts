import * as v from 'valibot';
import { minPinLength, NewPin } from '../../contract/index.ts';

/** Longest PIN that the contract takes, in UTF-16 code units. */
export const maxPinLength = 64;

/** Whether each character is the one before, or each the next in the alphabet or among the digits: “000000”, “654321”. */
function isRun(pin: string): boolean {
  const codes = Array.from({ length: pin.length }, (_, at) => pin.charCodeAt(at));
  const [first = 0, second = 0] = codes;
  const step = second - first;
  return Math.abs(step) <= 1 && codes.every((code, at) => code === first + at * step);
}

/** Why a new PIN will not do, or null. */
export function pinProblem(pin: string): string | null {
  if (pin.length < minPinLength) return `A PIN needs at least ${minPinLength} characters.`;
  if (!v.is(NewPin, pin)) return `A PIN can have ${maxPinLength} characters at most.`;
  return isRun(pin) ? 'That PIN is among the first that anybody would try.' : null;
}

export function pinRepeatProblem(pin: string, repeat: string): string | null {
  return pin === repeat ? null : 'The two PINs differ.';
}
