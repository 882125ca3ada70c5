import { Command } from 'commander';
import { examples, type Work } from './command-line.ts';
import type { Context, GlobalOptions, Outcome } from './context.ts';
import { escrowCommands } from './escrow-commands.ts';
import { attachmentCommands, historyCommands, noteCommands } from './note-commands.ts';
import { accessCommands, keepingCommands, movingCommands } from './vault-commands.ts';

/** Runs a command with the options that all share. */
export type Runner = (options: GlobalOptions, work: (context: Context) => Promise<Outcome>) => Promise<void>;

/** The command line. Each command's work goes to `run`; usage errors are thrown as `CommanderError`. */
export function makeProgram(run: Runner): Command {
  const program = new Command('latchkey')
    .description('Private notes in one encrypted file.')
    .option('--json', 'answer in JSON; errors too, on standard error')
    .option(
      '--passphrase-file <path>',
      'read the passphrase from the first line of a file; - is standard input',
    )
    .option('--key-file <path>', 'the key file that goes with the passphrase, where one is needed')
    .option('--recovery-file <path>', 'open with the recovery phrase in a file instead; - is standard input')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  const does =
    <Arguments extends readonly unknown[]>(work: Work<Arguments>) =>
    // The last argument is the command itself, which the work has no use for.
    (...args: readonly [...Arguments, Command]) =>
      run(program.opts(), (context) => work(context, ...(args.slice(0, -1) as unknown as Arguments)));

  keepingCommands(program, does);
  noteCommands(program, does);
  historyCommands(program, does);
  attachmentCommands(program, does);
  movingCommands(program, does);
  accessCommands(program, does);
  escrowCommands(program, does);
  return program.addHelpText(
    'after',
    examples(
      'latchkey create notes.latchkey',
      'echo "At four." | latchkey add notes.latchkey --title Tea --passphrase-file secret.txt',
      'latchkey list notes.latchkey --json',
      'latchkey help import',
      'latchkey escrow matrix',
    ) + '\n\nExit codes and errors: docs/errors.md',
  );
}
