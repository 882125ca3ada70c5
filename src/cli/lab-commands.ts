import type { Command } from 'commander';
import { examples, type Does } from './command-line.ts';
import { leaf } from './commands/escrow/leaf.ts';
import { models } from './commands/escrow/models.ts';

/** What is tried out on demo vaults, and told about. */
export function labCommands(escrow: Command, does: Does): void {
  modelsCommand(escrow, does);
  leafCommand(escrow, does);
}

function modelsCommand(escrow: Command, does: Does): void {
  escrow
    .command('models [id]')
    .description('list the ways of access that the lab builds; or show one in full, with its sources')
    .action(does(models))
    .addHelpText('after', examples('latchkey escrow models', 'latchkey escrow models M2 --json'));
}

function leafCommand(escrow: Command, does: Does): void {
  escrow
    .command('leaf')
    .description('forge the field that Clipper sent with each message for an agency, and count the tries')
    .option('--width <bits>', 'bits of its checksum: 8 to 24 (default: 16, as Clipper had)')
    .option('--runs <n>', 'how many to forge: 1 to 1000 (default: 30)')
    .action(does(leaf))
    .addHelpText('after', examples('latchkey escrow leaf', 'latchkey escrow leaf --width 12 --runs 200'));
}
