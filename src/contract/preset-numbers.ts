import type { NumbersInput } from './lab.ts';

/**
 * Where the sliders of the numbers page stand at first. The card is an H100 (SXM), by its data sheet; 40 bits are about
 * what a fair typed passphrase has. No source was found for `perYear`, `commonCause` or `keyDollars`: they are round
 * figures to move.
 */
export const presetNumbers: NumbersInput = {
  kdfSeconds: 0.3,
  memoryKiB: 64 * 1024,
  passes: 3,
  bits: 40,
  bandwidth: 3.35e12,
  dollarsPerGpuHour: 3,
  vaults: 1_000_000,
  perYear: 0.01,
  years: 10,
  copies: 5,
  needed: 3,
  shares: 5,
  commonCause: 0,
  keyDollars: 10_000_000,
};
