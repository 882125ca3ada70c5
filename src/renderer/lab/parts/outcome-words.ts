import type { Outcome } from '../../../contract/index.ts';

/** Each outcome in a word or two, and what it means. */
export const outcomeWords: Readonly<Record<Outcome, { readonly short: string; readonly means: string }>> = {
  all: { short: 'All', means: 'Every vault was read.' },
  target: { short: 'Target', means: 'The one vault that was aimed at was read, and no other.' },
  later: { short: 'Later', means: 'What was used after the change was read; what was left alone was not.' },
  metadata: {
    short: 'Metadata',
    means: 'No vault was read, but reports or other traces gave something away.',
  },
  cost: { short: 'Cost', means: 'What was read had to be computed, and the price is known.' },
  nothing: { short: 'Nothing', means: 'No vault was read, and nothing else came out.' },
  na: {
    short: 'n/a',
    means: 'Does not apply: this model has nothing of the kind that the adversary works with.',
  },
};

/** In the order of the legend: the most first. */
export const outcomesInOrder: readonly Outcome[] = [
  'all',
  'target',
  'later',
  'metadata',
  'cost',
  'nothing',
  'na',
];
