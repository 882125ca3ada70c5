import { Command, Option } from 'commander';
import { passphrase, recovery } from './commands/access.ts';
import { backup, create, info, restore, rotate, verify } from './commands/keeping.ts';
import { exportNotes, importNotes, salvage } from './commands/moving.ts';
import { add, edit, list, remove, search, show } from './commands/notes.ts';
import type { Context, GlobalOptions, Outcome } from './context.ts';

type Work<Arguments extends readonly unknown[]> = (context: Context, ...args: Arguments) => Promise<Outcome>;

/** Runs a command with the options that all share. */
export type Runner = (options: GlobalOptions, work: (context: Context) => Promise<Outcome>) => Promise<void>;

const kdfMemory = new Option(
  '--kdf-memory <mib>',
  'memory that each guess at the passphrase takes: 8 to 1024 MiB (default: 64)',
);
const kdfPasses = new Option('--kdf-passes <n>', 'passes over that memory: 1 to 32 (default: 3)');
const tag = new Option('--tag <tag>', 'a tag; may be given several times').argParser(
  (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
);

/** The command line. Each command's work goes to `run`; usage errors are thrown as `CommanderError`. */
export function makeProgram(run: Runner): Command {
  const program = new Command('latchkey')
    .description('Private notes in one encrypted file.')
    .option('--json', 'answer in JSON; errors too, on standard error')
    .option(
      '--passphrase-file <path>',
      'read the passphrase from the first line of a file; - is standard input',
    )
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
  movingCommands(program, does);
  accessCommands(program, does);
  return program.addHelpText(
    'after',
    examples(
      'latchkey create notes.latchkey',
      'echo "At four." | latchkey add notes.latchkey --title Tea --passphrase-file secret.txt',
      'latchkey list notes.latchkey --json',
      'latchkey help import',
    ) + '\n\nExit codes and errors: docs/errors.md',
  );
}

type Does = <Arguments extends readonly unknown[]>(
  work: Work<Arguments>,
) => (...args: readonly [...Arguments, Command]) => Promise<void>;

function keepingCommands(program: Command, does: Does): void {
  program
    .command('create <vault>')
    .description('make a vault')
    .addOption(kdfMemory)
    .addOption(kdfPasses)
    .action(does(create))
    .addHelpText(
      'after',
      examples(
        'latchkey create notes.latchkey',
        'latchkey create notes.latchkey --kdf-memory 256 --kdf-passes 4',
      ),
    );
  program
    .command('info <vault>')
    .description('say who can open a vault; needs no passphrase')
    .action(does((context: Context, vault: string) => info(context, vault)))
    .addHelpText('after', examples('latchkey info notes.latchkey --json'));
  program
    .command('verify <vault>')
    .description('open every record and check that none is missing, changed or older than it should be')
    .action(does((context: Context, vault: string) => verify(context, vault)))
    .addHelpText('after', examples('latchkey verify notes.latchkey && echo whole'));
  program
    .command('backup <vault> <folder>')
    .description('copy a vault into a folder, and open every record of the copy')
    .option(
      '--thin',
      'then remove old backups of this vault: one an hour is kept for a day, one a day for a week, one a week for a month, then one a month',
    )
    .action(does(backup))
    .addHelpText(
      'after',
      examples('latchkey backup notes.latchkey /media/disk/backups --thin --passphrase-file secret.txt'),
    );
  program
    .command('restore <backup> <vault>')
    .description('copy a backup to a place where no file is; needs no passphrase')
    .action(does((context: Context, from: string, vault: string) => restore(context, from, vault)))
    .addHelpText(
      'after',
      examples('latchkey restore "backups/notes 2026-11-22T220600Z.latchkey" restored.latchkey'),
    );
  program
    .command('rotate <vault>')
    .description('seal everything again under a new key, and say who can no longer open the vault')
    .option('--recovery', 'make a new recovery phrase too, and print it')
    .action(does(rotate))
    .addHelpText('after', examples('latchkey rotate notes.latchkey --recovery'));
}

function noteCommands(program: Command, does: Does): void {
  program
    .command('add <vault>')
    .description('add a note, and print its id')
    .requiredOption('--title <title>', 'its title')
    .addOption(tag)
    .option('--notebook <name>', 'the notebook it goes to')
    .option('--file <path>', 'the file with its text; without this, or as -, standard input')
    .action(does(add))
    .addHelpText(
      'after',
      examples(
        'latchkey add notes.latchkey --title Tea --tag home --file tea.md',
        'cat secret.txt tea.md | latchkey add notes.latchkey --title Tea --passphrase-file -',
      ),
    );
  program
    .command('edit <vault> <id>')
    .description('change what the options name, and nothing else')
    .option('--title <title>', 'a new title')
    .addOption(tag)
    .option('--no-tags', 'take all tags away')
    .option('--notebook <name>', 'another notebook; an empty name for none')
    .option('--file <path>', 'the file with the new text; - is standard input')
    .action(does(edit))
    .addHelpText(
      'after',
      examples('latchkey edit notes.latchkey 0123456789abcdef0123456789abcdef --title "Tea at five"'),
    );
  program
    .command('rm <vault> <id>')
    .description('move a note to the trash')
    .option('--forever', 'delete it for good')
    .action(does(remove))
    .addHelpText('after', examples('latchkey rm notes.latchkey 0123456789abcdef0123456789abcdef'));
  program
    .command('show <vault> <id>')
    .description('print a note')
    .action(does((context: Context, vault: string, id: string) => show(context, vault, id)))
    .addHelpText('after', examples('latchkey show notes.latchkey 0123456789abcdef0123456789abcdef --json'));
  program
    .command('list <vault>')
    .description('list the notes, newest first')
    .option('--trash', 'list those in the trash instead')
    .action(does(list))
    .addHelpText('after', examples('latchkey list notes.latchkey --json'));
  program
    .command('search <vault> <query...>')
    .description('list the notes in which every word occurs; case and accents do not matter')
    .action(
      does((context: Context, vault: string, query: readonly string[]) => search(context, vault, query)),
    )
    .addHelpText('after', examples('latchkey search notes.latchkey cafe menu'));
}

function movingCommands(program: Command, does: Does): void {
  program
    .command('import <vault> <path>')
    .description(
      'add the Markdown files of a folder as notes; folders become notebooks, and notes that are there already are skipped',
    )
    .action(does((context: Context, vault: string, path: string) => importNotes(context, vault, path)))
    .addHelpText('after', examples('latchkey import notes.latchkey ~/Documents/old-notes'));
  program
    .command('export <vault> <folder>')
    .description('write each note as a Markdown file; no file is overwritten, and none is encrypted')
    .action(does((context: Context, vault: string, folder: string) => exportNotes(context, vault, folder)))
    .addHelpText('after', examples('latchkey export notes.latchkey plain-notes'));
  program
    .command('salvage <vault> <folder>')
    .description('write every note that still opens, and list what does not')
    .action(does((context: Context, vault: string, folder: string) => salvage(context, vault, folder)))
    .addHelpText('after', examples('latchkey salvage damaged.latchkey rescued --json'));
}

function accessCommands(program: Command, does: Does): void {
  program
    .command('passphrase <vault>')
    .description('change the passphrase; with --recovery-file, set one that was forgotten')
    .option(
      '--new-passphrase-file <path>',
      'read the new passphrase from the first line of a file; - is standard input',
    )
    .addOption(kdfMemory)
    .addOption(kdfPasses)
    .action(does(passphrase))
    .addHelpText(
      'after',
      examples(
        'latchkey passphrase notes.latchkey',
        'latchkey passphrase notes.latchkey --recovery-file words.txt --new-passphrase-file new.txt',
      ),
    );
  program
    .command('recovery <vault>')
    .description('make a new recovery phrase in place of the old one, and print it once')
    .option('--check', 'say whether a recovery phrase opens the vault, and change nothing')
    .action(does(recovery))
    .addHelpText(
      'after',
      examples(
        'latchkey recovery notes.latchkey',
        'latchkey recovery notes.latchkey --check --recovery-file words.txt',
      ),
    );
}

function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  ${line}`)].join('\n');
}
