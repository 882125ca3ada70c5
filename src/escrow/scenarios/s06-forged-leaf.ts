import { fromHex, slotId, toHex, unwrapVaultKey, wipe } from '../../vault/index.ts';
import { measureForgery } from '../crypto/leaf.ts';
import { ofKind } from '../keystore.ts';
import { makeDemoVault } from '../lab/demo-vaults.ts';
import { accessLawfully, keystoresOf, slotsIn } from '../lab/lawful-access.ts';
import type { DemoVault } from '../lab/workbench.ts';
import {
  leafAccessOf,
  leafContents,
  leafSlotSecret,
  unitName,
  type LeafAccess,
} from '../models/leaf/slot.ts';
import { isLeafRegime, type LeafRegime } from '../models/m5-leaf.ts';
import { bundleOf, inForce, loggedIn, readIn } from './desk.ts';
import { byKey, readThrough, sentencesOf } from './reading.ts';
import type { Scenario, ScenarioBench } from './scenario.ts';
import { action, count, hex, opened, refusal, seen, setUp, text } from './scene.ts';

/** Blocks that the forger would try at most: the chance that so many are not enough is below one in 100 million. */
const budget = 20 * 2 ** 16;
/** Narrower checksums are forged several times, for their mean. */
const narrow = [
  { width: 8, runs: 20 },
  { width: 12, runs: 10 },
] as const;

export const forgedLeaf: Scenario = {
  info: {
    number: 6,
    title: 'The forged field',
    line: 'A client makes an access field that every receiver takes for genuine and that tells the agency nothing.',
    models: ['M5'],
    mirrors: {
      what: 'Matt Blaze showed that two programs can talk through the standard of the Clipper chip without a usable access field.',
      year: '1994',
      sources: ['blaze-1994', 'ees-1994'],
    },
    lesson:
      'A rule that programs check of each other is as strong as the check. Sixteen bits are guessed in about 65,536 tries, which is a moment: whoever wants to stay out does, and whoever does not think of it is readable.',
  },

  async *run(bench) {
    const setting = await inForce(bench, 'M5');
    const { regime } = setting;
    if (!isLeafRegime(regime)) throw new RangeError('M5 has units');
    const { familyKey } = regime.works.familyKeystore('The agency');
    const honest = await makeDemoVault(bench, setting, { number: 1 });
    const lawful = await accessLawfully(bench, setting, honest);
    yield setUp(
      'A client that does as it should puts the field into its vault. On a valid warrant both agents release their halves, and the agency opens the vault.',
      {
        facts: [
          ...fieldFacts(leafIn(bench, honest), familyKey),
          opened('Vaults opened on a valid warrant', lawful.vaultKey ? 1 : 0, 1),
        ],
        logged: loggedIn(lawful.steps),
      },
    );

    const start = Date.now();
    const rogue = regime.rogue(budget);
    const seconds = (Date.now() - start) / 1000;
    if (!rogue) throw new RangeError('The forger ran out of tries');
    const forged = await makeDemoVault(bench, setting, {
      number: 2,
      slots: () => Promise.resolve([rogue.seed]),
    });
    yield action(
      'Another client draws random fields and asks its own unit about each, until the unit takes one for genuine. It needs no key for that.',
      {
        facts: [
          count('Fields that the unit refused', rogue.tries - 1, 'refused'),
          count('Fields tried', rogue.tries),
          text('Seconds', seconds.toFixed(3)),
          hex('The field that passed', rogue.access.leaf),
        ],
      },
    );

    const isAccepted = regime.accepts(leafIn(bench, forged), rogue.sessionKey);
    const read = await readByReceiver(bench, forged, rogue.sessionKey);
    yield seen('The receiver has the session key. Its unit looks at the field and goes on.', {
      facts: [
        text(
          'The receiver’s unit',
          isAccepted ? 'accepts the field' : 'refuses the field',
          isAccepted ? 'lit' : 'refused',
        ),
        text('Read by the receiver', read, 'lit'),
      ],
    });

    const tried = await accessLawfully(bench, setting, forged);
    const findings = await bench.perform(bundleOf([honest, forged], { keystores: keystoresOf(regime) }));
    const recovered = readIn([honest, forged], findings);
    yield seen(
      'The agency comes with a valid warrant, and then with everything that it and both agents have.',
      {
        facts: [
          ...fieldFacts(leafIn(bench, forged), familyKey),
          text('Units that the agents know', unitsKnownTo(regime).join(', ')),
          ...(tried.problem ? [refusal('On a valid warrant', tried.problem)] : []),
          opened('The honest client’s vault', recovered.includes(honest) ? 1 : 0, 1),
          opened('The forger’s vault', recovered.includes(forged) ? 1 : 0, 1),
        ],
      },
    );
    yield seen(
      'What forging costs, by the number of bits that receivers check. A wider checksum costs more, and leaves fewer bits for the number of the unit.',
      {
        table: {
          columns: ['Bits', 'Tries expected', 'Forgeries', 'Tries, mean'],
          rows: [
            ...narrow.map(({ width, runs }) =>
              measured(width, runs, measureForgery(runs, width, bench.tools.random).mean),
            ),
            measured(regime.width, 1, rogue.tries),
          ],
        },
      },
    );
    wipe(rogue.sessionKey);
    return (
      lawful.vaultKey !== null &&
      isAccepted &&
      read === forged.sentence &&
      tried.problem?.code === 'wrong-authority-key' &&
      recovered.length === 1 &&
      recovered.includes(honest)
    );
  },
};

/** The field in a file. */
function leafIn(bench: ScenarioBench, { file }: DemoVault): LeafAccess {
  const [found] = slotsIn(bench, file).flatMap((slot) => leafAccessOf(slot) ?? []);
  if (!found) throw new RangeError('Every vault of M5 has a LEAF');
  return found;
}

function fieldFacts(access: LeafAccess, familyKey: string) {
  const { unitId, wrappedKey } = leafContents(access, familyKey);
  return [
    hex('Number of the unit, as the field has it', unitName(unitId).padStart(8, '0')),
    hex('Session key in the field, enciphered under that unit’s key', toHex(wrappedKey)),
  ];
}

/** Numbers of all units that both agents have halves for. */
function unitsKnownTo({ holders }: LeafRegime): readonly string[] {
  const [halves] = ofKind(
    holders.flatMap(({ keystores }) => keystores),
    'unit-halves',
  );
  return Object.keys(halves?.halves ?? {}).map((unit) => unit.padStart(8, '0'));
}

/** What the one whom the forger writes to reads, with the session key that both have. */
async function readByReceiver(
  bench: ScenarioBench,
  { file, id }: DemoVault,
  sessionKey: Uint8Array,
): Promise<string> {
  for (const slot of slotsIn(bench, file)) {
    const secret = leafSlotSecret(sessionKey, slotId(fromHex(slot.id)));
    const key = unwrapVaultKey(slot, id, secret);
    wipe(secret);
    if (typeof key === 'string') continue;
    const notes = await readThrough(bench, file, byKey(bench, key));
    wipe(key);
    return sentencesOf(notes);
  }
  return 'nothing';
}

function measured(width: number, runs: number, mean: number): string[] {
  return [
    String(width),
    (2 ** width).toLocaleString('en-GB'),
    String(runs),
    Math.round(mean).toLocaleString('en-GB'),
  ];
}
