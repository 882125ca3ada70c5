import { describe, expect, it } from 'vitest';
import { failure, judged, nothing, sum, tallyPlaywright, tallyVitest } from './tally.ts';

const vitestFile = (status: string, statuses: readonly string[], message = '') => ({
  testResults: [
    {
      name: 'src/vault.test.ts',
      status,
      message,
      assertionResults: statuses.map((each) => ({
        fullName: `a ${each} test`,
        status: each,
        failureMessages: each === 'failed' ? ['\u001b[31mexpected 1 to be 2\u001b[39m'] : [],
      })),
    },
  ],
});

const playwrightSuite = (...statuses: readonly string[]) => ({
  specs: statuses.map((status) => ({
    title: `a ${status} test`,
    file: 'lock.spec.ts',
    tests: [{ status, results: [{ errors: status === 'expected' ? [] : [{ message: 'no such button' }] }] }],
  })),
});

const outcome = (name: string, exitedWell: boolean) => ({ name, exitedWell });

describe('the tally', () => {
  it('counts passed, failed and skipped unit tests, and names those that failed', () => {
    const report = vitestFile('failed', ['passed', 'passed', 'failed', 'pending', 'todo']);
    const failed = [{ name: 'src/vault.test.ts › a failed test', reason: 'expected 1 to be 2' }];
    expect(tallyVitest(report)).toEqual({ passed: 2, failed, skipped: 2 });
  });

  it('counts a test file that could not be loaded as one failure', () => {
    const failed = [{ name: 'src/vault.test.ts', reason: 'no such module' }];
    expect(tallyVitest(vitestFile('failed', [], 'no such module'))).toEqual({ ...nothing, failed });
  });

  it('counts end-to-end tests in suites within suites, and one that needed a second try as failed', () => {
    const inner = playwrightSuite('unexpected', 'skipped', 'expected');
    const suites = [{ ...playwrightSuite('expected', 'flaky'), suites: [inner] }];
    const { passed, failed, skipped } = tallyPlaywright({ suites, errors: [] });
    expect({ passed, skipped }).toEqual({ passed: 2, skipped: 1 });
    expect(failed).toEqual([
      { name: 'lock.spec.ts › a flaky test', reason: 'no such button' },
      { name: 'lock.spec.ts › a unexpected test', reason: 'no such button' },
    ]);
  });

  it('counts errors outside any end-to-end test as failures', () => {
    const { failed } = tallyPlaywright({ suites: [], errors: [{ message: 'no such config' }] });
    expect(failed).toEqual([{ name: 'outside any end-to-end test', reason: 'no such config' }]);
  });

  it('refuses a report of another shape instead of counting nothing', () => {
    expect(() => tallyVitest({})).toThrow();
    expect(() => tallyPlaywright({})).toThrow();
  });

  it('makes a failure of a run without any test', () => {
    expect(judged(nothing, outcome('unit tests', true)).failed).toHaveLength(1);
    expect(judged({ ...nothing, skipped: 4 }, outcome('unit tests', true)).failed).toHaveLength(1);
  });

  it('makes a failure of a bad exit that no failed test explains', () => {
    const [explained] = judged({ ...nothing, passed: 3 }, outcome('unit tests', false)).failed;
    expect(explained?.name).toBe('unit tests');
    const failed = failure('a test', 'wrong');
    expect(judged(failed, outcome('unit tests', false))).toEqual(failed);
  });

  it('says only the first lines of a long reason', () => {
    const [first] = failure('a test', 'line\n'.repeat(1_000)).failed;
    expect(first?.reason.split('\n')).toHaveLength(12);
  });

  it('adds up', () => {
    const one = { passed: 1, skipped: 3, failed: failure('a test', 'wrong').failed };
    expect(sum([one, one, nothing])).toEqual({
      passed: 2,
      failed: [...one.failed, ...one.failed],
      skipped: 6,
    });
  });
});
