/** Memory in KiB and passes of an Argon2id derivation. */
export interface Derivation {
  readonly memoryKiB: number;
  readonly passes: number;
}

/** What a new vault's passphrase slot is derived with at the least. */
export const leastDerivation: Derivation = { memoryKiB: 64 * 1024, passes: 3 };

/** Bytes a second that one H100 (SXM) moves to and from its memory, by its data sheet. */
const bandwidth = 3.35e12;
/** The part of that bandwidth a well-written cracker reaches. */
const attainable = 0.8;
/** Rent of one such card for an hour, in US dollars. */
const dollarsPerHour = 3;
const secondsPerHour = 3600;

/**
 * Guesses a second of one data-centre graphics card. Argon2id is bound by memory traffic: each pass after the first
 * reads two blocks and writes one for every block of memory, the first reads one less.
 */
export function guessesPerSecond({ memoryKiB, passes }: Derivation): number {
  return (attainable * bandwidth) / (1024 * memoryKiB * (3 * passes - 1));
}

/** What finding one passphrase takes on average. */
export interface GuessingCost {
  readonly seconds: number;
  readonly dollars: number;
}

/** Mean cost of finding a passphrase of `bits` bits: half of all guesses. */
export function guessingCost(bits: number, derivation: Derivation): GuessingCost {
  const guesses = 2 ** Math.max(0, bits - 1);
  const seconds = guesses / guessesPerSecond(derivation);
  return { seconds, dollars: (seconds / secondsPerHour) * dollarsPerHour };
}
