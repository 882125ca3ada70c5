import { describe, expect, it } from 'vitest';
import { judge, type Judgement } from './outcome.ts';
import type { Findings } from './workbench.ts';

const vaults = ['one', 'two', 'three'].map((name) => ({ name, sentence: `The heron of ${name}.` }));
const nothing: Findings = { recovered: [], metadata: [], tries: 0, passphrases: 0, seconds: 0 };

function reading(...names: string[]): Findings {
  return { ...nothing, recovered: names.map((name) => ({ name, sentence: `The heron of ${name}.` })) };
}

function outcomeOf(findings: Findings, more: Partial<Judgement> = {}) {
  return judge({ vaults, target: 'two', usedLater: [], findings, ...more });
}

describe('the word for what came back', () => {
  it('is `all` only if every sentence came back', () => {
    expect(outcomeOf(reading('one', 'two', 'three'))).toEqual({ outcome: 'all', recovered: 3 });
  });

  it('is `target` for the one that somebody was after', () => {
    expect(outcomeOf(reading('two'))).toEqual({ outcome: 'target', recovered: 1 });
  });

  it('is `later` for those that were used after the change', () => {
    expect(outcomeOf(reading('one', 'three'), { usedLater: ['one', 'three'] })).toEqual({
      outcome: 'later',
      recovered: 2,
    });
  });

  it('is `cost` where anything had to be tried', () => {
    expect(outcomeOf({ ...reading('one'), tries: 1 })).toEqual({ outcome: 'cost', recovered: 1 });
    expect(outcomeOf({ ...nothing, tries: 9 })).toEqual({ outcome: 'nothing', recovered: 0 });
  });

  it('is `metadata` or `nothing` where no sentence came back', () => {
    expect(outcomeOf({ ...nothing, metadata: ['#plot'] }).outcome).toBe('metadata');
    expect(outcomeOf(nothing).outcome).toBe('nothing');
  });

  it('does not count a sentence that no vault has, nor one vault twice', () => {
    expect(outcomeOf(reading('four')).outcome).toBe('nothing');
    expect(outcomeOf(reading('two', 'two')).recovered).toBe(1);
  });

  it('is never made up', () => {
    expect(() => outcomeOf(reading('one'))).toThrow(RangeError);
    expect(() => outcomeOf(reading('one', 'three'), { usedLater: ['one'] })).toThrow(RangeError);
  });
});
