import * as v from 'valibot';

/** How many checks passed, failed or were skipped. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

/** A runner that stopped before it could report: one failure. */
export const oneFailure: Tally = { passed: 0, failed: 1, skipped: 0 };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    nothing,
  );
}

const VitestReport = v.object({
  testResults: v.array(
    v.object({ status: v.string(), assertionResults: v.array(v.object({ status: v.string() })) }),
  ),
});

const PlaywrightReport = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number(), skipped: v.number() }),
  errors: v.array(v.unknown()),
});

/** Counts what Vitest's JSON reporter wrote. A file that could not be loaded has no test to count: it is one failure. */
export function tallyVitest(report: unknown): Tally {
  return sum(
    v.parse(VitestReport, report).testResults.map(({ status, assertionResults }) => {
      const having = (wanted: string): number =>
        assertionResults.filter((test) => test.status === wanted).length;
      const [passed, failed] = [having('passed'), having('failed')];
      const unloadable = status === 'failed' && failed === 0 ? 1 : 0;
      return { passed, failed: failed + unloadable, skipped: assertionResults.length - passed - failed };
    }),
  );
}

/** Counts what Playwright's JSON reporter wrote. A test that passes only when tried again has failed. */
export function tallyPlaywright(report: unknown): Tally {
  const { stats, errors } = v.parse(PlaywrightReport, report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * What a runner's exit says on top of its report: no test at all is a failure, and so is a bad exit that the report does
 * not explain.
 */
export function judged(tally: Tally, exitedWell: boolean): Tally {
  const ranNothing = tally.passed + tally.failed === 0;
  const unexplained = !exitedWell && tally.failed === 0;
  return ranNothing || unexplained ? { ...tally, failed: tally.failed + 1 } : tally;
}
