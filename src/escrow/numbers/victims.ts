import type { NumbersInput, NumbersResult, Series } from '../../contract/lab.ts';
import { guessingDollars } from './guessing.ts';

/**
 * US dollars for each vault: guessed one by one, and all opened with one stolen key. `breakEven` may be a fraction:
 * below 1 the key is cheaper than guessing even a single vault.
 */
export function victims(input: NumbersInput): NumbersResult['victims'] {
  const withoutEscrow = guessingDollars(input);
  return {
    withoutEscrow,
    withEscrow: input.keyDollars / input.vaults,
    breakEven: input.keyDollars / withoutEscrow,
  };
}

/** 1 to 10^9 vaults, four to a power of ten. */
const plottedVictims = Array.from({ length: 37 }, (_, at) => 10 ** (at / 4));

/** Dollars for each victim by victims, without escrow and with it. */
export function victimsPlot(input: NumbersInput): Series[] {
  const alone = guessingDollars(input);
  return [
    { label: 'Guessing, no escrow', points: plottedVictims.map((count) => [count, alone]) },
    { label: 'One escrow key', points: plottedVictims.map((count) => [count, input.keyDollars / count]) },
  ];
}
