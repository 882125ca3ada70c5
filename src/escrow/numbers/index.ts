import type { NumbersInput, NumbersResult } from '../../contract/lab.ts';
import { blastPlot, blastRadius } from './blast-radius.ts';
import { guessing, guessingPlot } from './guessing.ts';
import { victims, victimsPlot } from './victims.ts';

export { presetNumbers } from '../../contract/preset-numbers.ts';

/** Everything on the page of numbers. Pure; takes well under a millisecond. `input` is within the bounds of its schema. */
export function computeNumbers(input: NumbersInput): NumbersResult {
  return {
    guessing: guessing(input),
    blast: blastRadius(input),
    victims: victims(input),
    plots: { guessing: guessingPlot(input), blast: blastPlot(input), victims: victimsPlot(input) },
  };
}
