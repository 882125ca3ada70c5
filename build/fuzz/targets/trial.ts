import fc from 'fast-check';
import { LatchkeyError } from '../../../src/contract/errors.ts';
import { defineTarget, orRefused } from '../target.ts';

/** The least number that leads to trouble. */
export const least = 300;

/** A target that misbehaves for large numbers, and refuses small ones as it may. */
function trial(name: string, misbehave: () => void) {
  return defineTarget<number>({
    name,
    inputs: fc.nat(1_000),
    run(number) {
      if (number >= least) misbehave();
      orRefused(() => {
        throw new LatchkeyError('invalid-request', 'Refused, as it should be.');
      });
    },
  });
}

export const throws = trial('trial-throws', () => {
  throw new TypeError('not one of ours');
});

export const ends = trial('trial-ends', () => {
  process.exit(3);
});

export const hangs = trial('trial-hangs', () => {
  for (;;);
});

const hoard: Uint8Array[] = [];

export const hoards = trial('trial-hoards', () => {
  hoard.push(new Uint8Array(600 * 1024 * 1024).fill(1));
});
