import { Option, type Command } from 'commander';
import { several } from './choices.ts';
import { examples, later, type Does } from './command-line.ts';
import { labCommands } from './lab-commands.ts';

/** Ways for somebody besides the owner to open a vault: for real, and in experiments. */
export function escrowCommands(program: Command, does: Does): void {
  const escrow = program
    .command('escrow')
    .description(
      'ways for somebody else to open a vault: let them in, open as they would, and try out what follows on demo vaults',
    )
    .addHelpText(
      'after',
      examples('latchkey escrow models', 'latchkey escrow matrix --json', 'latchkey escrow enroll --help'),
    );
  labCommands(escrow, does);
  keygenCommand(escrow, does);
  enrollCommand(escrow, does);
  openCommand(escrow, does);
  warrantCommands(escrow, does);
}

function keygenCommand(escrow: Command, does: Does): void {
  escrow
    .command('keygen')
    .description(
      'make the keys of an authority: a public one that owners let in, and a private one that opens every vault which did',
    )
    .requiredOption(
      '--model <id>',
      'M1: one key. M2: a key in shares. M3: one of two holders, so do it twice',
    )
    .requiredOption('--name <name>', 'what vaults will call the authority')
    .requiredOption('--out <folder>', 'where its files go; none is replaced')
    .option('--shares <k-of-n>', 'M2: how many shares open, of how many (default: 2-of-3)')
    .option('--demo', 'mark the files as made for a demonstration: real vaults refuse them')
    .action(does(later(async () => (await import('./commands/escrow/authorities.ts')).keygen)))
    .addHelpText(
      'after',
      examples(
        'latchkey escrow keygen --model M1 --name "Harbour Office" --out keys',
        'latchkey escrow keygen --model M2 --name Trustees --shares 3-of-5 --out keys',
      ),
    );
}

function enrollCommand(escrow: Command, does: Does): void {
  escrow
    .command('enroll <vault>')
    .description('let an authority into a vault of your own; or, with --off, keep it out again by a new key')
    .option('--model <id>', 'the way of access: M1, M2 or M3')
    .addOption(
      new Option(
        '--authority <file>',
        'the public key file of an authority; M3 takes two, so give it twice',
      ).argParser(several),
    )
    .option('--yes <sentence>', 'the sentence that says you mean it; asked for where it is not given')
    .option('--off', 'seal everything again under a new key that nobody else is given')
    .option('--recovery', 'with --off: make a new recovery phrase too, and print it')
    .option('--backups <folder>', 'with --off: list the backups there that stay open to whoever was let in')
    .action(does(later(async () => (await import('./commands/escrow/enrolling.ts')).enroll)))
    .addHelpText(
      'after',
      examples(
        'latchkey escrow enroll notes.latchkey --model M1 --authority "keys/Harbour Office.authority.json"',
        'latchkey escrow enroll notes.latchkey --model M3 --authority a.authority.json --authority b.authority.json',
        'latchkey escrow enroll notes.latchkey --off --backups /media/disk/backups',
      ),
    );
}

function openCommand(escrow: Command, does: Does): void {
  escrow
    .command('open <vault>')
    .description('open a vault, or a copy of one, with the keys of an authority alone, and read')
    .addOption(
      new Option('--keystore <file>', 'what a holder of the key keeps; give it once for each share or half')
        .argParser(several)
        .makeOptionMandatory(),
    )
    .option('--note <id>', 'print this note; without it, all are listed')
    .action(does(later(async () => (await import('./commands/escrow/opening.ts')).open)))
    .addHelpText(
      'after',
      examples(
        'latchkey escrow open notes.latchkey --keystore "keys/Harbour Office.keystore.json"',
        'latchkey escrow open copy.latchkey --keystore a.keystore.json --keystore b.keystore.json --json',
      ),
    );
}

function warrantCommands(escrow: Command, does: Does): void {
  const warrant = escrow
    .command('warrant')
    .description('signed orders to open one vault: sign one, or check one');
  warrant
    .command('issue')
    .description('sign a warrant')
    .option('--key <file>', 'the keystore of the issuer')
    .option('--new-key <file>', 'make an issuer: its keystore goes here, and its public key file beside it')
    .option('--issuer <name>', 'with --new-key: what warrants will call the issuer')
    .requiredOption('--vault <id or path>', 'the one vault it is for')
    .requiredOption('--days <n>', 'how many days it is valid: 1 to 3650')
    .option('--from <time>', 'from when, such as 2026-01-31 (default: now)')
    .requiredOption('--purpose <text>', 'what it is for')
    .option('--scope <scope>', 'what it allows: read-notes (default) or read-metadata')
    .requiredOption('--out <file>', 'where the warrant goes; nothing is replaced')
    .action(does(later(async () => (await import('./commands/escrow/warrants.ts')).issue)))
    .addHelpText(
      'after',
      examples(
        'latchkey escrow warrant issue --new-key court.keystore.json --issuer "District court" --vault notes.latchkey --days 30 --purpose "Case 17" --out warrant.json',
      ),
    );
  warrant
    .command('check <warrant>')
    .description('say that a warrant is valid, or why it is not')
    .requiredOption('--issuer <file>', 'the public key file of the issuer')
    .requiredOption('--vault <id or path>', 'the vault that is to be opened')
    .option('--at <time>', 'when, such as 2026-01-31T12:00:00Z (default: now)')
    .option('--scope <scope>', 'what is wanted: read-notes (default) or read-metadata')
    .addOption(
      new Option('--used <id>', 'a warrant that was used before; may be given several times').argParser(
        several,
      ),
    )
    .action(does(later(async () => (await import('./commands/escrow/warrants.ts')).check)))
    .addHelpText(
      'after',
      examples(
        'latchkey escrow warrant check warrant.json --issuer court.authority.json --vault notes.latchkey',
      ),
    );
}
