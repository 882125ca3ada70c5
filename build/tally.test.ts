import { describe, expect, it } from 'vitest';
import { judged, nothing, sum, tallyPlaywright, tallyVitest } from './tally.ts';

describe('the tally', () => {
  it('counts passed, failed and skipped unit tests', () => {
    const tests = ['passed', 'passed', 'failed', 'pending', 'todo'].map((status) => ({ status }));
    const report = { testResults: [{ status: 'failed', assertionResults: tests }] };
    expect(tallyVitest(report)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it('counts a test file that could not be loaded as one failure', () => {
    const report = { testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(tallyVitest(report)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts an end-to-end test that needed a second try as failed', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 2, skipped: 3 };
    expect(tallyPlaywright({ stats, errors: [] })).toEqual({ passed: 5, failed: 3, skipped: 3 });
  });

  it('counts errors outside any end-to-end test as failures', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(tallyPlaywright({ stats, errors: [{ message: 'no such config' }] }).failed).toBe(1);
  });

  it('refuses a report of another shape instead of counting nothing', () => {
    expect(() => tallyVitest({})).toThrow();
    expect(() => tallyPlaywright({})).toThrow();
  });

  it('makes a failure of a run without any test', () => {
    expect(judged(nothing, true).failed).toBe(1);
    expect(judged({ ...nothing, skipped: 4 }, true).failed).toBe(1);
  });

  it('makes a failure of a bad exit that no failed test explains', () => {
    expect(judged({ passed: 3, failed: 0, skipped: 0 }, false).failed).toBe(1);
    expect(judged({ passed: 3, failed: 2, skipped: 0 }, false).failed).toBe(2);
  });

  it('adds up', () => {
    const one = { passed: 1, failed: 2, skipped: 3 };
    expect(sum([one, one, nothing])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  });
});
