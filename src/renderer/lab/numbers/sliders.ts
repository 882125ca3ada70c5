import { presetNumbers, type NumbersInput } from '../../../contract/index.ts';
import { plainDollars, plainNumber } from '../../passphrase/plain-amounts.ts';
import { bandwidth, memory, percent, price } from './amounts.ts';
import { boundsOf, type Field } from './bounds.ts';

/** The fields that a person moves. The seconds of a guess are measured. */
export type SliderField = Exclude<Field, 'kdfSeconds'>;

/**
 * `linear`: the value is a multiple of `step`. `log`: each step multiplies the value by about the same, `perDecade`
 * steps to a power of ten, and values have two significant digits. `doubling`: each step doubles it.
 */
type Scale =
  | { readonly kind: 'linear'; readonly step: number }
  | { readonly kind: 'log'; readonly perDecade: number }
  | { readonly kind: 'doubling' };

export interface SliderSpec {
  readonly label: string;
  /** What it is, for people who meet the word here. */
  readonly explains: string;
  readonly scale: Scale;
  readonly shown: (value: number) => string;
}

const counted = (unit: string) => (value: number) => `${value} ${unit}${value === 1 ? '' : 's'}`;
const linear = (step: number): Scale => ({ kind: 'linear', step });
const log = (perDecade: number): Scale => ({ kind: 'log', perDecade });

export const sliders: Readonly<Record<SliderField, SliderSpec>> = {
  bits: {
    label: 'Strength of the passphrase',
    explains: 'In bits: each bit more doubles the number of passphrases an attacker has to try.',
    scale: linear(1),
    shown: (bits) => `${bits.toLocaleString('en-GB', { maximumFractionDigits: 1 })} bits`,
  },
  memoryKiB: {
    label: 'Memory for one guess',
    explains:
      'Checking one passphrase fills this much memory on purpose, because memory is what costs an attacker.',
    scale: { kind: 'doubling' },
    shown: memory,
  },
  passes: {
    label: 'Passes over the memory',
    explains: 'How many times that memory is gone through for each guess.',
    scale: linear(1),
    shown: (passes) => (passes === 1 ? '1 pass' : `${passes} passes`),
  },
  bandwidth: {
    label: 'Attacker’s graphics card',
    explains:
      'How much it reads from and writes to its memory in a second. The H100, a card for data centres: 3.35 TB/s by its data sheet.',
    scale: log(20),
    shown: bandwidth,
  },
  dollarsPerGpuHour: {
    label: 'Rent of the card for an hour',
    explains: 'Such cards are to be had for about 2 to 5 dollars.',
    scale: linear(0.5),
    shown: price,
  },
  vaults: {
    label: 'Vaults that the key opens',
    explains: 'Everybody’s, where one law or one provider puts the same key into all of them.',
    scale: log(4),
    shown: plainNumber,
  },
  perYear: {
    label: 'Chance that a holder loses the key, each year',
    explains: 'By theft, bribe, mistake or order. Nobody knows this figure: try several.',
    scale: log(10),
    shown: percent,
  },
  years: {
    label: 'How long the key is kept',
    explains: 'Keys that open old vaults have to be kept as long as the vaults.',
    scale: linear(1),
    shown: counted('year'),
  },
  copies: {
    label: 'Copies of the whole key',
    explains: 'For offices, agencies or countries that each hold all of it.',
    scale: linear(1),
    shown: (copies) => (copies === 1 ? '1 copy' : `${copies} copies`),
  },
  shares: {
    label: 'Shares that the key is split into',
    explains: 'Each holder has one. A single share says nothing about the key.',
    scale: linear(1),
    shown: counted('share'),
  },
  needed: {
    label: 'Shares needed to open',
    explains: 'So many holders together have the key; one fewer have nothing.',
    scale: linear(1),
    shown: counted('share'),
  },
  commonCause: {
    label: 'Part of that chance that strikes every holder at once',
    explains:
      'The same flaw, supplier, intruder or order in all their offices. At 0 % holders are independent of each other.',
    scale: linear(0.01),
    shown: percent,
  },
  keyDollars: {
    label: 'What it takes to come by the escrow key',
    explains: 'A break-in, a bribe, a change of law. Nobody knows this figure either.',
    scale: log(5),
    shown: plainDollars,
  },
};

/** Two significant digits; vaults come whole. */
function rounded(field: SliderField, value: number): number {
  const short = Number(value.toPrecision(2));
  return field === 'vaults' ? Math.round(short) : short;
}

/** How far a slider goes: from position 0 to this one, in steps of 1. */
export function lastPosition(field: SliderField): number {
  const { min, max } = boundsOf(field);
  const { scale } = sliders[field];
  if (scale.kind === 'linear') return Math.round((max - min) / scale.step);
  return Math.round(scale.kind === 'log' ? Math.log10(max / min) * scale.perDecade : Math.log2(max / min));
}

/** The value at a position. Both ends are exactly the bounds; a preset off the grid has the position nearest to it. */
export function valueAt(field: SliderField, position: number): number {
  const { min, max } = boundsOf(field);
  const { scale } = sliders[field];
  const last = lastPosition(field);
  if (position <= 0) return min;
  if (position >= last) return max;
  if (position === positionOf(field, presetNumbers[field])) return presetNumbers[field];
  if (scale.kind === 'linear') return Number((min + position * scale.step).toPrecision(6));
  return scale.kind === 'doubling'
    ? min * 2 ** position
    : rounded(field, min * (max / min) ** (position / last));
}

/** The position nearest to a value. */
export function positionOf(field: SliderField, value: number): number {
  const { min, max } = boundsOf(field);
  const { scale } = sliders[field];
  const last = lastPosition(field);
  const part =
    scale.kind === 'linear' ? (value - min) / (max - min) : Math.log(value / min) / Math.log(max / min);
  return Math.round(Math.min(1, Math.max(0, part)) * last);
}

/** A change of one slider, and of the one that cannot stay where it is: nobody can need more shares than there are. */
export function moved(input: NumbersInput, field: SliderField, value: number): NumbersInput {
  const next = { ...input, [field]: value };
  if (next.needed <= next.shares) return next;
  return field === 'needed' ? { ...next, shares: next.needed } : { ...next, needed: next.shares };
}
