import type { AdversaryId, ModelId, Outcome, Prediction } from '../../contract/lab.ts';

/** What a cell may be expected to be: the word for it, and of how many vaults. */
const expectations = {
  all: ['all', (total) => total],
  target: ['target', () => 1],
  /** Every other vault was used after the change. */
  later: ['later', (total) => Math.ceil(total / 2)],
  /** Every fifth owner has a passphrase that is on the list. */
  'cost-weak': ['cost', (total) => Math.floor(total / 5)],
  'cost-all': ['cost', (total) => total],
  'cost-one': ['cost', () => 1],
  metadata: ['metadata', () => 0],
  nothing: ['nothing', () => 0],
  na: ['na', () => 0],
} as const satisfies Record<string, readonly [Outcome, (total: number) => number]>;
type Expectation = keyof typeof expectations;

/** What is expected of a cell, and why. */
type Expected = readonly [expectation: Expectation, reason: string];
type Row = Readonly<Record<AdversaryId, Expected>>;

/** Adversaries that it is the same with in most models. */
const same = {
  A1: ['nothing', 'A copy without a key is noise, and nothing in it can be had by trying numbers.'],
  A2: [
    'cost-weak',
    'One owner in five has a passphrase that is on the list. That door is the owner’s own, and the model leaves it as it was.',
  ],
  A7: [
    'later',
    'The changed program has each vault key as soon as the owner opens the vault, and sends it home. Vaults that are not used stay closed. The access model has no part in it.',
  ],
  A9: [
    'nothing',
    'The changed program left the slot out. The ceremony is carried out correctly, and there is nothing for it to open.',
  ],
  A11: [
    'target',
    'An open vault has its key in memory. That opens this one vault, whatever else is arranged.',
  ],
} as const satisfies Partial<Row>;

const allByKey = 'Every vault has a slot for the one key that was taken, so all of them open.';
const oldOpen =
  'Turning escrow off seals the live vault under a new key; a copy from before keeps its slot, and the keys open that for ever.';

const rows: Readonly<Record<ModelId, Row>> = {
  M0: {
    ...same,
    A3: ['nothing', 'The warrant is valid, and nobody has a key that it could be shown to.'],
    A4: ['na', 'Nobody keeps a key.'],
    A5: ['na', 'Nobody keeps a key.'],
    A6: ['na', 'There is no console.'],
    A8: ['na', 'There is no escrow to turn off.'],
    A9: [
      'nothing',
      'There is no way in that the changed program could leave out, and nobody has a key to use.',
    ],
    A10: ['na', 'There is no authority whose purpose could change.'],
  },
  M1: {
    ...same,
    A3: ['target', 'The office opens the slot of the one vault that the warrant names, and of no other.'],
    A4: ['all', allByKey],
    A5: ['all', 'One holder is enough, so this is the same as one holder’s key.'],
    A6: ['all', 'The private key itself is used at the console, and it opens every vault.'],
    A8: ['all', oldOpen],
    A10: [
      'all',
      'The key opens whatever it is asked to. What changed is the order, and that is not an input.',
    ],
  },
  M2: {
    ...same,
    A3: ['target', 'Enough holders come together for the one vault that the warrant names.'],
    A4: ['nothing', 'One share says nothing about the key.'],
    A5: ['all', 'That many shares are the key, whoever brings them together.'],
    A6: [
      'target',
      'Holders send answers for one vault to the console, and keep their shares. (In the other form, a split key, the shares are put together there, and this would be all of them.)',
    ],
    A8: ['all', oldOpen],
    A10: ['all', 'The holders agree for every vault, because every warrant is valid.'],
  },
  M3: {
    ...same,
    A3: ['target', 'Provider and agency each open their half for the one vault.'],
    A4: ['nothing', 'Half of a slot’s secret is noise without the other half (XOR).'],
    A5: ['all', 'Both parties’ keys open both halves of every vault.'],
    A6: [
      'target',
      'Halves for one vault come to the console, and the two private keys stay with their owners.',
    ],
    A8: ['all', oldOpen],
    A10: ['all', 'Both parties are bound by the same law, and both release their halves.'],
  },
  M4: {
    ...same,
    A3: ['target', 'The service finds the warrant in order, logs it, and opens the one vault.'],
    A4: [
      'all',
      'The service’s key is that of M1. The check of warrants is a program beside it, and does not come with it.',
    ],
    A5: ['all', 'One holder is enough, so this is the same as one holder’s key.'],
    A6: [
      'all',
      'The key lies in the service’s memory, and opens without the check and without the log. An entry that is taken out of the log is missed by a witness; what was never logged is not.',
    ],
    A8: ['all', oldOpen],
    A10: ['all', 'Warrants for every vault are validly signed, and the service checks nothing else.'],
  },
  M5: {
    ...same,
    A3: ['target', 'The family key names the unit, and both agents release their halves of its key.'],
    A4: ['nothing', 'The family key names units and opens nothing; one agent’s halves are noise.'],
    A5: ['all', 'The family key and both agents’ halves give the key of every unit.'],
    A6: ['target', 'Two halves for one unit come to the console; those of other units stay with the agents.'],
    A8: ['all', oldOpen],
    A9: [
      'nothing',
      'The target’s forged field passes the check of its 16 bits, and opens to noise in the agency’s hands.',
    ],
    A10: ['all', 'The agents release halves for every valid warrant.'],
  },
  M6: {
    ...same,
    A3: [
      'target',
      'The directory adds the ghost’s key for the one account, and its owner’s next epoch is sealed to it, too.',
    ],
    A4: ['nothing', 'No vault was sealed to the ghost before it was asked for.'],
    A5: ['nothing', 'All keys together open no epoch that was not sealed to them.'],
    A6: [
      'target',
      'The ghost’s key lies on the console. It opens the epochs that were sealed to it: those of the one account.',
    ],
    A8: ['target', 'Of all copies, one is of an epoch that was sealed to the ghost.'],
    A9: [
      'nothing',
      'The directory adds the ghost’s key, and the changed program seals its next epoch to nobody but the owner.',
    ],
    A10: [
      'later',
      'The directory adds the ghost for everybody, and whoever uses the vault after that seals to it.',
    ],
  },
  M7: {
    ...same,
    A3: [
      'metadata',
      'The agency reads the reports: in which vault a hashtag was written that is on the list. No vault opens.',
    ],
    A4: ['metadata', 'The key that opens reports opens all of them, and no vault.'],
    A5: ['metadata', 'All keys together open reports, and no vault.'],
    A6: ['metadata', 'The key that opens reports lies on the console, and the reports beside it.'],
    A8: ['na', 'There is no slot to take out and no key to change.'],
    A9: ['nothing', 'The changed program does not look, and reports nothing.'],
    A10: ['metadata', 'The list grows by a hashtag, and the same program reports those who write that one.'],
  },
  M8: {
    ...same,
    A1: ['cost-all', 'The slot gives way to whoever spends the work. A thief pays what an agency pays.'],
    A2: ['cost-all', 'The work is cheaper here than the list, and opens what the list does not.'],
    A3: ['cost-one', 'The agency spends the work for the one vault.'],
    A4: ['na', 'Nobody keeps a key.'],
    A5: ['na', 'Nobody keeps a key.'],
    A6: ['target', 'The number that was found for one vault lies on the console, paid for by somebody else.'],
    A8: ['cost-all', 'Copies from before keep their slots, and the work only gets cheaper.'],
    A10: ['cost-all', 'Nothing but the bill stands between the authority and every vault.'],
  },
  M9: {
    ...same,
    A3: ['target', 'The agency has the device and an authorisation for it, and waits as long as it takes.'],
    A4: ['nothing', 'The vendor’s root is half of what opens a vault; the other half is in the device.'],
    A5: ['nothing', 'Nobody but the devices keeps the other halves.'],
    A6: ['target', 'The secret of one seized device and the authorisation for it lie on the console.'],
    A8: ['nothing', 'The copies have their slots, and the devices are not there.'],
    A10: [
      'nothing',
      'Warrants and authorisations can be had for everybody. Devices have to be seized one by one.',
    ],
  },
};

/** What was expected of a cell before it was tried, on this many vaults. */
export function predict(model: ModelId, adversary: AdversaryId, total: number): Prediction {
  const [expectation, reason] = rows[model][adversary];
  const [outcome, count] = expectations[expectation];
  return { outcome, recovered: count(total), reason };
}
