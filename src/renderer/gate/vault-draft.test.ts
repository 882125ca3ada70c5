import { describe, expect, it } from 'vitest';
import { nameProblem, passphraseProblem, repeatProblem } from './vault-draft.ts';

describe('the form for a new vault', () => {
  it.each(['My notes', '日記', 'a.b', ' padded '])('takes the name “%s”', (name) => {
    expect(nameProblem(name)).toBeNull();
  });

  it.each([
    ['', /Give the vault a name/],
    ['   ', /Give the vault a name/],
    ['x'.repeat(101), /100 characters/],
    ['a/b', /file name/],
    ['ends.', /file name/],
    ['.hidden', /file name/],
    ['con', /file name/],
  ])('refuses the name “%s” and says why', (name, why) => {
    expect(nameProblem(name)).toMatch(why);
  });

  it('wants eight characters, and takes 1,024 at most', () => {
    expect(passphraseProblem('1234567')).toMatch(/at least 8/);
    expect(passphraseProblem('12345678')).toBeNull();
    expect(passphraseProblem('x'.repeat(1025))).toMatch(/1,024/);
  });

  it('notices when the two passphrases differ', () => {
    expect(repeatProblem('correct', 'corect')).toMatch(/differ/);
    expect(repeatProblem('correct', 'correct')).toBeNull();
  });
});
