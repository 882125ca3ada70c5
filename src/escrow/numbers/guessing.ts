import type { NumbersInput, NumbersResult, Series } from '../../contract/lab.ts';

/** The part of a card's memory bandwidth that guessing reaches, fitted to about 20,000 a second on an H100 at 16 MiB, t = 3. */
const attainable = 0.8;
const secondsPerHour = 3600;
const secondsPerYear = 365.25 * 24 * secondsPerHour;

/** Memory in KiB and passes of one Argon2id hash. */
export interface Derivation {
  readonly memoryKiB: number;
  readonly passes: number;
}

/** The cheapest and the dearest derivation that a vault may ask for. */
const cheapest: Derivation = { memoryKiB: 8 * 1024, passes: 1 };
const dearest: Derivation = { memoryKiB: 1024 * 1024, passes: 32 };

/**
 * Argon2id guesses a second of one card that moves `bandwidth` bytes a second. Memory traffic is the limit: a pass
 * reads two blocks and writes one for every block of 1 KiB, the first pass reads one less.
 */
export function guessesPerSecond(bandwidth: number, { memoryKiB, passes }: Derivation): number {
  return (attainable * bandwidth) / (1024 * memoryKiB * (3 * passes - 1));
}

/** Guesses until a secret of `bits` bits is found, on average: half of all there are. */
function meanGuesses(bits: number): number {
  return 2 ** (bits - 1);
}

/** US dollars that finding one passphrase costs on average. */
export function guessingDollars(
  input: NumbersInput,
  bits = input.bits,
  derivation: Derivation = input,
): number {
  const seconds = meanGuesses(bits) / guessesPerSecond(input.bandwidth, derivation);
  return (seconds / secondsPerHour) * input.dollarsPerGpuHour;
}

/** What guessing one vault's passphrase takes. `years` are those of a single card. */
export function guessing(input: NumbersInput): NumbersResult['guessing'] {
  const perSecond = guessesPerSecond(input.bandwidth, input);
  return {
    perSecond,
    herePerSecond: 1 / input.kdfSeconds,
    dollars: guessingDollars(input),
    years: meanGuesses(input.bits) / perSecond / secondsPerYear,
  };
}

/** 10, 12, … 128 bits. */
const plottedBits = Array.from({ length: 60 }, (_, at) => 10 + 2 * at);

/** Dollars by bits: as set, and between the cheapest and the dearest derivation that a vault may ask for. */
export function guessingPlot(input: NumbersInput): Series[] {
  const line = (label: string, derivation: Derivation): Series => ({
    label,
    points: plottedBits.map((bits) => [bits, guessingDollars(input, bits, derivation)]),
  });
  return [line('As set', input), line('8 MiB, 1 pass', cheapest), line('1 GiB, 32 passes', dearest)];
}
