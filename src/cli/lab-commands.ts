import { Option, type Command } from 'commander';
import { several } from './choices.ts';
import { examples, later, type Does } from './command-line.ts';

/** What is tried out on demo vaults, and told about. */
export function labCommands(escrow: Command, does: Does): void {
  modelsCommand(escrow, does);
  matrixCommand(escrow, does);
  scenarioCommand(escrow, does);
  leafCommand(escrow, does);
  evidenceCommands(escrow, does);
}

function modelsCommand(escrow: Command, does: Does): void {
  escrow
    .command('models [id]')
    .description('list the ways of access that the lab builds; or show one in full, with its sources')
    .action(does(later(async () => (await import('./commands/escrow/models.ts')).models)))
    .addHelpText('after', examples('latchkey escrow models', 'latchkey escrow models M2 --json'));
}

function leafCommand(escrow: Command, does: Does): void {
  escrow
    .command('leaf')
    .description('forge the field that Clipper sent with each message for an agency, and count the tries')
    .option('--width <bits>', 'bits of its checksum: 8 to 24 (default: 16, as Clipper had)')
    .option('--runs <n>', 'how many to forge: 1 to 1000 (default: 30)')
    .action(does(later(async () => (await import('./commands/escrow/leaf.ts')).leaf)))
    .addHelpText('after', examples('latchkey escrow leaf', 'latchkey escrow leaf --width 12 --runs 200'));
}

function matrixCommand(escrow: Command, does: Does): void {
  escrow
    .command('matrix')
    .description('try every adversary against every way of access, on demo vaults, and say what each got')
    .option('--vaults <n>', 'demo vaults of each model: 5 to 40 (default: 20)')
    .addOption(new Option('--model <id>', 'this model only; may be given several times').argParser(several))
    .addOption(
      new Option('--adversary <id>', 'this adversary only; may be given several times').argParser(several),
    )
    .option('--evidence <file>', 'write down what was given to whom, so that others can replay it')
    .action(does(later(async () => (await import('./commands/escrow/matrix.ts')).matrix)))
    .addHelpText(
      'after',
      examples(
        'latchkey escrow matrix --json',
        'latchkey escrow matrix --model M1 --model M4 --adversary A6 --evidence evidence.json',
      ),
    );
}

function scenarioCommand(escrow: Command, does: Does): void {
  escrow
    .command('scenario [number]')
    .description('list the scenarios; or play one step by step, on demo vaults')
    .action(does(later(async () => (await import('./commands/escrow/scenarios.ts')).scenario)))
    .addHelpText('after', examples('latchkey escrow scenario', 'latchkey escrow scenario 5 --json'));
}

function evidenceCommands(escrow: Command, does: Does): void {
  escrow
    .command('report')
    .description('run the matrix and every scenario, and write a page about it, with the evidence')
    .requiredOption('--out <file>', 'the HTML page; nothing is replaced')
    .option('--evidence <file>', 'where the evidence goes (default: beside the page)')
    .action(does(later(async () => (await import('./commands/escrow/report.ts')).report)))
    .addHelpText('after', examples('latchkey escrow report --out report.html'));
  escrow
    .command('verify <evidence>')
    .description('do every experiment of an evidence file again, and say where something else came out')
    .action(does(later(async () => (await import('./commands/escrow/evidence.ts')).verifyEvidence)))
    .addHelpText('after', examples('latchkey escrow verify evidence.json'));
}
