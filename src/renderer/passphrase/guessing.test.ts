import { describe, expect, it } from 'vitest';
import { guessesPerSecond, guessingCost, leastDerivation } from './guessing.ts';

describe('the cost of guessing', () => {
  it('gives about 20,000 guesses a second at 16 MiB and three passes', () => {
    expect(guessesPerSecond({ memoryKiB: 16 * 1024, passes: 3 })).toBeCloseTo(19_968, -1);
  });

  it('gives about 4,992 guesses a second at 64 MiB and three passes', () => {
    expect(guessesPerSecond(leastDerivation)).toBeCloseTo(4_992, 0);
  });

  it('doubles with each bit', () => {
    const forty = guessingCost(40, leastDerivation);
    const fortyOne = guessingCost(41, leastDerivation);
    expect(fortyOne.seconds / forty.seconds).toBeCloseTo(2);
    expect(fortyOne.dollars / forty.dollars).toBeCloseTo(2);
  });

  it('counts half of all guesses, and at least one', () => {
    const rate = guessesPerSecond(leastDerivation);
    expect(guessingCost(11, leastDerivation).seconds).toBeCloseTo(1024 / rate);
    expect(guessingCost(0, leastDerivation).seconds).toBeCloseTo(1 / rate);
  });

  it('charges three dollars for an hour of the card', () => {
    const { seconds, dollars } = guessingCost(50, leastDerivation);
    expect(dollars).toBeCloseTo((seconds / 3600) * 3);
  });
});
