import { Option, type Command } from 'commander';
import { passphrase, recovery } from './commands/access.ts';
import { backup, create, info, repair, restore, rotate, verify } from './commands/keeping.ts';
import { exportNotes, importNotes, salvage } from './commands/moving.ts';
import { examples, type Does } from './command-line.ts';
import type { Context } from './context.ts';

const kdfMemory = new Option(
  '--kdf-memory <mib>',
  'memory that each guess at the passphrase takes: 8 to 1024 MiB (default: 64)',
);
const kdfPasses = new Option('--kdf-passes <n>', 'passes over that memory: 1 to 32 (default: 3)');
/** What concerns a vault as a whole. */
export function keepingCommands(program: Command, does: Does): void {
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
    .description(
      'open every record of a vault or a backup, and check that none is missing, changed or older than it should be',
    )
    .action(does((context: Context, vault: string) => verify(context, vault)))
    .addHelpText(
      'after',
      examples(
        'latchkey verify notes.latchkey && echo whole',
        'latchkey verify "backups/notes 2026-11-22T220600Z.latchkey" --json',
      ),
    );
  program
    .command('repair <vault>')
    .description(
      'put back what backups and earlier versions still have, and leave out what nothing has; the vault as it was is kept beside',
    )
    .option('--backups <folder>', 'the folder with backups of this vault')
    .action(does(repair))
    .addHelpText('after', examples('latchkey repair notes.latchkey --backups /media/disk/backups'));
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
    .description(
      'seal everything again under a new key, and say who can no longer open the vault; carries on one that was cut off',
    )
    .option('--recovery', 'make a new recovery phrase too, and print it')
    .action(does(rotate))
    .addHelpText('after', examples('latchkey rotate notes.latchkey --recovery'));
}

/** What takes notes in and out as plain files. */
export function movingCommands(program: Command, does: Does): void {
  program
    .command('import <vault> <path>')
    .description(
      'add the Markdown files of a folder as notes, with the files they name as theirs; folders become notebooks, and notes that are there already are skipped',
    )
    .action(does((context: Context, vault: string, path: string) => importNotes(context, vault, path)))
    .addHelpText('after', examples('latchkey import notes.latchkey ~/Documents/old-notes'));
  program
    .command('export <vault> <folder>')
    .description(
      'write each note as a Markdown file, with its attached files beside it; no file is overwritten, and none is encrypted',
    )
    .action(does((context: Context, vault: string, folder: string) => exportNotes(context, vault, folder)))
    .addHelpText('after', examples('latchkey export notes.latchkey plain-notes'));
  program
    .command('salvage <vault> <folder>')
    .description('write every note that still opens, and list what does not')
    .action(does((context: Context, vault: string, folder: string) => salvage(context, vault, folder)))
    .addHelpText('after', examples('latchkey salvage damaged.latchkey rescued --json'));
}

/** What concerns who can open a vault. */
export function accessCommands(program: Command, does: Does): void {
  program
    .command('passphrase <vault>')
    .description(
      'change the passphrase; with --recovery-file, set one that was forgotten; or change only whether a key file goes with it',
    )
    .option(
      '--new-passphrase-file <path>',
      'read the new passphrase from the first line of a file; - is standard input',
    )
    .addOption(kdfMemory)
    .addOption(kdfPasses)
    .option(
      '--make-key-file <path>',
      'make a key file; from then on the passphrase opens the vault only together with it',
    )
    .option('--drop-key-file', 'from now on the passphrase opens the vault alone')
    .action(does(passphrase))
    .addHelpText(
      'after',
      examples(
        'latchkey passphrase notes.latchkey',
        'latchkey passphrase notes.latchkey --recovery-file words.txt --new-passphrase-file new.txt',
        'latchkey passphrase notes.latchkey --make-key-file /media/stick/notes.key',
        'latchkey passphrase notes.latchkey --key-file /media/stick/notes.key --drop-key-file',
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
