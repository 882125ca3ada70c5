import { interruption } from './interruption.ts';
import { run } from './run.ts';

/** Runs the command line that this process was started with, and ends the process. */
export async function main(): Promise<void> {
  // A reader that has gone away, such as `head`, is no error; without a listener it would end this process.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

  const exitCode = await run(
    process.argv.slice(2),
    { input: process.stdin, output: process.stdout, errors: process.stderr },
    interruption(),
  );
  // Standard input may still be open, and nobody will read it.
  process.exit(exitCode);
}
