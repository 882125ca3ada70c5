import { CommanderError, type Command } from 'commander';
import { errorToData, LatchkeyError } from '../contract/errors.ts';
import type { Context, GlobalOptions, Outcome } from './context.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { cancelled } from './interruption.ts';
import { makeProgram } from './program.ts';
import { Terminal, type Streams } from './terminal.ts';

/** Runs one command line, without the program's own name. Never rejects; resolves with the exit code. */
export async function run(args: readonly string[], streams: Streams, signal: AbortSignal): Promise<number> {
  const terminal = new Terminal(streams, signal);
  const said = { help: '', usage: '' };
  let exitCode: number = exitCodes.done;
  const program = makeProgram(async (options, work) => {
    exitCode = await answer({ terminal, options, signal }, work);
  });
  const output = {
    writeOut: (text: string) => void (said.help += text),
    writeErr: (text: string) => void (said.usage += text),
  };
  for (const command of withSubcommands(program)) command.configureOutput(output).showSuggestionAfterError();
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    const isAnswered = error instanceof CommanderError && error.exitCode === 0;
    if (isAnswered) await terminal.print(said.help);
    else exitCode = await fail(terminal, { json: args.includes('--json') }, usageError(error, said.usage));
    return exitCode;
  }
}

/** A command and everything below it. */
function withSubcommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

async function answer(context: Context, work: (context: Context) => Promise<Outcome>): Promise<number> {
  const { terminal, options, signal } = context;
  try {
    const { data, text, remark, exitCode = exitCodes.done } = await work(context);
    const answered = options.json === true ? JSON.stringify(data) : text;
    if (answered !== undefined && answered !== '') await terminal.print(`${answered}\n`);
    if (remark !== undefined && options.json !== true) await terminal.remark(remark);
    return exitCode;
  } catch (error) {
    return fail(terminal, options, signal.aborted ? cancelled() : error);
  }
}

async function fail(terminal: Terminal, { json }: GlobalOptions, error: unknown): Promise<number> {
  const { code, message } = errorToData(error);
  await terminal.complain(
    json === true ? `${JSON.stringify({ error: { code, message } })}\n` : `latchkey: ${message} (${code})\n`,
  );
  return exitCodeOf(code);
}

/** What Commander found wrong with the command line, or showed because nothing was asked for. */
function usageError(error: unknown, said: string): unknown {
  if (!(error instanceof CommanderError)) return error;
  const line = (said.replace(/^error: /, '').split('\n')[0] ?? '').replace(/\.$/, '');
  const isHelp = error.code === 'commander.help';
  const reason = isHelp ? 'No command was given.' : `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
  return new LatchkeyError(
    'invalid-request',
    `${reason} \`latchkey --help\` lists the commands, \`latchkey help <command>\` their options.`,
  );
}
