/**
 * `npm test`: builds, checks types, lints, runs the unit and property tests, then the end-to-end tests. Goes on after a
 * failure, so that the last line tells the whole truth: `N passed, N failed`.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './command.ts';
import { type Tally, failure, judged, nothing, sum, tallyPlaywright, tallyVitest } from './tally.ts';

/** With a separator at its end. */
const root = fileURLToPath(new URL('..', import.meta.url));

/** Reports lie outside test-results/, which Playwright empties. */
const reports = join(root, 'node_modules/.cache/test-reports');

function announce(name: string, tally: Tally, milliseconds: number): void {
  const skipped = tally.skipped === 0 ? '' : `, ${tally.skipped} skipped`;
  const seconds = (milliseconds / 1000).toFixed(1);
  console.log(
    `\n== ${name}: ${tally.passed} passed, ${tally.failed.length} failed${skipped} (${seconds} s)\n`,
  );
}

/** A script of package.json that either passes or fails, as one check. */
async function check(script: string): Promise<Tally> {
  const { exitedWell, output, milliseconds } = await npm(['run', '--silent', script], { live: false });
  const tally = exitedWell ? { ...nothing, passed: 1 } : failure(script, output);
  if (output.trim() !== '') console.log(output.trimEnd());
  announce(script, tally, milliseconds);
  return tally;
}

async function inTurn(...scripts: readonly string[]): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  for (const script of scripts) tallies.push(await check(script));
  return tallies;
}

interface Runner {
  readonly name: string;
  readonly command: readonly string[];
  readonly report: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly count: (report: unknown) => Tally;
}

/** A test runner: shows its progress, then counts what its JSON report says. */
async function run({ name, command, report, environment = {}, count }: Runner): Promise<Tally> {
  const { exitedWell, milliseconds } = await npm(command, { live: true, environment });
  const tally = judged(await readTally(name, report, count), { name, exitedWell });
  announce(name, tally, milliseconds);
  return tally;
}

async function readTally(name: string, report: string, count: (report: unknown) => Tally): Promise<Tally> {
  try {
    return count(JSON.parse(await readFile(report, 'utf8')));
  } catch {
    return failure(
      name,
      `There is no readable report at ${report}: the runner stopped before it could write one.`,
    );
  }
}

const unit: Runner = {
  name: 'unit and property tests',
  command: [
    ...['run', '--silent', 'test:unit', '--', '--reporter=default', '--reporter=json'],
    `--outputFile.json=${join(reports, 'unit.json')}`,
  ],
  report: join(reports, 'unit.json'),
  count: tallyVitest,
};

const endToEnd: Runner = {
  name: 'end-to-end tests',
  command: [
    'exec',
    '--',
    'playwright',
    'test',
    '--config',
    'e2e/playwright.config.ts',
    '--reporter=list,json',
  ],
  report: join(reports, 'e2e.json'),
  environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'e2e.json') },
  count: tallyPlaywright,
};

const start = performance.now();
await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });
const built = await check('build');
// The linter has one thread and keeps no file open: beside tests that wait now and then, no processor is idle.
const [checked, tested] = await Promise.all([inTurn('typecheck', 'lint', 'format'), run(unit)]);
const total = sum([built, ...checked, tested, await run(endToEnd)]);

if (total.skipped > 0) console.log(`Skipped, because it does not apply here: ${total.skipped}.`);
// Said once more here: thousands of lines lie between a failure and the end.
for (const { name, reason } of total.failed) console.log(`\nFailed: ${name.replace(root, '')}\n${reason}\n`);
console.log(`Took ${((performance.now() - start) / 1000).toFixed(0)} s.`);
console.log(`${total.passed} passed, ${total.failed.length} failed`);
process.exitCode = total.failed.length === 0 ? 0 : 1;
