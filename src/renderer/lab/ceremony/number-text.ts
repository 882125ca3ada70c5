import type { Parameter } from '../../../contract/index.ts';

/** Why a text is no value of a parameter, or null if it is one. */
export function refusal(text: string, { min, max }: Pick<Parameter, 'min' | 'max'>): string | null {
  const value = Number(text);
  const isTaken = text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max;
  return isTaken ? null : `Give a whole number from ${min} to ${max}.`;
}
