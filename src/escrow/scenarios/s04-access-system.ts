import { makeDemoVaults } from '../lab/demo-vaults.ts';
import { accessLawfully, type LawfulAccess } from '../lab/lawful-access.ts';
import type { DemoVault, Setting } from '../lab/workbench.ts';
import { isGated, type GatedRegime } from '../models/m4-warrant-gate.ts';
import { AccessLog, Witness, type TreeHead } from '../warrants/access-log.ts';
import { bundleOf, inForce, loggedIn, readIn } from './desk.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, count, hex, opened, refusal, seen, setUp, text } from './scene.ts';
import { isRefusedAs, outcome, trial } from './trial.ts';

const vaultCount = 20;
const lawfulCount = 3;
/** Which of the entries the intruder takes out. */
const removedEntry = 1;

/** Who looks at the log after the intruder was there. */
type Watcher = (regime: GatedRegime) => Witness;

/** `watcher`: the witness that the model has, unless somebody else looks, or somebody who never looked before. */
export function accessSystem(watcher: Watcher = ({ witness }) => witness): Scenario {
  return { info, run: (bench) => intrusion(bench, watcher) };
}

const info: Scenario['info'] = {
  number: 4,
  title: 'The access system is the target',
  line: 'An intruder sits at the machine that opens vaults on a warrant, and can write its log.',
  models: ['M4'],
  mirrors: {
    what: 'Unknown people listened through the interception equipment of a Greek mobile network. Twenty years later, intruders in US networks copied information that court orders were about. Both as reported.',
    year: '2004-2005, 2024',
    sources: ['athens-2007', 'salt-typhoon-2024', 'fbi-cisa-2024'],
  },
  lesson:
    'A machine that can open every vault is worth breaking into, and whoever is in it needs no warrant. A witness outside notices that the log was edited. Nobody notices that the key was copied.',
};

async function* intrusion(bench: ScenarioBench, watcher: Watcher): ReturnType<Scenario['run']> {
  const setting = await inForce(bench, 'M4');
  const { regime } = setting;
  if (!isGated(regime)) throw new RangeError('M4 has a policy service');
  const { service } = regime;
  const vaults = await makeDemoVaults(bench, setting, vaultCount);
  const lawful = await openedOnWarrants(bench, setting, vaults.slice(0, lawfulCount));
  const onConsole = lawful.at(-1)?.access?.onConsole ?? [];
  const before = regime.log();
  const watching = watcher(regime);
  yield setUp(
    'A policy service keeps the key of twenty vaults. Three of them are opened on valid warrants. Each time the service writes its log, and a witness outside looks at the log and remembers its root.',
    {
      facts: [
        opened(
          'Vaults opened on a valid warrant',
          lawful.filter(({ vaultKey }) => vaultKey).length,
          lawfulCount,
        ),
        count('Entries in the log', before.length),
        hex('Root of the log', service.log.head.root),
      ],
      logged: lawful.flatMap(({ steps }) => loggedIn(steps)),
    },
  );

  const findings = await bench.perform(bundleOf(vaults, { keystores: onConsole }));
  const read = readIn(vaults, findings);
  const afterCopying = regime.log().length;
  yield action(
    'The intruder copies what lies in the memory of the machine, and uses it elsewhere on copies of all files. No warrant is asked for there.',
    {
      facts: [
        count('Key files copied', onConsole.length),
        opened('Vaults read', read.length, vaults.length),
        count('Entries in the log', afterCopying),
      ],
    },
  );

  service.restore(new AccessLog(before.toSpliced(removedEntry, 1)));
  yield action(
    'Then the intruder takes an entry out of the log, works out every root anew, and starts the service again with that. Each entry fits the ones before it.',
    { facts: [text('Entry taken out', before[removedEntry]?.what ?? '')], logged: regime.log() },
  );

  const looked = await trial(() => watching.look(service.log));
  const newcomer = await trial(() => new Witness().look(service.log));
  const next = await openedOnWarrants(bench, setting, vaults.slice(lawfulCount, lawfulCount + 1));
  yield seen(
    'Two people ask for proof that the log is in order: one who remembers an earlier root, and one who has never looked before. Then the next lawful warrant is brought.',
    {
      facts: [
        outcome('Who remembers an earlier root', looked, inOrder),
        outcome('Who looks for the first time', newcomer, inOrder),
        ...next.map(({ problem }) =>
          problem
            ? refusal('The next warrant', problem)
            : text('The next warrant', 'The vault was opened.', 'lit'),
        ),
      ],
    },
  );
  return (
    lawful.every(({ vaultKey }) => vaultKey !== null) &&
    read.length === vaults.length &&
    afterCopying === before.length &&
    isRefusedAs(looked, 'log-inconsistent') &&
    newcomer.refused === null
  );
}

async function openedOnWarrants(
  bench: ScenarioBench,
  setting: Setting,
  vaults: readonly DemoVault[],
): Promise<readonly LawfulAccess[]> {
  const opened: LawfulAccess[] = [];
  for (const vault of vaults) opened.push(await accessLawfully(bench, setting, vault));
  return opened;
}

function inOrder({ size }: TreeHead): string {
  return `Finds ${size} entries that fit together.`;
}
