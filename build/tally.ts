import { stripVTControlCharacters } from 'node:util';
import * as v from 'valibot';

/** What a run of checks came to. */
export interface Tally {
  readonly passed: number;
  readonly failed: readonly Failure[];
  readonly skipped: number;
}

/** A check that failed: its name, and the beginning of what was said of it. */
export interface Failure {
  readonly name: string;
  readonly reason: string;
}

export const nothing: Tally = { passed: 0, failed: [], skipped: 0 };

/** One failure, with the first lines of its reason and without the colours of a terminal. */
export function failure(name: string, reason: string): Tally {
  const lines = stripVTControlCharacters(reason).trim().split('\n');
  return { ...nothing, failed: [{ name, reason: lines.slice(0, longestReason).join('\n') }] };
}

/** In lines. */
const longestReason = 12;

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.flatMap(({ failed }) => failed),
    skipped: tallies.reduce((total, { skipped }) => total + skipped, 0),
  };
}

const VitestReport = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      status: v.string(),
      message: v.string(),
      assertionResults: v.array(
        v.object({
          fullName: v.string(),
          status: v.string(),
          failureMessages: v.array(v.string()),
        }),
      ),
    }),
  ),
});

/** Counts what Vitest's JSON reporter wrote. A file that could not be loaded has no test to count: it is one failure. */
export function tallyVitest(report: unknown): Tally {
  const files = v.parse(VitestReport, report).testResults.map((file) => {
    const tests = file.assertionResults.map(({ fullName, status, failureMessages }): Tally => {
      if (status === 'passed') return { ...nothing, passed: 1 };
      if (status !== 'failed') return { ...nothing, skipped: 1 };
      return failure(`${file.name} › ${fullName}`, failureMessages.join('\n'));
    });
    const tally = sum(tests);
    const unloadable = file.status === 'failed' && tally.failed.length === 0;
    return unloadable ? sum([tally, failure(file.name, file.message)]) : tally;
  });
  return sum(files);
}

const PlaywrightError = v.object({ message: v.optional(v.string(), '') });

const PlaywrightSpec = v.object({
  title: v.string(),
  file: v.string(),
  tests: v.array(
    v.object({
      status: v.string(),
      results: v.array(v.object({ errors: v.optional(v.array(PlaywrightError), []) })),
    }),
  ),
});

interface PlaywrightSuite {
  readonly specs: readonly v.InferOutput<typeof PlaywrightSpec>[];
  readonly suites?: readonly PlaywrightSuite[] | undefined;
}

const PlaywrightSuite: v.GenericSchema<unknown, PlaywrightSuite> = v.object({
  specs: v.array(PlaywrightSpec),
  suites: v.optional(v.array(v.lazy(() => PlaywrightSuite))),
});

const PlaywrightReport = v.object({ suites: v.array(PlaywrightSuite), errors: v.array(PlaywrightError) });

/** Counts what Playwright's JSON reporter wrote. A test that passes only when tried again has failed. */
export function tallyPlaywright(report: unknown): Tally {
  const { suites, errors } = v.parse(PlaywrightReport, report);
  const outside = errors.map(({ message }) => failure('outside any end-to-end test', message));
  return sum([...suites.map(tallySuite), ...outside]);
}

function tallySuite({ specs, suites = [] }: PlaywrightSuite): Tally {
  const tests = specs.flatMap(({ title, file, tests }) =>
    tests.map(({ status, results }): Tally => {
      if (status === 'expected') return { ...nothing, passed: 1 };
      if (status === 'skipped') return { ...nothing, skipped: 1 };
      const messages = results.flatMap(({ errors }) => errors.map(({ message }) => message));
      return failure(`${file} › ${title}`, messages.join('\n'));
    }),
  );
  return sum([...tests, ...suites.map(tallySuite)]);
}

/**
 * What a runner's exit says on top of its report: no test at all is a failure, and so is a bad exit that the report does
 * not explain.
 */
export function judged(tally: Tally, { name, exitedWell }: { name: string; exitedWell: boolean }): Tally {
  const { passed, failed } = tally;
  if (passed + failed.length === 0) return sum([tally, failure(name, 'No test ran.')]);
  if (!exitedWell && failed.length === 0)
    return sum([tally, failure(name, 'It ended badly, though no test failed.')]);
  return tally;
}
