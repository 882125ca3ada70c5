import type { NumbersInput, NumbersResult } from '../../../contract/index.ts';
import { plainDollars, plainNumber, plainTime } from '../../passphrase/plain-amounts.ts';
import { chanceWords, exactCount, vaultCount } from './amounts.ts';

const secondsPerYear = 365.25 * 86_400;
export type Blast = NumbersResult['blast'][number];

/** What the plot of guessing shows, in one sentence. */
export function guessingFinding({ bits }: NumbersInput, { guessing }: NumbersResult): string {
  const shown = bits.toLocaleString('en-GB', { maximumFractionDigits: 1 });
  return `Finding one passphrase of ${shown} bits costs ${about(plainDollars(guessing.dollars))} and takes one card ${plainTime(guessing.years * secondsPerYear)}, on average.`;
}

/** “about $92,000”, but “less than a cent”. */
function about(amount: string): string {
  return /^(?:more|less) than /.test(amount) ? amount : `about ${amount}`;
}

/** What the two rates of guessing are. */
export function rates({ perSecond, herePerSecond }: NumbersResult['guessing']): string {
  const here =
    herePerSecond >= 1
      ? `${exactCount(Number(herePerSecond.toPrecision(2)))} a second`
      : `one in ${plainTime(1 / herePerSecond)}`;
  return `The card makes ${about(plainNumber(perSecond))} guesses a second; this machine ${here}.`;
}

/** What can happen to one arrangement, in one sentence. */
export function outcomeSentence({ chanceOfAll, expected }: Blast, { vaults, years }: NumbersInput): string {
  const all = vaults === 1 ? 'the one vault' : `all ${vaultCount(vaults)}`;
  const within = years === 1 ? 'within a year' : `within ${years} years`;
  return `${sentenceCase(chanceWords(chanceOfAll))}: ${all} opened ${within}. Otherwise none. On average ${exactCount(expected)}.`;
}

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the plot of the blast radius shows, in one sentence. */
export function blastFinding({ vaults, years }: NumbersInput, { blast }: NumbersResult): string {
  const each = blast.map(({ label, expected }) => `${label}: ${exactCount(expected)}`).join('; ');
  const time = years === 1 ? '1 year' : `${years} years`;
  return `Vaults opened on average after ${time}, of ${vaultCount(vaults)}. ${each}. What happens is all of them or none.`;
}

/** The least number of vaults for which the stolen key costs no more than guessing. */
export function breaksEvenFrom({ victims }: NumbersResult): number {
  return Math.max(1, Math.ceil(victims.breakEven));
}

/** From how many vaults on the stolen key is the cheaper way, as a sentence. */
export function breakEvenFinding({ vaults }: NumbersInput, result: NumbersResult): string {
  const from = breaksEvenFrom(result);
  if (from === 1) return 'Stealing the escrow key is cheaper than guessing even a single vault.';
  if (from > vaults) {
    const number = Number.isFinite(from) ? vaultCount(from) : 'more vaults than can be counted';
    return `Guessing stays cheaper: the key would pay from ${number} on, and it opens ${vaultCount(vaults)}.`;
  }
  return `From ${vaultCount(from)} on, stealing the escrow key is the cheaper way.`;
}

/** What each victim costs, in one sentence. */
export function victimsFinding(input: NumbersInput, result: NumbersResult): string {
  const { withoutEscrow, withEscrow } = result.victims;
  return `Each vault costs an attacker ${plainDollars(withoutEscrow)} by guessing, however many there are. With escrow, a key that opens ${vaultCount(input.vaults)} brings it to ${plainDollars(withEscrow)} each. ${breakEvenFinding(input, result)}`;
}
