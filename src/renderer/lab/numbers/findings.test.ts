import { describe, expect, it } from 'vitest';
import { presetNumbers } from '../../../contract/index.ts';
import { someResult } from './fake-result.ts';
import {
  blastFinding,
  breakEvenFinding,
  guessingFinding,
  outcomeSentence,
  rates,
  victimsFinding,
} from './findings.ts';

const result = someResult();

describe('what the plots show, in words', () => {
  it('says what guessing costs and how long it takes', () => {
    expect(guessingFinding(presetNumbers, result)).toBe(
      'Finding one passphrase of 40 bits costs about $92,000 and takes one card 4 years, on average.',
    );
    const cheap = someResult({ guessing: { ...result.guessing, dollars: 1e-5 } });
    expect(guessingFinding(presetNumbers, cheap)).toContain('costs less than a cent and');
    expect(rates(result.guessing)).toBe(
      'The card makes about 5,000 guesses a second; this machine 3.2 a second.',
    );
    expect(rates({ ...result.guessing, herePerSecond: 0.05 })).toContain('this machine one in 20 seconds.');
  });

  it('says that the outcome is all or nothing', () => {
    const [one] = result.blast;
    if (one === undefined) throw new Error('no arrangement');
    expect(outcomeSentence(one, presetNumbers)).toBe(
      '1 in 10: all 1 million vaults opened within 10 years. Otherwise none. On average 95,618.',
    );
    expect(outcomeSentence(one, { ...presetNumbers, vaults: 1, years: 1 })).toContain(
      'the one vault opened within a year',
    );
    expect(blastFinding(presetNumbers, result)).toContain('One holder: 95,618');
  });

  it('says from how many vaults on the key is cheaper', () => {
    expect(breakEvenFinding(presetNumbers, result)).toBe(
      'From 109 vaults on, stealing the escrow key is the cheaper way.',
    );
    expect(victimsFinding(presetNumbers, result)).toContain('brings it to $10 each');
  });

  it('says so when the key is cheaper already for one vault', () => {
    const victims = { ...result.victims, breakEven: 0.003 };
    expect(breakEvenFinding(presetNumbers, someResult({ victims }))).toContain('even a single vault');
  });

  it('says so when guessing stays cheaper', () => {
    for (const breakEven of [2_000_000, Infinity]) {
      const victims = { ...result.victims, breakEven };
      expect(breakEvenFinding(presetNumbers, someResult({ victims }))).toMatch(/^Guessing stays cheaper/);
    }
  });
});
