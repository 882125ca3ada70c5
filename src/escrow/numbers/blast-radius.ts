import type { NumbersInput, NumbersResult, Series } from '../../contract/lab.ts';

type Blast = NumbersResult['blast'][number];

/**
 * The yearly chance `p` that one holder's key gets out, taken apart by the share `c` of it that strikes everybody.
 *
 * Each year an event of chance `c·p` takes the keys of all holders at once: one supplier, one law, one flaw. Apart from
 * it, and independently of one another, each holder loses the key with chance `p(1 - c)/(1 - c·p)`. Together a single
 * holder loses it with chance `p` whatever `c` is: `1 - (1 - c·p)(1 - own) = p`. Years are independent. `c = 0` makes
 * holders independent; with `c = 1` any number of them is as good as one. (The beta-factor model of reliability
 * engineering.)
 *
 * Chances are kept as logarithms of the chance that nothing happens, by `log1p`, so that small ones keep their digits.
 */
interface Hazards {
  /** ln of the chance that the common event stays away for a year; at most 0. */
  readonly common: number;
  /** ln of the chance that one holder alone keeps the key for a year; at most 0. */
  readonly own: number;
}

function hazardsOf({ perYear, commonCause }: NumbersInput): Hazards {
  const all = commonCause * perYear;
  return { common: Math.log1p(-all), own: Math.log1p((-perYear * (1 - commonCause)) / (1 - all)) };
}

/** The chance of something whose absence has the chance `exp(logAbsent)`. */
function chanceFrom(logAbsent: number): number {
  return -Math.expm1(logAbsent);
}

/** Chances that exactly 0, 1, … `n` of `n` keys get out, each with the chance `1 - exp(logKept)`. */
function binomial(n: number, logKept: number): number[] {
  const lost = chanceFrom(logKept);
  let ways = 1;
  return Array.from({ length: n + 1 }, (_, count) => {
    if (count > 0) ways = (ways * (n - count + 1)) / count;
    return ways * lost ** count * Math.exp((n - count) * logKept);
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * ln of the chance that fewer than `k` of `n` keys get out. The smaller side is summed, so that neither a chance near 0
 * nor one near 1 loses its digits; at most 0.
 */
function logTooFew(k: number, n: number, logKept: number): number {
  const chances = binomial(n, logKept);
  const [below, reached] = [sum(chances.slice(0, k)), sum(chances.slice(k))];
  return reached < below ? Math.log1p(-reached) : Math.min(0, Math.log(below));
}

/** Shares that open the key: never more than there are, since then nobody, lawful or not, could. */
function quorum({ needed, shares }: NumbersInput): number {
  return Math.min(needed, shares);
}

type LogKept = (input: NumbersInput, years: number) => number;

/**
 * ln of the chance that the master key is still kept after so many years, for each arrangement. `threshold`: what a
 * thief has taken stays good for ever. `thresholdRefreshed`: shares are renewed each year, so that only those taken in
 * the same year add up.
 */
const logKept = {
  oneHolder: ({ perYear }, years) => years * Math.log1p(-perYear),
  copies: (input, years) => {
    const { common, own } = hazardsOf(input);
    return years * (common + input.copies * own);
  },
  threshold: (input, years) => {
    const { common, own } = hazardsOf(input);
    return years * common + logTooFew(quorum(input), input.shares, years * own);
  },
  thresholdRefreshed: (input, years) => {
    const { common, own } = hazardsOf(input);
    return years * (common + logTooFew(quorum(input), input.shares, own));
  },
} satisfies Record<string, LogKept>;

interface Arrangement {
  readonly id: Blast['id'];
  readonly label: string;
  readonly logKept: LogKept;
}

function arrangements(input: NumbersInput): readonly Arrangement[] {
  const { copies, shares } = input;
  const split = `${quorum(input)} of ${shares} share${shares === 1 ? '' : 's'}`;
  return [
    { id: 'one-holder', label: 'One holder', logKept: logKept.oneHolder },
    { id: 'copies', label: copies === 1 ? '1 full copy' : `${copies} full copies`, logKept: logKept.copies },
    { id: 'threshold', label: split, logKept: logKept.threshold },
    { id: 'threshold-refreshed', label: `${split}, renewed yearly`, logKept: logKept.thresholdRefreshed },
  ];
}

/**
 * Vaults that one theft opens after `years` years. A key opens every vault or none, so the mean is a number of vaults that
 * never happens: `distribution` has the two outcomes that do. More shares needed than there are counts as all of them.
 */
export function blastRadius(input: NumbersInput): Blast[] {
  return arrangements(input).map(({ id, label, logKept: kept }) => {
    const logAbsent = kept(input, input.years);
    const chance = chanceFrom(logAbsent);
    return {
      id,
      label,
      expected: input.vaults * chance,
      chanceOfAll: chance,
      distribution: [
        { vaults: 0, chance: Math.exp(logAbsent) },
        { vaults: input.vaults, chance },
      ],
    };
  });
}

/** 1 to 50, as far as the slider goes. */
const plottedYears = Array.from({ length: 50 }, (_, at) => at + 1);

/** Vaults expected by years, for each arrangement. */
export function blastPlot(input: NumbersInput): Series[] {
  return arrangements(input).map(({ label, logKept: kept }) => ({
    label,
    points: plottedYears.map((years) => [years, input.vaults * chanceFrom(kept(input, years))]),
  }));
}
