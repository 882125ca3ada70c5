import type { AdversaryId, Fault, ModelId } from '../../../contract/index.ts';

/** What a stop shows beside its text. All but the first, the weighing and the last are computed when somebody arrives. */
export type Exhibit =
  | { readonly kind: 'quotes'; readonly first: number }
  | { readonly kind: 'diagram'; readonly model: ModelId }
  | { readonly kind: 'ceremony'; readonly model: ModelId; readonly fault: Fault }
  | { readonly kind: 'scenario'; readonly number: number }
  | {
      readonly kind: 'matrix';
      readonly models: readonly ModelId[];
      readonly adversaries: readonly AdversaryId[];
    }
  | { readonly kind: 'numbers' }
  | { readonly kind: 'weighing' }
  | { readonly kind: 'onward' };

/** A stop of the tour. */
export interface Stop {
  readonly id: string;
  readonly title: string;
  readonly text: readonly string[];
  /** What the text rests on, by ids. */
  readonly sources: readonly string[];
  readonly exhibit: Exhibit;
}

/** How long the whole of it takes somebody who reads it, in minutes. */
export const tourMinutes = 10;

/** The tour: what was asked for, how it works as promised, who else can do it, what it costs. */
export const stops: readonly Stop[] = [
  {
    id: 'said',
    title: 'What was asked for in March 2017',
    text: [
      'On 22 March 2017, just before he killed people on Westminster Bridge in London, a man sent a message by WhatsApp. It was encrypted from one end to the other, so that the makers of WhatsApp could not read it and could not hand it over.',
      'The police had a question that anybody would want answered. Four days later the Home Secretary said on television what she wanted. These are the words, as the story that this lab starts from has them.',
      'She also said that encryption from end to end has its place. This tour takes the request at its word, builds it, and looks at what it does. Nothing in it is prepared: what you see is computed when you arrive.',
    ],
    sources: ['seed-2017', 'rudd-2017'],
    exhibit: { kind: 'quotes', first: 3 },
  },
  {
    id: 'without',
    title: 'A vault that only its owner opens',
    text: [
      'Latchkey keeps notes in a vault: one file, encrypted under one vault key. The file has that key only sealed, in a slot, and the slot opens to the owner’s passphrase.',
      'Such a vault was made just now, and somebody came for it who does not have the passphrase. There is nothing else in the file that could be opened. This is M0, the vault as it is today.',
    ],
    sources: [],
    exhibit: { kind: 'ceremony', model: 'M0', fault: 'none' },
  },
  {
    id: 'built',
    title: 'What the request would build',
    text: [
      'A way in for an authority can be built in several ways, and this lab has nine. M4 is closest to the words of 2017. Every vault gets a second slot, sealed to the public key of one office.',
      'The private key is with no official. It is inside a policy service: a program that looks at a warrant, checks its signature and its dates, writes the request into a Merkle log, and opens the one vault that is named. A witness outside compares the log with what it was before.',
      'That is the strong form of the idea, not a poor one to knock down. In the drawing, what exists for the sake of access has the colour of escrow.',
    ],
    sources: [],
    exhibit: { kind: 'diagram', model: 'M4' },
  },
  {
    id: 'promised',
    title: 'It works as promised',
    text: [
      'A court of the lab signs a warrant for one vault. The service checks it, writes it down, and opens. The officer reads a random sentence that nobody but this vault had.',
      'So much of the old argument is settled: lawful access can be built, it is quick, and it keeps a record. What is left to ask is what else comes with it.',
    ],
    sources: [],
    exhibit: { kind: 'ceremony', model: 'M4', fault: 'none' },
  },
  {
    id: 'refused',
    title: 'The rule is kept',
    text: [
      'Another warrant, for another vault made a moment ago; but this one has run out. The service refuses, and the refusal is in the log as well.',
      'Whoever asks the service is held to the rule. Keep in mind where the rule is: in the program, ahead of the key.',
    ],
    sources: [],
    exhibit: { kind: 'ceremony', model: 'M4', fault: 'expired-warrant' },
  },
  {
    id: 'direct',
    title: 'The same key, without asking',
    text: [
      'After its checks the service does one thing: it uses a private key on a slot. That last step needs no warrant: the warrant is no part of the key.',
      'Here somebody has the key and leaves the program out: its operator might, or an intruder, or a thief with a backup of the machine. Compare the bytes.',
    ],
    sources: ['storm-0558-2024'],
    exhibit: { kind: 'scenario', number: 5 },
  },
  {
    id: 'copied',
    title: 'A key can be copied',
    text: [
      'A key is a short row of bytes, and a copy of it opens as well as the original. One photograph is enough. Nothing at the office is missing afterwards, so nothing tells anybody to look.',
      'That happened to the master keys of luggage locks: a newspaper printed a photograph, and people made keys from it, as reported.',
    ],
    sources: ['tsa-2015'],
    exhibit: { kind: 'scenario', number: 1 },
  },
  {
    id: 'log',
    title: 'Who writes the log',
    text: [
      'A log shows misuse, if whoever misuses the key lets it. This one is strong: take an entry out, and its root no longer fits what a witness remembers.',
      'But it records what goes through the service. The machines that listen for the law have been broken into before: in Athens in 2004 and 2005, and in American telephone networks, as reported in 2024.',
    ],
    sources: ['athens-2007', 'salt-typhoon-2024'],
    exhibit: { kind: 'scenario', number: 4 },
  },
  {
    id: 'others',
    title: 'Who else gets in',
    text: [
      'Until now one thing was tried at a time. The threat matrix tries every model against every adversary: twenty demo vaults each, a random sentence in each, and a worker that is given what this adversary would have, and nothing else. The result is what the worker can say afterwards.',
      'These are four of its models and six of its adversaries. Begin with the agency that has a warrant. Then see who else gets in by the same means, and what a key in shares changes about that. The target who changed the program is worth a look, too.',
    ],
    sources: ['doormats-2015'],
    exhibit: {
      kind: 'matrix',
      models: ['M0', 'M1', 'M2', 'M4'],
      adversaries: ['A1', 'A3', 'A4', 'A6', 'A9', 'A10'],
    },
  },
  {
    id: 'off',
    title: 'Turning it off again',
    text: [
      'Suppose that the law changes, or that an owner changes their mind. Taking the second slot out of the file looks like enough. It is not, and Latchkey refuses to pretend that it were: the vault key has to change and every note has to be sealed anew.',
      'And copies that were made before stay as open as they were.',
    ],
    sources: [],
    exhibit: { kind: 'scenario', number: 3 },
  },
  {
    id: 'evader',
    title: 'Whoever would rather not be read',
    text: [
      'A way in is in the programs that have it. Somebody who builds one without it, or takes another, writes vaults that no escrow key opens; the others stay open to it.',
      'And the reverse: the message of 2017 was read a month later without any escrow, with the phone in hand. By what method was not disclosed.',
    ],
    sources: ['masood-2017'],
    exhibit: { kind: 'scenario', number: 12 },
  },
  {
    id: 'cost',
    title: 'What it costs',
    text: [
      'Without escrow, a thief guesses passphrases, vault by vault, and pays for each anew. With escrow there is one thing to steal, and it opens all of them: the blast radius of that theft is everything.',
      'Nobody has published how likely such a theft is. Here it stands at 1 in 100 a year for each holder, over ten years and a million vaults. On the page of numbers it is a slider.',
    ],
    sources: ['argon2-bandwidth-2022'],
    exhibit: { kind: 'numbers' },
  },
  {
    id: 'weigh',
    title: 'What there is to weigh',
    text: [
      'The experiments say who gets in by what. They do not say what is worth what. Both of these can be held by people who mean well.',
    ],
    sources: ['doormats-2015', 'levy-robinson-2018', 'savage-2018', 'wiretap-2023'],
    exhibit: { kind: 'weighing' },
  },
  {
    id: 'onward',
    title: 'Where to go on',
    text: [
      'Everything that you have seen can be done again, with other settings, and checked by somebody who was not here.',
    ],
    sources: [],
    exhibit: { kind: 'onward' },
  },
];

/** About how many minutes are left for somebody who is at this stop, counted from 0. At least one. */
export function minutesLeft(at: number): number {
  return Math.max(1, Math.round((tourMinutes * (stops.length - at)) / stops.length));
}
