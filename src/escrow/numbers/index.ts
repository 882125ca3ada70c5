import type { NumbersInput, NumbersResult } from '../../contract/lab.ts';
import { blastPlot, blastRadius } from './blast-radius.ts';
import { guessing, guessingPlot } from './guessing.ts';
import { victims, victimsPlot } from './victims.ts';

/**
 * Where the sliders stand at first. The card is an H100 (SXM), by its data sheet; 40 bits are about what a fair typed
 * passphrase has. No source was found for `perYear`, `commonCause` or `keyDollars`: they are round figures to move.
 */
export const presetNumbers: NumbersInput = {
  kdfSeconds: 0.3,
  memoryKiB: 64 * 1024,
  passes: 3,
  bits: 40,
  bandwidth: 3.35e12,
  dollarsPerGpuHour: 3,
  vaults: 1_000_000,
  perYear: 0.01,
  years: 10,
  copies: 5,
  needed: 3,
  shares: 5,
  commonCause: 0,
  keyDollars: 10_000_000,
};

/** Everything on the page of numbers. Pure; takes well under a millisecond. `input` is within the bounds of its schema. */
export function computeNumbers(input: NumbersInput): NumbersResult {
  return {
    guessing: guessing(input),
    blast: blastRadius(input),
    victims: victims(input),
    plots: { guessing: guessingPlot(input), blast: blastPlot(input), victims: victimsPlot(input) },
  };
}
