import { Option, type Command } from 'commander';
import { attach, attachments, detach, save } from './commands/attachments.ts';
import { history, revert } from './commands/history.ts';
import { add, edit, list, remove, search, show } from './commands/notes.ts';
import { examples, type Does } from './command-line.ts';
import type { Context } from './context.ts';

const tag = new Option('--tag <tag>', 'a tag; may be given several times').argParser(
  (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
);

/** What concerns notes. */
export function noteCommands(program: Command, does: Does): void {
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
    .option('--revision <n>', 'an earlier text of it, as `latchkey history` lists them')
    .action(does(show))
    .addHelpText(
      'after',
      examples(
        'latchkey show notes.latchkey 0123456789abcdef0123456789abcdef --json',
        'latchkey show notes.latchkey 0123456789abcdef0123456789abcdef --revision 3',
      ),
    );
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

/** What concerns their earlier texts. */
export function historyCommands(program: Command, does: Does): void {
  program
    .command('history <vault> <id>')
    .description('list the earlier texts of a note that were kept, newest first')
    .action(does((context: Context, vault: string, id: string) => history(context, vault, id)))
    .addHelpText('after', examples('latchkey history notes.latchkey 0123456789abcdef0123456789abcdef'));
  program
    .command('revert <vault> <id> <revision>')
    .description('give a note an earlier text again; the one it has now is kept in its history')
    .action(
      does((context: Context, vault: string, id: string, revision: string) =>
        revert(context, vault, id, revision),
      ),
    )
    .addHelpText('after', examples('latchkey revert notes.latchkey 0123456789abcdef0123456789abcdef 3'));
}

/** What concerns their files. */
export function attachmentCommands(program: Command, does: Does): void {
  program
    .command('attach <vault> <id> <file...>')
    .description('put files into a note; the files themselves stay where they are')
    .action(
      does((context: Context, vault: string, id: string, files: readonly string[]) =>
        attach(context, vault, id, files),
      ),
    )
    .addHelpText(
      'after',
      examples('latchkey attach notes.latchkey 0123456789abcdef0123456789abcdef scan.pdf photo.jpg'),
    );
  program
    .command('attachments <vault> <id>')
    .description('list the files of a note: id, size in bytes, name')
    .action(does((context: Context, vault: string, id: string) => attachments(context, vault, id)))
    .addHelpText('after', examples('latchkey attachments notes.latchkey 0123456789abcdef0123456789abcdef'));
  program
    .command('save <vault> <attachment> <file>')
    .description('write an attached file out, decrypted, to a place where no file is')
    .action(
      does((context: Context, vault: string, attachment: string, file: string) =>
        save(context, vault, attachment, file),
      ),
    )
    .addHelpText('after', examples('latchkey save notes.latchkey fedcba9876543210fedcba9876543210 scan.pdf'));
  program
    .command('detach <vault> <id> <attachment>')
    .description('delete a file of a note for good')
    .action(
      does((context: Context, vault: string, id: string, attachment: string) =>
        detach(context, vault, id, attachment),
      ),
    )
    .addHelpText(
      'after',
      examples(
        'latchkey detach notes.latchkey 0123456789abcdef0123456789abcdef fedcba9876543210fedcba9876543210',
      ),
    );
}
