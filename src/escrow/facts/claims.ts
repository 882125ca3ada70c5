import { modelIds, type AdversaryId, type Claim, type ModelId } from '../../contract/lab.ts';

/** Every model that adds a way in. */
const withAccess = modelIds.filter((model) => model !== 'M0');

const cells = (models: readonly ModelId[], adversaries: readonly AdversaryId[]): Claim['cells'] =>
  models.flatMap((model) => adversaries.map((adversary) => ({ model, adversary })));

const rudd = 'Amber Rudd, Home Secretary';

/**
 * What was said in March 2017, letter by letter as the story of that month has it, and what the lab shows about it. Where
 * the story names no speaker, or others heard other words, `by` says so.
 */
export const claims: readonly Claim[] = [
  {
    said: 'There should be no place for terrorists to hide.',
    by: `${rudd} (the story leaves the speaker open; other reports name her)`,
    source: 'seed-2017',
    shows:
      'A way in exists only in the programs that have it. Somebody who changes the program, or takes one without it, writes ' +
      'vaults that no escrow key opens: the column of the patched client shows it for each model. What then remains is the ' +
      'unlocked phone, in every model and without any.',
    standing: 'shown',
    scenarios: [12],
    cells: cells(withAccess, ['A9']),
  },
  {
    said: 'We need to make sure that our intelligence services have the ability to get into encrypted services like WhatsApp',
    by: `${rudd} (others heard “into situations like encrypted WhatsApp”)`,
    source: 'seed-2017',
    shows:
      'It can be built, and here it works: read the column of the agency with a valid warrant. Then read the same row to the ' +
      'end. It says who else gets in by the same means: whoever takes a holder’s key, an intruder at the console, a later ' +
      'government with another purpose. The models differ most in those cells: in some of them one stolen key opens every ' +
      'vault, in others it opens none.',
    standing: 'shown',
    scenarios: [1, 4, 7],
    cells: cells(withAccess, ['A3', 'A4', 'A5', 'A6', 'A10']),
  },
  {
    said: 'a warrant signed off by the Home Secretary, we can get that information when a terrorist is involved',
    by: `${rudd} (the story leaves the speaker open; others report the point as hers, in other words)`,
    source: 'seed-2017',
    shows:
      'A warrant is a condition that a service checks before it uses the key. It is no part of the key: whoever has the key ' +
      'gets the same bytes with a warrant, with an expired one and with none. Splitting the key makes several people the ' +
      'check. That is a real gain against one thief, and it still rests on people and not on the mathematics.',
    standing: 'shown',
    scenarios: [5],
    cells: [...cells(['M4'], ['A3', 'A4', 'A6']), ...cells(['M2', 'M3'], ['A3', 'A4', 'A5'])],
  },
  {
    said: 'understand the necessary hashtags',
    by: rudd,
    source: 'seed-2017',
    shows:
      'A list of hashtags does find the ones on it. One letter that looks the same and is another gets past it, a dictionary ' +
      'turns its hashes back into words, and whoever signs the list can add a word that has nothing to do with terrorism; ' +
      'the program cannot tell the difference. In fairness: she spoke of keeping public posts from going up. The lab tries the ' +
      'idea on private notes.',
    standing: 'shown',
    scenarios: [8],
    cells: cells(['M7'], ['A3', 'A9', 'A10']),
  },
  {
    said: 'carefully thought-through, legally covered arrangements',
    by: rudd,
    source: 'seed-2017',
    shows:
      'Law binds those who hold a key lawfully, and care lowers the chance that they lose it. Neither binds the thief of one ' +
      'holder’s key or the intruder at the console: they are given what they would have, and no rule is checked.',
    standing: 'shown',
    scenarios: [4, 5, 13],
    cells: cells(['M1', 'M2', 'M3', 'M4'], ['A4', 'A6']),
  },
  {
    said: "don't provide a secret place for terrorists to communicate with each other",
    by: rudd,
    source: 'seed-2017',
    shows:
      'A provider can change or withdraw its own service, as one is reported to have done in 2025. That binds those who go on using the service as it ' +
      'is handed out. The method itself is published, and one target with another program is outside every model here.',
    standing: 'shown',
    scenarios: [6, 12, 14],
    cells: cells(withAccess, ['A9']),
  },
  {
    said: 'we need to establish with absolute clarity why he did these unspeakable acts',
    by: 'Neil Basu, Metropolitan Police (the story names no speaker; other reports do)',
    source: 'seed-2017',
    shows:
      'This was a question about the past, with the phone in hand. As reported, his message was read a month later without any ' +
      'escrow, by a method that was not disclosed. Access to one device that has been seized is the case of M9 and ' +
      'of the unlocked endpoint; it does not need a way into everybody else.',
    standing: 'shown',
    scenarios: [12],
    cells: [
      { model: 'M0', adversary: 'A11' },
      { model: 'M9', adversary: 'A3' },
    ],
  },
  {
    said: 'encrypted communications are becoming a more and more prominent feature in the way that terrorists communicate',
    by: 'Rob Wainwright, director of Europol',
    source: 'seed-2017',
    shows:
      'No experiment on vaults can say how often terrorists use encryption. The nearest public count is of other people: US ' +
      'courts authorised 2,101 wiretaps in 2023; encryption was met in 472 of them, and 425 of those could not be read. ' +
      'Half of the applications were about drugs, and interception for intelligence is not counted.',
    standing: 'not-testable',
    scenarios: [],
    cells: [],
  },
];
